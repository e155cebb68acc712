/**
 * Carries out the planned events. It writes filings, firms and qualifications only through the services of the
 * features, never by SQL: the demonstration then obeys every rule of the registry.
 */
import { asActor, asSystem, type Actor, type AuditContext } from '../data/as-actor.ts';
import type { Db, Tx } from '../data/database.ts';
import { readContexts } from '../data/filing.queries.ts';
import { postEntries } from '../data/posting.queries.ts';
import { shanghaiDay } from '../domain/values/day.ts';
import { AmendmentBody } from '../features/amendments/amendments.dto.ts';
import { accept, proposeAmendment } from '../features/amendments/amendments.service.ts';
import { FilingBody, FilingCorrection } from '../features/filings/filings.dto.ts';
import { correctFiling, decideFiling, submitFilings } from '../features/filings/filings.service.ts';
import { FirmBody } from '../features/firms/firms.dto.ts';
import { putFirm } from '../features/firms/firms.service.ts';
import { QualificationBody, RevokeBody } from '../features/qualifications/qualifications.dto.ts';
import { putQualification, revokeQualification } from '../features/qualifications/qualifications.service.ts';
import { Problem } from '../http/problem.ts';
import type { Incoming } from '../http/route.ts';
import { inspect, type DtoClass } from '../http/rule.ts';
import { firmNameOf } from './outcomes.ts';
import { branchNumber } from './loans.ts';
import { createRandom } from './random.ts';
import type { StoryEvent, Loan } from './story.ts';

/** The auditor who enters qualifications and registers firms. */
const LISTING_AUDITOR = 'auditor';

/**
 * Performs the events with the services that requests use, each at its own instant and by its own actor. So numbers,
 * links, totals and audit trail are those of real use.
 *
 * @param sessions the open session of each login
 * @throws Error when the registry decides on a filing otherwise than the story expects
 */
export async function perform(
  db: Db,
  sessions: ReadonlyMap<string, string>,
  events: readonly StoryEvent[],
): Promise<void> {
  const ids = new Map<Loan, string>();
  const open = new Map<Loan, string>();
  const act: Act = (login, audit, work) => asActor(db, sessions.get(login)!, audit, work);
  for (const [index, event] of events.entries()) {
    await step(event, ids, open, act);
    const next = events[index + 1];
    // The service posts every second; one posting a day is enough for the demonstration.
    if (next === undefined || shanghaiDay(next.at) !== shanghaiDay(event.at))
      await asSystem(db, 'demo', { action: 'ledger.post', at: event.at }, postEntries);
  }
}

type Work = (tx: Tx, actor: Actor) => Promise<unknown>;
type Act = (login: string, audit: AuditContext, work: Work) => Promise<unknown>;

/** @param open the open amendment of each filing */
async function step(event: StoryEvent, ids: Map<Loan, string>, open: Map<Loan, string>, act: Act): Promise<unknown> {
  const { at } = event;
  switch (event.type) {
    case 'firm': {
      const { uscc, name, regionCode, reason } = event;
      return act(LISTING_AUDITOR, { action: 'firm.set', reason, at }, (tx, actor) =>
        putFirm(tx, actor, uscc, incomingOf(FirmBody, { name, regionCode, reason }, at)),
      );
    }
    case 'qualification': {
      const { firm, kind, certificateNo, validFrom, validTo, reason } = event;
      const body = { validFrom, validTo, firmName: firm.name, regionCode: firm.regionCode, reason };
      return act(LISTING_AUDITOR, { action: 'qualification.set', reason, at }, (tx, actor) =>
        putQualification(tx, actor, { kind, certificateNo, uscc: firm.uscc }, incomingOf(QualificationBody, body, at)),
      );
    }
    case 'revocation': {
      const { uscc, kind, certificateNo, revokedOn, reason } = event;
      const body = { reason, ...(revokedOn === null ? {} : { revokedOn }) };
      return act(LISTING_AUDITOR, { action: 'qualification.revoke', reason, at }, (tx) =>
        revokeQualification(tx, { kind, certificateNo, uscc }, incomingOf(RevokeBody, body, at)),
      );
    }
    case 'filing':
      return file(event.loan, ids, act);
    case 'decision': {
      const { loan, action, reason, login } = event;
      return act(login, { action: `filing.${action}`, reason, at }, (tx) =>
        decideFiling(
          tx,
          ids.get(loan)!,
          action,
          () => reason,
          () => undefined,
        ),
      );
    }
    case 'amendment': {
      const { loan, login, reason, change } = event;
      return act(login, { action: 'amendment.propose', reason, at }, async (tx) => {
        const body = { changes: change(loan), reason };
        open.set(loan, await proposeAmendment(tx, ids.get(loan)!, incomingOf(AmendmentBody, body, at)));
      });
    }
    case 'acceptance': {
      const { loan, login } = event;
      return act(login, { action: 'amendment.accept', at }, (tx, actor) =>
        accept(tx, actor, open.get(loan)!, incomingOf(null, {}, at)),
      );
    }
    case 'correction': {
      const { loan, change } = event;
      return act(loan.officer, { action: 'filing.correct', at }, (tx) =>
        correctFiling(
          tx,
          ids.get(loan)!,
          () => inspect(FilingCorrection, change),
          () => undefined,
          at,
        ),
      );
    }
  }
}

async function file(loan: Loan, ids: Map<Loan, string>, act: Act): Promise<void> {
  const at = loan.submittedAt;
  const inspected = inspect(FilingBody, bodyOf(loan, ids));
  await act(loan.officer, { action: 'filing.submit', at }, async (tx) => {
    const [outcome] = await submitFilings(
      tx,
      [inspected],
      await readContexts(tx, [{ draft: inspected.value }], at, 'file'),
    );
    if (outcome instanceof Problem) throw outcome;
    const { row, flags } = outcome!;
    if ((row.state === 'accepted') !== (loan.flaw === null)) {
      throw new Error(
        `the demonstration filing ${loan.receiptNo} (${loan.flaw ?? 'no flaw'}) became ${row.state}: ${flags.map(({ rule }) => rule).join(', ')}`,
      );
    }
    ids.set(loan, row.id);
  });
}

/** The request body of the filing, with its flaw. */
function bodyOf(loan: Loan, ids: ReadonlyMap<Loan, string>): Record<string, unknown> {
  const { firm, flaw, renews, serial } = loan;
  const moved = firm.renamed !== null && firmNameOf(loan, true) === firm.renamed.name;
  // Some renewals do not name the filing that they renew.
  const renewal =
    renews === null
      ? serial % 80 === 0
        ? { renewal: true }
        : {}
      : serial % 4 === 0
        ? { renewal: true }
        : { renewalOf: ids.get(renews) };
  return {
    uscc: firm.uscc,
    firmName: firmNameOf(loan, flaw !== 'firm_name'),
    regionCode: moved ? firm.renamed!.regionCode : firm.regionCode,
    contractNo: loan.contractNo,
    receiptNo: loan.receiptNo,
    amount: `${loan.amountWan}0000.00`,
    disbursedOn: loan.disbursedOn,
    dueOn: loan.dueOn,
    ...loan.extras,
    ...renewal,
    ...(loan.firstLoan || flaw === 'first_loan' ? { firstLoan: true } : serial % 3 === 0 ? { firstLoan: false } : {}),
    ...(flaw === 'branch'
      ? { branch: branchNumber({ branchPrefix: '102' }, createRandom(`branch ${serial}`), false) }
      : {}),
  };
}

/** The input that a route passes to the service. @param Dto null for a request without a body */
function incomingOf<B extends object>(
  Dto: DtoClass<B> | null,
  raw: Record<string, unknown>,
  at: Date,
): Incoming<unknown, B> {
  const inspected = Dto === null ? { value: {}, errors: [] } : inspect(Dto, raw);
  const body = (): B => {
    if (inspected.errors.length > 0) throw new Problem('VALIDATION_FAILED', { errors: inspected.errors });
    return inspected.value as B;
  };
  return {
    params: {},
    query: () => ({}),
    body,
    validateQuery: () => undefined,
    validateBody: () => void body(),
    inspectBody: () => inspected,
    requireVersion: () => undefined,
    header: () => undefined,
    headOnly: false,
    acceptsGzip: false,
    prefers: () => null,
    upload: null,
    at,
    requestId: '',
    address: '',
    language: 'zh-CN',
  };
}
