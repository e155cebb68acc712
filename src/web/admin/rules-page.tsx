import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { AddButton } from '../shared/add-button.tsx';
import { unwrap, api } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { Dialog } from '../shared/dialog.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { DataTable, type Column } from '../records/data-table.tsx';
import { recordTexts } from '../records/texts.ts';
import { LimitValue } from './limit-value.tsx';
import { RuleForm } from './rule-form.tsx';
import { limitOf, LIMITS, type Limit, type Rule } from './rule-values.ts';
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
      actions={<AddButton onClick={() => setEditing('new')}>{t.newRule}</AddButton>}
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
  const language = useLanguage();
  const columns: Column<Limit>[] = [
    { key: 'limit', title: t.limits, rowHeader: true, cell: ({ title }) => title[language] },
    { key: 'value', title: '', cell: (limit) => <LimitValue limits={rule.limits} limit={limit} /> },
    {
      key: 'breach',
      title: t.onBreach,
      cell: ({ name }) => {
        const limit = limitOf(rule.limits, name);
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
      <DataTable caption={rule.name} columns={columns} rows={LIMITS} rowKey={({ name }) => name} />
    </Section>
  );
}
