import { Alert } from 'antd';
import type { ReactNode } from 'react';

/** What stands against a form as a whole. The region is always there: what appears inside it is read out. */
export function Complaint({ children }: { children: ReactNode }): ReactNode {
  const silent = children === '' || children === null;
  return (
    <div role="alert" className={silent ? 'unseen' : ''}>
      {!silent && <Alert type="error" showIcon title={children} role="none" />}
    </div>
  );
}

/** Something to know before one goes on. `role`: `status` where it tells what has just happened. */
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
