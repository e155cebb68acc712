import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { answer, api } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Icon } from '../shared/icons.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { Answered, Nothing } from '../shared/states.tsx';
import { DataTable, type Column } from '../bureau/data-table.tsx';
import { bureau } from '../bureau/texts.ts';
import { LimitValue } from './limit-value.tsx';
import { RuleForm } from './rule-form.tsx';
import { limitOf, LIMITS, type Limit, type Rule } from './rule-values.ts';
import { adminTexts } from './texts.ts';
import '../bureau/bureau.css';

export default function RulesPage(): ReactNode {
  const t = useTexts(adminTexts);
  const [editing, setEditing] = useState<Rule | 'new' | null>(null);
  const query = useQuery({
    queryKey: ['admin', 'rules'],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/admin/programme-rules', { signal })),
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
      <Answered query={query} rows={8} empty={{ when: ({ items }) => items.length === 0, show: <Nothing /> }}>
        {({ items }) => (
          <div className="stacked">
            {[...items]
              .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
              .map((rule) => (
                <RuleCard key={rule.code} rule={rule} edit={() => setEditing(rule)} />
              ))}
          </div>
        )}
      </Answered>
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
  const b = useTexts(bureau);
  const day = today();
  const inForce = rule.validFrom <= day && (rule.validTo === null || rule.validTo >= day);
  const language = useLanguage();
  const columns: Column<Limit>[] = [
    { key: 'limit', title: t.limits, head: true, cell: ({ title }) => title[language] },
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
      <p className="soft small spaced">
        {rule.code} · {rule.regionPrefix === '' ? t.nation : rule.regionPrefix} · {rule.validFrom} –{' '}
        {rule.validTo ?? b.unlimited}
      </p>
      <DataTable caption={rule.name} columns={columns} rows={LIMITS} rowKey={({ name }) => name} />
    </Section>
  );
}
