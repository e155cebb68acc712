import type { ReactNode } from 'react';
import type { Schemas } from './api.ts';
import { formatInstant } from './days.ts';
import { filingTexts } from './filing-texts.ts';
import { useLanguage, useTexts } from './language.ts';
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

const yesOrNo = (t: FilingTexts, value: boolean | null): string => (value === null ? t.unknown : value ? t.yes : t.no);

/** All fields of a filing, in the order of the form. `renewalOf`: the link to the original filing. */
export function FilingDetails({ filing, renewalOf }: { filing: Filing; renewalOf?: ReactNode }): ReactNode {
  const t = useTexts(filingTexts);
  const c = useTexts(common);
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
        <span className="secondary">{t.validUntil(covering.validTo)}</span>
      </>
    ),
  ];
  return (
    <Details
      rows={[
        [t.fields['firmName']!, filing.firm.name],
        [t.fields['uscc']!, filing.firm.uscc],
        [t.fields['region']!, filing.region.name],
        [t.fields['bank']!, filing.bank.name],
        [
          t.fields['amount']!,
          <strong key="amount">
            {formatYuan(filing.amount)} {c.yuan}
          </strong>,
        ],
        [t.fields['annualRate']!, `${filing.annualRate}${t.perYear}`],
        [t.fields['disbursedOn']!, filing.disbursedOn],
        [t.fields['dueOn']!, filing.dueOn],
        qualification('high_tech', filing.status.highTech),
        qualification('tech_sme', filing.status.techSme),
        [t.fields['contractNo']!, filing.contractNo],
        [t.fields['receiptNo']!, filing.receiptNo],
        [t.fields['guarantee']!, t.guarantees[filing.guarantee]],
        [t.fields['knowledgeGrade']!, filing.knowledgeGrade],
        [t.fields['firstLoan']!, yesOrNo(t, filing.firstLoan)],
        [t.fields['renewal']!, yesOrNo(t, filing.renewal)],
        ...(filing.renewalOf === null ? [] : [[t.fields['renewalOf']!, renewalOf ?? filing.renewalOf] as const]),
        [t.fields['branch']!, filing.branch],
        [t.fields['remarks']!, filing.remarks],
        [t.fields['submittedAt']!, formatInstant(filing.submittedAt)],
        [t.fields['filedOn']!, filing.filedOn],
      ]}
    />
  );
}

/** Formats a field value of a history entry or audit event. */
export function useFieldFormatter(): (field: string, value: unknown) => string {
  const t = useTexts(filingTexts);
  const c = useTexts(common);
  const language = useLanguage();
  return (field, value) => {
    if (value === null || value === undefined || value === '') return c.none;
    if (typeof value === 'boolean') return value ? t.yes : t.no;
    if (field === 'state') return c.states[value as Filing['state']];
    if (field === 'guarantee') return t.guarantees[String(value)] ?? String(value);
    if (field === 'amount') return `${formatYuan(String(value))} ${c.yuan}`;
    if (field === 'annualRate') return `${String(value)}${t.perYear}`;
    if (/At$/.test(field)) return formatInstant(String(value));
    if (field === 'status') return statusText(value as Schemas['FilingStatus'], c.kindsShort, c.none);
    if (Array.isArray(value))
      return value.map((one: { rule?: string }) => one.rule ?? '').join(language === 'en' ? ', ' : '、') || c.none;
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
