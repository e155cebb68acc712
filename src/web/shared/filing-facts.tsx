import type { ReactNode } from 'react';
import type { Schemas } from './api.ts';
import { inShanghai } from './days.ts';
import { FILING_FIELDS } from './filing-fields.ts';
import { filingTexts } from './filing-texts.ts';
import { useLanguage, useTexts } from './language.ts';
import { inYuan } from './money.ts';
import { common } from './texts.ts';

export type Filing = Schemas['Filing'];
export type FilingTexts = (typeof filingTexts)['zh-CN'];

/** Names and their values; what is not said is a dash. */
export function Facts({
  rows,
  className = '',
}: {
  rows: readonly (readonly [name: string, value: ReactNode])[];
  className?: string;
}): ReactNode {
  return (
    <dl className={`facts ${className}`}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === null || value === '' ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  );
}

type FieldName = (typeof FILING_FIELDS)[number]['name'];
/** The fields that stand in the filing itself. */
type OwnField = Extract<FieldName, keyof Filing>;
const KINDS = new Map<string, (typeof FILING_FIELDS)[number]['kind']>(
  FILING_FIELDS.map(({ name, kind }) => [name, kind]),
);
const TERMS: readonly OwnField[] = ['amount', 'annualRate', 'disbursedOn', 'dueOn'];
const APART: readonly FieldName[] = ['uscc', 'firmName', 'regionCode', ...TERMS];
const OTHERS = FILING_FIELDS.map(({ name }) => name).filter((name): name is OwnField => !APART.includes(name));

/** All that a filing says: firm and bank, terms, qualifications, and the other fields in their order. */
export function FilingFacts({ filing, renewalOf }: { filing: Filing; renewalOf?: ReactNode }): ReactNode {
  const t = useTexts(filingTexts);
  const c = useTexts(common);
  const say = useValueInWords();
  const qualification = (
    kind: 'high_tech' | 'tech_sme',
    covering: Schemas['Covering'] | null,
  ): readonly [string, ReactNode] => [
    c.kinds[kind] ?? kind,
    covering === null ? (
      t.none
    ) : (
      <>
        {covering.certificateNo}
        <br />
        <span className="soft">{t.validUntil(covering.validTo)}</span>
      </>
    ),
  ];
  const fact = (name: OwnField): readonly [string, ReactNode] => [t.fields[name]!, shown(name, filing[name])];
  const shown = (name: OwnField, value: Filing[OwnField]): ReactNode => {
    if (value === null) return KINDS.get(name) === 'boolean' ? t.unknown : null;
    if (name === 'amount') return <strong>{say(name, value)}</strong>;
    return name === 'renewalOf' ? (renewalOf ?? value) : say(name, value);
  };
  return (
    <Facts
      rows={[
        [t.fields['firmName']!, filing.firm.name],
        [t.fields['uscc']!, filing.firm.uscc],
        [t.fields['regionCode']!, filing.region.name],
        [t.fields['bank']!, filing.bank.name],
        ...TERMS.map(fact),
        qualification('high_tech', filing.status.highTech),
        qualification('tech_sme', filing.status.techSme),
        ...OTHERS.filter((name) => name !== 'renewalOf' || filing.renewalOf !== null).map(fact),
        [t.fields['submittedAt']!, inShanghai(filing.submittedAt)],
        [t.fields['filedOn']!, filing.filedOn],
      ]}
    />
  );
}

/** A value of a filing in words, by the name of its field; of the history too. */
export function useValueInWords(): (field: string, value: unknown) => string {
  const t = useTexts(filingTexts);
  const c = useTexts(common);
  const spoken = useLanguage();
  return (field, value) => {
    if (value === null || value === undefined || value === '') return c.none;
    if (typeof value === 'boolean') return value ? t.yes : t.no;
    if (field === 'state') return c.states[value as Filing['state']];
    if (field === 'guarantee') return t.guarantees[String(value)] ?? String(value);
    if (KINDS.get(field) === 'amount') return `${inYuan(String(value))} ${c.yuan}`;
    if (KINDS.get(field) === 'rate') return `${String(value)}${t.perYear}`;
    if (/At$/.test(field)) return inShanghai(String(value));
    if (field === 'status') return statusInWords(value as Schemas['FilingStatus'], c.kindsShort, c.none);
    if (Array.isArray(value))
      return value.map((one: { rule?: string }) => one.rule ?? '').join(spoken === 'en' ? ', ' : '、') || c.none;
    return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
  };
}

function statusInWords(status: Schemas['FilingStatus'], kinds: Record<string, string>, none: string): string {
  const words = [
    status.highTech && `${kinds['high_tech']} ${status.highTech.certificateNo}`,
    status.techSme && `${kinds['tech_sme']} ${status.techSme.certificateNo}`,
  ].filter((word) => word !== null);
  return words.length === 0 ? none : words.join('; ');
}
