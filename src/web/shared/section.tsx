import { Card } from 'antd';
import { useId, type ReactNode } from 'react';

/** A part of a page with its heading, a landmark to those who listen. `label` instead of a heading where the page's own says enough. */
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
  const own = useId();
  const heading = id ?? own;
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
