import type { ReactNode } from 'react';
import type { Schemas } from './api.ts';
import { formatInstant } from './days.ts';
import { FILING_FIELDS } from './filing-fields.ts';
import { filingTexts } from './filing-texts.ts';
import { useLanguage, useTexts } from './language.ts';
import { useKindName } from './kinds.tsx';
import { formatYuan } from './money.ts';
import { common } from './texts.ts';

export type Filing = Schemas['Filing'];
export type FilingTexts = (typeof filingTexts)['zh-CN'];

/** A description list; an empty value is shown as a dash. */
export function Details({
  rows,
  className = '',
}: {
  rows: readonly (readonly [name: string, value: ReactNode])[];
  className?: string;
}): ReactNode {
  return (
    <dl className={`details ${className}`}>
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
/** Fields that are members of the filing itself. */
type OwnField = Extract<FieldName, keyof Filing>;
const KINDS = new Map<string, (typeof FILING_FIELDS)[number]['kind']>(
  FILING_FIELDS.map(({ name, kind }) => [name, kind]),
);
/** Shown above the qualifications. */
const TERMS: readonly OwnField[] = ['amount', 'annualRate', 'disbursedOn', 'dueOn'];
const SHOWN_ABOVE: readonly FieldName[] = ['uscc', 'firmName', 'regionCode', ...TERMS];
const OTHER_FIELDS = FILING_FIELDS.map(({ name }) => name).filter(
  (name): name is OwnField => !SHOWN_ABOVE.includes(name),
);

/** All fields of a filing: firm and bank, terms, qualifications, then the others. `renewalOf`: the link to the original filing. */
export function FilingDetails({ filing, renewalOf }: { filing: Filing; renewalOf?: ReactNode }): ReactNode {
  const t = useTexts(filingTexts);
  const format = useFieldFormatter();
  const kindName = useKindName();
  const qualification = (kind: string, covering: Schemas['Covering'] | null): readonly [string, ReactNode] => [
    kindName(kind),
    covering === null ? (
      t.none
    ) : (
      <>
        {covering.certificateNo}
        <br />
        <span className="secondary">{t.validUntil(covering.validTo)}</span>
      </>
    ),
  ];
  const detail = (name: OwnField): readonly [string, ReactNode] => [t.fields[name]!, shown(name, filing[name])];
  const shown = (name: OwnField, value: Filing[OwnField]): ReactNode => {
    if (value === null) return KINDS.get(name) === 'boolean' ? t.unknown : null;
    if (name === 'amount') return <strong>{format(name, value)}</strong>;
    return name === 'renewalOf' ? (renewalOf ?? value) : format(name, value);
  };
  return (
    <Details
      rows={[
        [t.fields['firmName']!, filing.firm.name],
        [t.fields['uscc']!, filing.firm.uscc],
        [t.fields['regionCode']!, filing.region.name],
        [t.fields['bank']!, filing.bank.name],
        ...TERMS.map(detail),
        qualification('high_tech', filing.status.highTech),
        qualification('tech_sme', filing.status.techSme),
        ...filing.qualifications
          .filter(({ kind }) => kind !== 'high_tech' && kind !== 'tech_sme')
          .map((one) => qualification(one.kind, one)),
        ...OTHER_FIELDS.filter((name) => name !== 'renewalOf' || filing.renewalOf !== null).map(detail),
        [t.fields['submittedAt']!, formatInstant(filing.submittedAt)],
        [t.fields['filedOn']!, filing.filedOn],
      ]}
    />
  );
}

/** Formats a field value of a filing, a history entry or an audit event. */
export function useFieldFormatter(): (field: string, value: unknown) => string {
  const t = useTexts(filingTexts);
  const c = useTexts(common);
  const language = useLanguage();
  return (field, value) => {
    if (value === null || value === undefined || value === '') return c.none;
    if (typeof value === 'boolean') return value ? t.yes : t.no;
    if (field === 'state') return c.states[value as Filing['state']];
    if (field === 'guarantee') return t.guarantees[String(value)] ?? String(value);
    if (KINDS.get(field) === 'amount') return `${formatYuan(String(value))} ${c.yuan}`;
    if (KINDS.get(field) === 'rate') return `${String(value)}${t.perYear}`;
    if (/At$/.test(field)) return formatInstant(String(value));
    if (field === 'status') return statusText(value as Schemas['FilingStatus'], c.kindsShort, c.none);
    if (Array.isArray(value))
      return (
        value
          .map((one: string | { rule?: string }) => (typeof one === 'string' ? one : (one.rule ?? '')))
          .join(language === 'en' ? ', ' : '、') || c.none
      );
    return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
  };
}

function statusText(status: Schemas['FilingStatus'], kinds: Record<string, string>, none: string): string {
  const words = [
    status.highTech && `${kinds['high_tech']} ${status.highTech.certificateNo}`,
    status.techSme && `${kinds['tech_sme']} ${status.techSme.certificateNo}`,
  ].filter((word) => word !== null);
  return words.length === 0 ? none : words.join('; ');
}
