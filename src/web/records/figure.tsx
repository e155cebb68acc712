/** One figure with its definition and exact value. */
import { CopyOutlined, InfoCircleOutlined } from '@ant-design/icons';
import { Button, Card, Popover, Statistic } from 'antd';
import { useState, type ReactNode } from 'react';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { common } from '../shared/texts.ts';
import { copyText } from './copy-text.ts';
import { recordTexts } from './texts.ts';

/** A figure with its definition and a button that copies the exact value. `value` may be rounded. */
export function Figure({
  title,
  value,
  unit,
  exact,
  exactShown,
  definition,
  children,
}: {
  title: string;
  value: ReactNode;
  unit: string;
  exact: string;
  exactShown?: string | undefined;
  definition: string;
  children?: ReactNode;
}): ReactNode {
  return (
    <Card role="region" aria-label={title} className="figure">
      <Statistic
        title={
          <span className="figure-head">
            {title}
            <FigureTools title={title} exact={exact} definition={definition} />
          </span>
        }
        valueRender={() => value}
        suffix={unit}
      />
      {exactShown !== undefined && <div className="exact">{exactShown}</div>}
      {children}
    </Card>
  );
}

export function FigureTools({
  title,
  exact,
  definition,
}: {
  title: string;
  exact?: string | undefined;
  definition: string;
}): ReactNode {
  const t = useTexts(recordTexts);
  const c = useTexts(common);
  const copy = (text: string): void =>
    void copyText(text).then(() => notify(text.includes('\t') ? c.copied : `${c.copied}: ${text}`));
  return (
    <span className="tools no-print">
      {exact !== undefined && (
        <Button
          type="text"
          size="small"
          aria-label={t.copyExact(title)}
          title={c.copy}
          icon={<Icon of={CopyOutlined} />}
          onClick={() => copy(exact)}
        />
      )}
      <Definition title={title} text={definition} />
    </span>
  );
}

/** A button with a popover. It closes on Escape and on blur. */
function Definition({ title, text }: { title: string; text: string }): ReactNode {
  const t = useTexts(recordTexts);
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={
        <p role="note" className="definition">
          {text}
        </p>
      }
    >
      <Button
        type="text"
        size="small"
        aria-label={t.definitionOf(title)}
        title={t.definition}
        aria-expanded={open}
        icon={<Icon of={InfoCircleOutlined} />}
        onBlur={() => setOpen(false)}
      />
    </Popover>
  );
}
