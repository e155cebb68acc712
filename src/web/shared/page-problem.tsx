/** The message in place of content that cannot be shown. */
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';

/** Why a page, or a part of one, cannot be shown, with an optional action. */
export function PageProblem({
  title,
  text,
  detail,
  action,
}: {
  title: string;
  text: string;
  detail?: string | undefined;
  action?: { text: string; run: () => void } | undefined;
}): ReactNode {
  return (
    <Alert
      className="page-problem"
      type="warning"
      showIcon
      title={<h2>{title}</h2>}
      description={
        <>
          <p>{text}</p>
          {detail !== undefined && <p className="small">{detail}</p>}
          {action && <Button onClick={action.run}>{action.text}</Button>}
        </>
      }
    />
  );
}
