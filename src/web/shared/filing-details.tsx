/** All fields of a filing as a description list. New fields appear by themselves. */
import type { ReactNode } from 'react';
import type { Schemas } from './api.ts';
import { formatInstant } from './days.ts';
import { FILING_FIELDS } from './filing-fields.ts';
import { filingTexts } from './filing-texts.ts';
import { useLanguage, useTexts } from './language.ts';
import { useKindWords, type Kind } from './kinds.tsx';
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
      {rows.map(([name, value], index) => (
        <div key={`${index} ${name}`}>
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
  const { nameOf, inOrder } = useKindWords();
  const qualification = (kind: string, covering: Schemas['Covering'] | null): readonly [string, ReactNode] => [
    nameOf(kind),
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
        ...inOrder(filing.qualifications)
          .filter(({ kind }) => kind !== 'high_tech' && kind !== 'tech_sme')
          .map((one) => qualification(one.kind, one)),
        ...OTHER_FIELDS.filter((name) => name !== 'renewalOf' || filing.renewalOf !== null).map(detail),
        [t.fields['submittedAt']!, formatInstant(filing.submittedAt)],
        [t.fields['filedOn']!, filing.filedOn],
        ...(filing.amendedAt === null ? [] : [[t.fields['amendedAt']!, formatInstant(filing.amendedAt)] as const]),
      ]}
    />
  );
}

/** Formats a field value of a filing, a history entry or an audit event. */
export function useFieldFormatter(): (field: string, value: unknown) => string {
  const t = useTexts(filingTexts);
  const c = useTexts(common);
  const language = useLanguage();
  const { kinds, nameOf } = useKindWords();
  return (field, value) => {
    if (value === null || value === undefined || value === '') return c.none;
    if (typeof value === 'boolean') return value ? t.yes : t.no;
    if (field === 'state') return c.states[value as Filing['state']];
    if (field === 'guarantee') return t.guarantees[String(value)] ?? String(value);
    if (KINDS.get(field) === 'amount') return `${formatYuan(String(value))} ${c.yuan}`;
    if (KINDS.get(field) === 'rate') return `${String(value)}${t.perYear}`;
    if (/At$/.test(field)) return formatInstant(String(value));
    if (field === 'kind') return nameOf(String(value));
    if (field === 'status') return statusText(value as Recorded, kinds, c.none);
    if (Array.isArray(value)) return value.map(itemText).join(language === 'en' ? ', ' : '、') || c.none;
    return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
  };
}

/** An item of a list: a flag by its rule, or a text. */
const itemText = (item: { rule?: string } | string): string => (typeof item === 'string' ? item : (item.rule ?? ''));

/** The qualifications that covered the day, in a recorded change: by the code of the kind in camel case. */
type Recorded = Readonly<Record<string, Schemas['Covering'] | null>>;

function statusText(status: Recorded, kinds: readonly Kind[], none: string): string {
  const words = Object.entries(status)
    .filter((entry): entry is [string, Schemas['Covering']] => entry[1] !== null)
    .map(([member, { certificateNo }]) => {
      const kind = kinds.find(({ code }) => camelCase(code) === member);
      return `${kind?.short ?? member} ${certificateNo}`;
    });
  return words.length === 0 ? none : words.join('; ');
}

const camelCase = (code: string): string => code.replace(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
