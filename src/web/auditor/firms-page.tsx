import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Card } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { DataTable, type Column } from '../bureau/data-table.tsx';
import { DayFilter } from '../bureau/day-field.tsx';
import { FigureTools } from '../bureau/figure.tsx';
import { PAGE_ITEMS, Pager, usePaged } from '../bureau/paged.tsx';
import { useFilters } from '../bureau/search-state.ts';
import { bureau } from '../bureau/texts.ts';
import { TypedFilter } from '../bureau/typed-filter.tsx';
import { answer, api, type Schemas } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { inGroups } from '../shared/money.ts';
import { Page } from '../shared/page.tsx';
import { qualificationTexts } from '../shared/qualification-texts.ts';
import { Section } from '../shared/section.tsx';
import { Answered, Nothing } from '../shared/states.tsx';
import { RegionName } from '../shared/tags.tsx';
import { common } from '../shared/texts.ts';
import { ExportLinks } from '../bureau/export-links.tsx';
import { FirmDialog } from './firm-form.tsx';
import { auditorTexts, type AuditorTexts } from './texts.ts';
import '../bureau/bureau.css';

type Firm = Schemas['FirmList']['items'][number];

export function firmColumns(t: AuditorTexts): Column<Firm>[] {
  return [
    {
      key: 'name',
      title: t.firmName,
      head: true,
      cell: ({ uscc, name }) => <Link href={`/firms/${uscc}`}>{name}</Link>,
    },
    { key: 'uscc', title: t.uscc, cell: ({ uscc }) => uscc },
    { key: 'region', title: t.region, cell: ({ region }) => <RegionName region={region} /> },
    { key: 'industry', title: t.industry, cell: ({ industryCode }) => industryCode ?? '—' },
  ];
}

export default function FirmsPage(): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(bureau);
  const c = useTexts(common);
  const { filters, set } = useFilters();
  const [registering, setRegistering] = useState(false);
  const q = filters['q'] ?? '';
  const paged = usePaged(['firms', 'list', q], (cursor, signal) =>
    answer(
      api.GET('/api/v1/firms', {
        params: {
          query: { limit: PAGE_ITEMS, ...(q === '' ? {} : { q }), ...(cursor === undefined ? {} : { cursor }) },
        },
        signal,
      }),
    ),
  );
  return (
    <Page
      title={t.firmsTitle}
      lead={t.firmsLead}
      actions={
        <>
          <ExportLinks what="firms" filters={q === '' ? {} : { q }} title={t.firmsTitle} />
          <Button type="primary" onClick={() => setRegistering(true)} icon={<Icon of={PlusOutlined} />}>
            {t.register}
          </Button>
        </>
      }
    >
      <Card className="filter-panel">
        <TypedFilter
          label={t.firmsQ}
          hint={t.firmsQHint}
          value={q}
          onSet={(text) => set({ q: text })}
          button={c.search}
        />
      </Card>
      <Answered
        query={paged.query}
        rows={10}
        empty={{ when: ({ items }) => items.length === 0, show: <Nothing text={b.nothingFits} /> }}
      >
        {({ items }) => (
          <>
            <Section flush label={t.firmsTitle}>
              <DataTable caption={t.firmsTitle} columns={firmColumns(t)} rows={items} rowKey={({ uscc }) => uscc} />
            </Section>
            <Pager paged={paged} />
          </>
        )}
      </Answered>
      <Holders />
      <FirmDialog open={registering} firm={null} onClose={() => setRegistering(false)} />
    </Page>
  );
}

/** `total`: of all districts. */
type Holding = Schemas['QualificationTotals']['rows'][number] & { readonly total?: true };

/** The figures as lines to be pasted into a sheet. */
const asLines = ({ rows, total }: Schemas['QualificationTotals']): string =>
  [...rows, total as Holding]
    .map((row) => [row.region?.name ?? '', row.highTech, row.techSme, row.both, row.either].join('\t'))
    .join('\n');

/** How many firms hold each qualification on a day. */
function Holders(): ReactNode {
  const t = useTexts(auditorTexts);
  const names = useTexts(qualificationTexts);
  const [on, setOn] = useState(today());
  const query = useQuery({
    queryKey: ['firm', 'holders', on],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/qualifications/totals', { params: { query: { on, by: 'region' } }, signal })),
  });
  const figure = (key: 'highTech' | 'techSme' | 'both' | 'either', title: string): Column<Holding> => ({
    key,
    title,
    number: true,
    cell: (row) => inGroups(row[key]),
  });
  const columns: Column<Holding>[] = [
    {
      key: 'region',
      title: t.region,
      head: true,
      cell: (row) => (row.total ? t.total : <RegionName region={row.region ?? null} />),
    },
    figure('highTech', names.highTech),
    figure('techSme', names.techSme),
    figure('both', names.parts.both),
    figure('either', t.either),
  ];
  return (
    <Section
      className="after"
      title={t.holders}
      extra={
        <span className="tools">
          <FigureTools title={t.holders} exact={query.data && asLines(query.data)} definition={t.holdersDefinition} />
          <ExportLinks what="qualifications" filters={{ on, current: 'true' }} title={t.holders} />
        </span>
      }
    >
      <div className="narrow-field">
        <DayFilter label={t.holdersOn} value={on} onChange={(day) => setOn(day === '' ? today() : day)} />
      </div>
      <Answered query={query}>
        {({ rows, total }) => (
          <DataTable
            caption={t.holders}
            columns={columns}
            rows={rows as readonly Holding[]}
            rowKey={({ region }) => region?.code ?? ''}
            foot={{ ...total, total: true } as Holding}
          />
        )}
      </Answered>
    </Section>
  );
}
