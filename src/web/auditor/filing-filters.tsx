/**
 * The filters above the list of filings. A new filter must also be listed in filings-page.tsx and be known to the API.
 */
import { CloseOutlined } from '@ant-design/icons';
import { Button, Card } from 'antd';
import type { ReactNode } from 'react';
import { DayFilter } from '../records/day-field.tsx';
import { useBanks, useRegions } from '../records/use-places.ts';
import { recordTexts } from '../records/texts.ts';
import { TextFilter } from '../records/text-filter.tsx';
import { Choice } from '../shared/choice.tsx';
import { Field } from '../shared/field.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { partName, qualificationTexts } from '../shared/qualification-texts.ts';
import { FILING_STATES } from '../shared/tags.tsx';
import { common } from '../shared/texts.ts';
import { auditorTexts } from './texts.ts';
import { thisYear } from './totals-query.ts';

const YEARS_BACK = 20;
/** Filters in the collapsed part. */
const MORE_FILTERS = [
  'month',
  'basis',
  'status',
  'flagged',
  'renewal',
  'uscc',
  'filedFrom',
  'filedTo',
  'disbursedFrom',
  'disbursedTo',
] as const;

type Filters = Readonly<Record<string, string>>;
interface Props {
  readonly filters: Filters;
  readonly set: (change: Filters) => void;
  readonly clear: () => void;
}

/** The filters of the list. A selection applies at once, typed text on Enter or with the button. */
export function FilingFilters({ filters, set, clear }: Props): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const c = useTexts(common);
  const names = useTexts(qualificationTexts);
  const banks = useBanks();
  const regions = useRegions();
  const placeOptions = (places: typeof banks): [string, string][] =>
    (places.data ?? []).map(({ code, name }) => [code, name]);
  const choice = (
    name: string,
    label: string,
    options: readonly (readonly [string, string])[],
    change: (value: string) => Filters = (value) => ({ [name]: value }),
  ): ReactNode => (
    <Filter label={label} value={filters[name] ?? ''} options={options} onChange={(value) => set(change(value))} />
  );
  const years = Array.from({ length: YEARS_BACK }, (_, back) => String(thisYear() - back));
  const flag: [string, string][] = [
    ['true', b.yes],
    ['false', b.no],
  ];
  return (
    <Card className="filter-panel">
      <div className="filter-row">
        <TextFilter
          className="wide"
          label={t.q}
          hint={t.qHint}
          value={filters['q'] ?? ''}
          onSet={(q) => set({ q })}
          button={c.search}
        />
        {choice(
          'state',
          t.state,
          FILING_STATES.map((state) => [state, c.states[state]]),
        )}
        {choice(
          'year',
          t.year,
          years.map((year) => [year, year]),
          (year) => (year === '' ? { year, month: '', basis: '' } : { year }),
        )}
        {choice('bank', t.bank, placeOptions(banks))}
        {choice('region', t.region, placeOptions(regions))}
      </div>
      <details open={MORE_FILTERS.some((name) => filters[name] !== undefined) || undefined}>
        <summary>{b.moreFilters}</summary>
        <div className="filter-row">
          {filters['year'] !== undefined &&
            choice(
              'month',
              t.month,
              Array.from({ length: 12 }, (_, month) => [String(month + 1), t.monthName(month + 1)]),
            )}
          {filters['year'] !== undefined && choice('basis', t.basis, [['disbursed', t.bases['disbursed']!]])}
          {choice('status', t.status, Object.entries(names.parts))}
          {choice('flagged', t.flagged, flag)}
          {choice('renewal', t.renewal, flag)}
          {(['filedFrom', 'filedTo', 'disbursedFrom', 'disbursedTo'] as const).map((name) => (
            <DayFilter
              key={name}
              label={t[name]}
              value={filters[name] ?? ''}
              onChange={(day) => set({ [name]: day })}
            />
          ))}
        </div>
      </details>
      <Chips filters={filters} set={set} clear={clear} />
    </Card>
  );
}

function Filter({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}): ReactNode {
  const b = useTexts(recordTexts);
  // A link from a figure can hold several values: they are shown as one additional option.
  const listed = value === '' || options.some(([word]) => word === value);
  const names = (several: string): string =>
    several
      .split(',')
      .map((word) => options.find(([one]) => one === word)?.[1] ?? word)
      .join(' / ');
  return (
    <Field label={label}>
      {(control) => (
        <Choice
          control={control}
          value={value}
          options={[['', b.all], ...(listed ? [] : [[value, names(value)] as const]), ...options]}
          onChange={onChange}
        />
      )}
    </Field>
  );
}

/** The active filters, each with a button to remove it. */
function Chips({ filters, set, clear }: Props): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const c = useTexts(common);
  const names = useTexts(qualificationTexts);
  const banks = useBanks();
  const regions = useRegions();
  const nameOf = (name: string, value: string): string =>
    value
      .split(',')
      .map((word) => {
        if (name === 'state') return c.states[word as 'accepted'] ?? word;
        if (name === 'status') return partName(names, word);
        if (name === 'bank' || name === 'region')
          return (name === 'bank' ? banks : regions).data?.find(({ code }) => code === word)?.name ?? word;
        if (name === 'month') return t.monthName(Number(word));
        if (name === 'basis') return t.bases[word] ?? word;
        return name === 'flagged' || name === 'renewal' ? (word === 'true' ? b.yes : b.no) : word;
      })
      .join(' / ');
  const labels: Record<string, string> = t as unknown as Record<string, string>;
  const active = Object.entries(filters).filter(([name]) => name !== 'via' && name !== 'sort');
  if (active.length === 0) return null;
  return (
    <ul className="chips" aria-label={b.filters}>
      {active.map(([name, value]) => (
        <li key={name}>
          <Button
            size="small"
            shape="round"
            onClick={() => set(name === 'year' ? { year: '', month: '', basis: '' } : { [name]: '' })}
          >
            {labels[name]}: {nameOf(name, value)}
            <Icon of={CloseOutlined} size={13} />
            <span className="visually-hidden">{c.clear}</span>
          </Button>
        </li>
      ))}
      <li>
        <Button type="link" onClick={clear}>
          {b.clearFilters}
        </Button>
      </li>
    </ul>
  );
}
