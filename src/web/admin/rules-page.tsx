import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { unwrap, api } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Icon } from '../shared/icons.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { formatYuan } from '../shared/money.ts';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { common } from '../shared/texts.ts';
import { formatRounded } from '../records/amounts.ts';
import { DataTable, type Column } from '../records/data-table.tsx';
import { recordTexts } from '../records/texts.ts';
import { RuleForm } from './rule-form.tsx';
import { LIMITS, type LimitName, type Rule } from './rule-values.ts';
import { adminTexts } from './texts.ts';
import '../records/records.css';

export default function RulesPage(): ReactNode {
  const t = useTexts(adminTexts);
  const [editing, setEditing] = useState<Rule | 'new' | null>(null);
  const query = useQuery({
    queryKey: ['admin', 'rules'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/programme-rules', { signal })),
  });
  return (
    <Page
      title={t.rules}
      lead={t.rulesLead}
      actions={
        <Button type="primary" onClick={() => setEditing('new')} icon={<Icon of={PlusOutlined} />}>
          {t.newRule}
        </Button>
      }
    >
      <QueryResult query={query} rows={8} empty={{ when: ({ items }) => items.length === 0, show: <EmptyState /> }}>
        {({ items }) => (
          <div className="stacked">
            {[...items]
              .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
              .map((rule) => (
                <RuleCard key={rule.code} rule={rule} edit={() => setEditing(rule)} />
              ))}
          </div>
        )}
      </QueryResult>
      <Dialog
        open={editing !== null}
        title={editing === 'new' || editing === null ? t.newRule : t.editRule(editing.code)}
        onClose={() => setEditing(null)}
      >
        {editing !== null && (
          <RuleForm
            rule={editing === 'new' ? null : editing}
            known={query.data?.items ?? []}
            onClose={() => setEditing(null)}
          />
        )}
      </Dialog>
    </Page>
  );
}

function RuleCard({ rule, edit }: { rule: Rule; edit: () => void }): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(recordTexts);
  const day = today();
  const inForce = rule.validFrom <= day && (rule.validTo === null || rule.validTo >= day);
  const columns: Column<LimitName>[] = [
    { key: 'limit', title: t.limits, rowHeader: true, cell: (name) => t.limitNames[name] },
    { key: 'value', title: '', cell: (name) => <LimitValue limits={rule.limits} name={name} /> },
    {
      key: 'breach',
      title: t.onBreach,
      cell: (name) => {
        const limit = rule.limits[name];
        return limit === undefined ? '—' : t.breaches[limit.onBreach];
      },
    },
  ];
  return (
    <Section
      title={rule.name}
      extra={
        <span className="tags">
          {inForce && <Tag color="success">{t.inForce}</Tag>}
          {rule.reviewAll && <Tag color="processing">{t.reviewAll}</Tag>}
          <Button size="small" aria-label={t.editRule(rule.code)} onClick={edit}>
            {b.edit}
          </Button>
        </span>
      }
    >
      <p className="secondary small spaced">
        {rule.code} · {rule.regionPrefix === '' ? t.nation : rule.regionPrefix} · {rule.validFrom} –{' '}
        {rule.validTo ?? b.unlimited}
      </p>
      <DataTable caption={rule.name} columns={columns} rows={LIMITS} rowKey={(name) => name} />
    </Section>
  );
}

/** The value of a limit, or "not set". */
function LimitValue({ limits, name }: { limits: Rule['limits']; name: LimitName }): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(recordTexts);
  const c = useTexts(common);
  const language = useLanguage();
  const { amount, rate, termMonths, filingDeadline, gradeLines } = limits;
  const sum = (yuan: string): string => `${formatYuan(yuan)} ${c.yuan}`;
  if (name === 'amount' && amount !== undefined)
    return (
      <span title={sum(amount.max)}>
        {formatRounded(amount.max, language)} <span className="secondary">({sum(amount.max)})</span>
      </span>
    );
  if (name === 'rate' && rate !== undefined) return t.rateShown(rate.overLprBasisPoints);
  if (name === 'termMonths' && termMonths !== undefined) return t.monthsShown(termMonths.max);
  if (name === 'filingDeadline' && filingDeadline !== undefined) return t.deadlineShown(filingDeadline.months);
  if (name === 'gradeLines' && gradeLines !== undefined)
    return (
      <span>
        {Object.entries(gradeLines.lines).map(([grade, line]) => (
          <span key={grade}>
            {t.gradeShown(grade)} {sum(line)}
            <br />
          </span>
        ))}
      </span>
    );
  return <em className="not-set">{b.notSet}</em>;
}
