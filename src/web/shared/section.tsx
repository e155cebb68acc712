/** A titled part of a page. */
import { Card } from 'antd';
import { useId, type ReactNode } from 'react';

/** A section of a page (a landmark), named by its heading or, without one, by `label`. */
export function Section({
  title,
  id,
  label,
  extra,
  className = '',
  flush = false,
  children,
}: {
  title?: ReactNode;
  id?: string;
  label?: string;
  extra?: ReactNode;
  className?: string;
  flush?: boolean;
  children: ReactNode;
}): ReactNode {
  const generatedId = useId();
  const heading = id ?? generatedId;
  return (
    <Card
      role="region"
      {...(title === undefined
        ? { 'aria-label': label }
        : { 'aria-labelledby': heading, title: <h2 id={heading}>{title}</h2> })}
      extra={extra}
      className={`card ${flush ? 'flush' : ''} ${className}`}
      {...(flush ? { styles: { body: { padding: 0 } } } : {})}
    >
      {children}
    </Card>
  );
}
