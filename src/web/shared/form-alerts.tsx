/** Messages of a form as a whole. */
import { Alert } from 'antd';
import type { ReactNode } from 'react';

/** An error of the whole form. The live region always exists, so that screen readers announce its content. */
export function FormError({ children }: { children: ReactNode }): ReactNode {
  const empty = children === '' || children === null;
  return (
    <div role="alert" className={empty ? 'visually-hidden' : ''}>
      {!empty && <Alert type="error" showIcon title={children} role="none" />}
    </div>
  );
}

/** A hint on the page. `role` is `status` when it reports something that has just happened. */
export function Note({
  type = 'info',
  role = 'note',
  children,
}: {
  type?: 'info' | 'warning';
  role?: 'note' | 'status';
  children: ReactNode;
}): ReactNode {
  return <Alert className="note" type={type} role={role} title={children} />;
}
