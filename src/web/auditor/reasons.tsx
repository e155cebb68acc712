import { FlagOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Filing } from '../shared/filing-facts.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { Section } from '../shared/section.tsx';
import { auditorTexts } from './texts.ts';

/** Why a filing is or was looked at. */
export function Reasons({ filing }: { filing: Filing }): ReactNode {
  const t = useTexts(auditorTexts);
  return (
    <Section title={t.why}>
      <ReasonList filing={filing} />
    </Section>
  );
}

export function ReasonList({ filing }: { filing: Filing }): ReactNode {
  const t = useTexts(auditorTexts);
  return filing.flags.length === 0 ? (
    <p>{t.whyNone}</p>
  ) : (
    <ul className="reasons">
      {filing.flags.map(({ rule, message }) => (
        <li key={rule}>
          <Icon of={FlagOutlined} size={16} />
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}
