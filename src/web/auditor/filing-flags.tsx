/** Why a filing was flagged. The messages come from the service. */
import { CheckCircleOutlined, FlagOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Filing } from '../shared/filing-details.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { Section } from '../shared/section.tsx';
import { auditorTexts } from './texts.ts';

/** The section with the flags of a filing. */
export function FilingFlags({ filing }: { filing: Filing }): ReactNode {
  const t = useTexts(auditorTexts);
  return (
    <Section title={t.flags}>
      <FlagList filing={filing} />
    </Section>
  );
}

export function FlagList({ filing }: { filing: Filing }): ReactNode {
  const t = useTexts(auditorTexts);
  return filing.flags.length === 0 ? (
    <p>{t.noFlags}</p>
  ) : (
    <ul className="flag-list">
      {filing.flags.map(({ rule, message, met }) => (
        <li key={rule} className={met ? 'met' : undefined}>
          <Icon of={met ? CheckCircleOutlined : FlagOutlined} size={16} />
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}
