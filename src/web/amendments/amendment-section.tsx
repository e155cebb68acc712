/** The amendments of a filing on its page: the open one with what the reader can do, and the earlier ones. */
import './amendments.css';
import { FlagOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { useSubmit } from '../records/use-submit.ts';
import { formatInstant } from '../shared/days.ts';
import type { Filing } from '../shared/filing-details.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { Section } from '../shared/section.tsx';
import { Comparison, type ChangedField } from './comparison.tsx';
import { amendmentTexts } from './texts.ts';
import { decide, reloadFiling, useAmendments, type Amendment } from './use-amendments.ts';

export type Reader = 'officer' | 'auditor';

/** The open amendment of a filing; nothing where there is none. */
export function OpenAmendment({ filing, reader }: { filing: Filing; reader: Reader }): ReactNode {
  const t = useTexts(amendmentTexts);
  const open = useAmendments(filing).data?.find(isOpen);
  return (
    open && (
      <Section title={t.pending}>
        <AmendmentView amendment={open}>
          <Decisions key={open.id} amendment={open} reader={reader} />
        </AmendmentView>
      </Section>
    )
  );
}

/** The decided and withdrawn amendments of a filing, collapsed. */
export function EarlierAmendments({ filing }: { filing: Filing }): ReactNode {
  const t = useTexts(amendmentTexts);
  const earlier = (useAmendments(filing).data ?? []).filter((amendment) => !isOpen(amendment));
  return (
    earlier.length > 0 && (
      <Section label={t.earlier(earlier.length)}>
        <details className="earlier-amendments">
          <summary>{t.earlier(earlier.length)}</summary>
          {earlier.map((amendment) => (
            <AmendmentView key={amendment.id} amendment={amendment} />
          ))}
        </details>
      </Section>
    )
  );
}

const isOpen = ({ state }: Amendment): boolean => state === 'proposed';

const COLORS: Readonly<Record<Amendment['state'], string>> = {
  proposed: 'processing',
  accepted: 'success',
  refused: 'error',
  withdrawn: 'default',
};

export function AmendmentTag({ state }: { state: Amendment['state'] }): ReactNode {
  const t = useTexts(amendmentTexts);
  return <Tag color={COLORS[state]}>{t.states[state]}</Tag>;
}

function AmendmentView({ amendment, children }: { amendment: Amendment; children?: ReactNode }): ReactNode {
  const t = useTexts(amendmentTexts);
  const { state, decidedAt, decidedBy, firstAcceptedAt, firstAcceptedBy } = amendment;
  const proposer = `${t.roles[amendment.proposedByRole] ?? ''} ${amendment.proposedBy} `;
  return (
    <div className="amendment">
      <p>
        <AmendmentTag state={state} /> {t.proposedBy(proposer, formatInstant(amendment.proposedAt))}
        {decidedAt !== null && (
          <>
            <br />
            {t.decided(`${decidedBy ?? ''} `, formatInstant(decidedAt), t.decidedBy[state] ?? '')}
          </>
        )}
      </p>
      <p>
        {t.reason}: {amendment.reason}
        {amendment.decisionReason !== null && (
          <>
            <br />
            {t.decisionReason}: {amendment.decisionReason}
          </>
        )}
      </p>
      <Comparison changes={withStatus(amendment)} />
      {amendment.flags.length > 0 && (
        <div>
          <p className="secondary">{t.flags}</p>
          <ul className="flag-list">
            {amendment.flags.map(({ rule, message }) => (
              <li key={rule}>
                <Icon of={FlagOutlined} size={16} />
                <span>{message}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {state === 'proposed' && amendment.acceptancesNeeded === 2 && (
        <p>
          {firstAcceptedAt === null
            ? t.needsTwo
            : t.firstAccepted(`${firstAcceptedBy ?? ''} `, formatInstant(firstAcceptedAt))}
        </p>
      )}
      {children}
    </div>
  );
}

/** A day of disbursement that moves takes the filing to the qualifications of the new day. */
const withStatus = ({ changes, filing, statusAfter }: Amendment): readonly ChangedField[] =>
  statusAfter === null || JSON.stringify(statusAfter) === JSON.stringify(filing.status)
    ? changes
    : [...changes, { field: 'status', before: filing.status, after: statusAfter }];

/** What the reader can do about an open amendment, or why nothing. */
function Decisions({ amendment, reader }: { amendment: Amendment; reader: Reader }): ReactNode {
  const t = useTexts(amendmentTexts);
  const [asking, setAsking] = useState(false);
  const submission = useSubmit();
  const close = (): void => setAsking(false);
  const stale = (): Promise<unknown> => reloadFiling(amendment.filingId);
  const ask = reader === 'auditor' ? 'refuse' : 'withdraw';
  if (reader === 'officer' && amendment.proposedByRole !== 'officer') return <p className="secondary">{t.ofBureau}</p>;
  if (reader === 'auditor' && amendment.own) return <p className="secondary">{t.own}</p>;
  const accept = (): void => {
    if (submission.busy) return;
    submission.send(
      () =>
        decide(amendment, 'accept').catch(async (error: unknown) => {
          await stale();
          throw error;
        }),
      ({ state, filing }) => notify(state === 'accepted' ? t.acceptedNow(filing.number ?? '') : t.acceptedFirst),
    );
  };
  const voided = amendment.filing.state !== 'accepted';
  return (
    <>
      <ProblemAlert problem={submission.problem} />
      {voided && <p className="secondary">{t.voided}</p>}
      <div className="buttons">
        {reader === 'auditor' && !voided && (
          <Button type="primary" aria-disabled={submission.busy} onClick={accept}>
            {t.accept}
          </Button>
        )}
        <Button onClick={() => setAsking(true)}>{reader === 'auditor' ? t.refuse : t.withdraw}</Button>
      </div>
      <ReasonDialog
        open={asking}
        title={ask === 'refuse' ? t.refuseTitle : t.withdrawTitle}
        text={ask === 'refuse' ? t.refuseText : t.withdrawText}
        label={ask === 'refuse' ? t.decisionReason : t.withdrawReason}
        confirm={ask === 'refuse' ? t.refuse : t.withdraw}
        danger
        draft={`amendment.${ask}.${amendment.id}`}
        send={async (reason) => {
          await decide(amendment, ask, reason);
          close();
          notify(ask === 'refuse' ? t.refusedNow : t.withdrawnNow);
        }}
        onClose={close}
        onStale={stale}
      />
    </>
  );
}

/** Whether an amendment of this filing can be proposed now. */
export const isAmendable = ({ state, pendingAmendment }: Filing): boolean =>
  state === 'accepted' && pendingAmendment === null;
