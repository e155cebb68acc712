import type { ReactNode } from 'react';
import type { Filing } from '../shared/filing-facts.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { auditorTexts } from './texts.ts';

/** Why a filing is or was looked at. */
export function Reasons({ filing }: { filing: Filing }): ReactNode {
  const t = useTexts(auditorTexts);
  return (
    <section className="card" aria-labelledby="reasons">
      <h2 id="reasons">{t.why}</h2>
      <ReasonList filing={filing} />
    </section>
  );
}

export function ReasonList({ filing }: { filing: Filing }): ReactNode {
  const t = useTexts(auditorTexts);
  return filing.flags.length === 0 ? <p>{t.whyNone}</p> : <ul className="reasons">{filing.flags.map(({ rule, message }) => <li key={rule}><Icon name="flag" size={16} /><span>{message}</span></li>)}</ul>;
}
