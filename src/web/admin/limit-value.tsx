import type { ReactNode } from 'react';
import { formatRounded } from '../records/amounts.ts';
import { recordTexts } from '../records/texts.ts';
import { useLanguage, useTexts } from '../shared/language.ts';
import { formatYuan } from '../shared/money.ts';
import { common } from '../shared/texts.ts';
import { limitOf, type Limit, type Rule, type Setting } from './rule-values.ts';
import { KindNames } from '../shared/kinds.tsx';
import { adminTexts } from './texts.ts';

/** The value of a limit, or "not set". */
export function LimitValue({ limits, limit }: { limits: Rule['limits']; limit: Limit }): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(recordTexts);
  const found = limitOf(limits, limit.name);
  if (found === undefined) return <em className="not-set">{b.notSet}</em>;
  if (limit.settings.length === 0) return t.isSet;
  return limit.settings
    .filter(({ name }) => found[name] !== undefined)
    .map((setting) => <SettingValue key={setting.name} setting={setting} value={found[setting.name]} />);
}

function SettingValue({ setting: { kind, shown, labels }, value }: { setting: Setting; value: unknown }): ReactNode {
  const t = useTexts(adminTexts);
  const c = useTexts(common);
  const language = useLanguage();
  const sum = (yuan: string): string => `${formatYuan(yuan)} ${c.yuan}`;
  switch (kind) {
    case 'amount':
      return (
        <span title={sum(value as string)}>
          {formatRounded(value as string, language)} <span className="secondary">({sum(value as string)})</span>
        </span>
      );
    case 'word':
      return <span>{labels?.[value as string]?.[language]} </span>;
    case 'factor':
    case 'whole':
      return <span>{shown[language].replace('{value}', String(value))} </span>;
    case 'qualificationKinds':
      return <KindNames codes={value as string[]} />;
    case 'amountByGrade':
      return (
        <span>
          {Object.entries(value as Record<string, string>).map(([grade, line]) => (
            <span key={grade}>
              {t.gradeShown(grade)} {sum(line)}
              <br />
            </span>
          ))}
        </span>
      );
  }
}
