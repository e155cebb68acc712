/** The receipt of a filing, made to be printed: officers of its bank, auditors and the firm may open it. */
import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import { api, unwrap } from '../shared/api.ts';
import { formatInstant } from '../shared/days.ts';
import { FilingDetails } from '../shared/filing-details.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { QueryResult } from '../shared/query-state.tsx';
import { Section } from '../shared/section.tsx';
import { common } from '../shared/texts.ts';
import { DefinitionList } from './definition-list.tsx';
import { proofTexts } from './texts.ts';
import './proofs.css';

export default function ReceiptPage(): ReactNode {
  const { id = '' } = useParams<{ id: string }>();
  const t = useTexts(proofTexts);
  const c = useTexts(common);
  const query = useQuery({
    queryKey: ['receipt', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/filings/{id}/receipt', { params: { path: { id } }, signal })),
  });
  return (
    <Page
      title={t.receipt}
      lead={t.receiptLead}
      actions={
        <Button type="primary" className="no-print" icon={<Icon of={PrinterOutlined} />} onClick={() => print()}>
          {t.print}
        </Button>
      }
    >
      <QueryResult query={query} rows={8}>
        {({ code, issuedAt, posting, filing }) => (
          <Section label={t.receipt} className="receipt">
            <h2>{c.productLong}</h2>
            <FilingDetails filing={filing} />
            <DefinitionList
              items={[
                [t.number, filing.number],
                [t.issuedAt, formatInstant(issuedAt)],
                [t.posting, `${posting.no} · ${formatInstant(posting.at)}`],
                [t.head, <span className="hash small">{posting.head}</span>],
                [t.code, <PrintedCode code={code} />],
              ]}
            />
            <p className="seal">{t.seal}</p>
          </Section>
        )}
      </QueryResult>
    </Page>
  );
}

/** The code in groups of four, and the address at which anybody can check it. */
function PrintedCode({ code }: { code: string }): ReactNode {
  return (
    <>
      <span className="code">{code.replace(/(.{4})(?=.)/g, '$1-')}</span>
      <br />
      <span className="small">{`${location.origin}/verify/${code}`}</span>
    </>
  );
}
