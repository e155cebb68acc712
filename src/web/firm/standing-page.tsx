import './firm.css';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { answer, api, type Schemas } from '../shared/api.ts';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { amountOf, fenOf, inGroups, inWan, inYuan } from '../shared/money.ts';
import { Page } from '../shared/page.tsx';
import { session } from '../shared/session.ts';
import { Answered } from '../shared/states.tsx';
import { useStore } from '../shared/store.ts';
import { RegionName, StateTag } from '../shared/tags.tsx';
import { common } from '../shared/texts.ts';
import { texts } from './texts.ts';

type Status = Schemas['FirmStatus'];
type Qualification = Status['qualifications'][number];
const SOON_DAYS = 90;
/** As many as the service shows. */
export default function StandingPage(): ReactNode {
  const t = useTexts(texts);
  const state = useStore(session);
  const uscc = state.status === 'signed-in' ? state.account.firm?.uscc ?? '' : '';
  const query = useQuery({ queryKey: ['standing', uscc], queryFn: ({ signal }) => answer(api.GET('/api/v1/firms/{uscc}/status', { params: { path: { uscc } }, signal })) });
  return (
    <Page
      title={query.data?.name ?? t.title} lead={query.data && <>{query.data.uscc} · <RegionName region={query.data.region} /> · {t.lead(query.data.asOf)}</>}
      actions={query.data && <button type="button" className="button no-print" onClick={() => window.print()}><Icon name="print" />{t.print}</button>}
    >
      <Answered query={query}>{(status) => <><Qualifications status={status} /><Loans status={status} /><div className="pair"><Totals status={status} /><Advice /></div></>}</Answered>
    </Page>
  );
}

function Qualifications({ status }: { status: Status }): ReactNode {
  const t = useTexts(texts);
  const now = status.qualifications.filter((one) => one.current || (!one.revoked && one.validFrom > status.asOf));
  const past = status.qualifications.filter((one) => !now.includes(one)).reverse();
  return (
    <section className="card" aria-labelledby="qualifications">
      <h2 id="qualifications">{t.qualifications}</h2>
      {now.length === 0 ? <p>{t.noQualifications}</p> : <div className="held">{now.map((one) => <Held key={`${one.kind} ${one.certificateNo}`} one={one} />)}</div>}
      {past.length > 0 && <details><summary>{t.showPast(past.length)}</summary><ul className="past">{past.map((one) => <Past key={`${one.kind} ${one.certificateNo}`} one={one} />)}</ul></details>}
    </section>
  );
}

function Held({ one }: { one: Qualification }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const soon = one.daysLeft !== null && one.daysLeft <= SOON_DAYS;
  return (
    <div className={soon ? 'held-one soon' : 'held-one'}>
      <h3>{c.kinds[one.kind] ?? one.kind}</h3>
      <p className="days">{one.daysLeft === null ? t.notYet(one.validFrom) : t.daysLeft(one.daysLeft)}{soon && <span className="tag warn">{t.soon}</span>}</p>
      <p className="soft small">{one.certificateNo}<br />{one.validFrom} – {one.validTo}{one.revokedOn !== null && <><br />{t.revokedFrom(one.revokedOn)}</>}</p>
    </div>
  );
}

function Past({ one }: { one: Qualification }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const state = !one.revoked ? t.expired : one.revokedOn === null ? t.revoked : t.revokedFrom(one.revokedOn);
  return <li><span>{c.kindsShort[one.kind] ?? one.kind} {one.certificateNo}</span><span className="soft">{one.validFrom} – {one.validTo} · {state}</span></li>;
}

function Loans({ status }: { status: Status }): ReactNode {
  const t = useTexts(texts);
  return (
    <section className="card" aria-labelledby="loans">
      <h2 id="loans">{t.loans}</h2>
      {status.filings.length === 0 ? <p>{t.noLoans}</p> : (
        <table className="table">
          <thead><tr><th scope="col">{t.bank}</th><th scope="col">{t.number}</th><th scope="col" className="number">{t.amount}</th><th scope="col">{t.disbursed}</th><th scope="col">{t.due}</th><th scope="col">{t.filed}</th><th scope="col">{t.state}</th></tr></thead>
          <tbody>
            {status.filings.map((filing) => (
              <tr key={filing.id}>
                <th scope="row">{filing.bank.name}</th>
                <td data-label={t.number}>{filing.number ?? '—'}</td>
                <td data-label={t.amount} className="number">{inYuan(filing.amount)}</td>
                <td data-label={t.disbursed} className="nowrap">{filing.disbursedOn}</td>
                <td data-label={t.due} className="nowrap">{filing.dueOn}</td>
                <td data-label={t.filed} className="nowrap">{filing.filedOn ?? '—'}</td>
                <td data-label={t.state}><span><StateTag state={filing.state} />{filing.state !== 'accepted' && <span className="why soft small">{t.stateWords[filing.state]}{filing.stateReason !== null && <><br />{t.voidNote}: {filing.stateReason}</>}</span>}</span></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {status.filingCount > status.filings.length && <p className="soft small table-note">{t.cut(status.filings.length, status.filingCount)}</p>}
    </section>
  );
}

function Totals({ status: { totals } }: { status: Status }): ReactNode {
  const t = useTexts(texts);
  const sum = amountOf(totals.reduce((fen, { amount }) => fen + fenOf(amount), 0n));
  return (
    <section className="card" aria-labelledby="totals">
      <h2 id="totals">{t.totals}</h2>
      {totals.length === 0 ? <p>{t.noTotals}</p> : (
        <table className="table keep">
          <thead><tr><th scope="col">{t.year}</th><th scope="col" className="number">{t.filings}</th><th scope="col" className="number">{t.amountWan}</th></tr></thead>
          <tbody>{[...totals].reverse().map(({ year, filings, amount }) => <tr key={year}><td>{year}</td><td className="number">{inGroups(filings)}</td><td className="number">{inWan(amount)}</td></tr>)}</tbody>
          <tfoot><tr><th scope="row">{t.sum}</th><td className="number">{inGroups(totals.reduce((count, { filings }) => count + filings, 0))}</td><td className="number">{inWan(sum)}</td></tr></tfoot>
        </table>
      )}
    </section>
  );
}

function Advice(): ReactNode {
  const t = useTexts(texts);
  return (
    <section className="card" aria-labelledby="wrong">
      <h2 id="wrong">{t.wrong}</h2>
      <dl className="advice">{t.advice.map(([when, what]) => <div key={when}><dt>{when}</dt><dd>{what}</dd></div>)}</dl>
    </section>
  );
}
