import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { sql } from 'kysely';
import { asSystem } from '../../src/data/as-actor.ts';
import type { Tx } from '../../src/data/database.ts';
import type { Link } from '../../src/data/schema.ts';
import { refusal } from '../support/refusal.ts';
import { openWorld, type World } from '../support/world.ts';

const KINDS = ['high_tech', 'tech_sme'] as const;
type Kind = (typeof KINDS)[number];
/** Days are counted from 2024-01-01; there are few, so that periods overlap. */
const day = (n: number): string => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);

interface Held {
  kind: Kind;
  no: string;
  firm: string;
  from: number;
  to: number;
  revoked: boolean;
  revokedOn: number | null;
}
interface Filed {
  id: string;
  firm: string;
  on: number;
}

/** The first and last valid day, or null when there is none. */
function counts({ from, to, revoked, revokedOn }: Held): { from: number; to: number } | null {
  if (!revoked) return { from, to };
  if (revokedOn === null || revokedOn <= from) return null;
  return { from, to: Math.min(to, revokedOn - 1) };
}
function covers(one: Held, firm: string, on: number): boolean {
  const period = counts(one);
  return one.firm === firm && period !== null && period.from <= on && on <= period.to;
}
/** Of several that cover the day, the one with the later first day, then with the greater number. */
function linksOf(held: readonly Held[], firm: string, on: number): Record<string, Link> {
  const covering = held
    .filter((one) => covers(one, firm, on))
    .sort((a, b) => a.from - b.from || (a.no < b.no ? -1 : 1));
  return Object.fromEntries(
    covering.map((one) => [
      one.kind,
      { certificateNo: one.no, validFrom: day(one.from), validTo: day(counts(one)!.to) },
    ]),
  );
}
const statusOf = (links: Record<string, Link>): string =>
  links['high_tech'] ? (links['tech_sme'] ? 'both' : 'highTechOnly') : links['tech_sme'] ? 'techSmeOnly' : 'neither';

const aDay = fc.integer({ min: 0, max: 40 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('file' as const), firm: fc.nat(1), on: aDay }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('enter' as const),
      periods: fc.array(
        fc.record({ kind: fc.constantFrom(...KINDS), firm: fc.nat(1), from: aDay, length: fc.nat(20) }),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('revoke' as const), which: fc.nat(9), on: fc.option(aDay) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), which: fc.nat(9) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('period' as const), which: fc.nat(9), from: aDay, length: fc.nat(20) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('move' as const), which: fc.nat(9), firm: fc.nat(1), on: aDay }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('void' as const), which: fc.nat(9) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

describe('the links of filings', function () {
  this.timeout(60_000);
  let world: World;
  let serial = 0;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const write = (work: (tx: Tx) => Promise<unknown>): Promise<string> =>
    refusal(() =>
      asSystem(world.db, 'demo', { action: 'test', at: world.time.now }, async (tx) => void (await work(tx))),
    );

  /** Two unknown firms; each history has its own. */
  async function newFirms(): Promise<string[]> {
    const firms = [0, 1].map(() => `9143020000${String((serial += 1)).padStart(8, '0')}`);
    expect(
      await write((tx) =>
        tx
          .insertInto('firm')
          .values(firms.map((uscc) => ({ uscc, name: uscc, name_key: uscc, initials: 'X', region_code: '430211' })))
          .execute(),
      ),
    ).to.equal('done');
    return firms;
  }

  /** Applies a step to the database, and to the model if the database accepts it. */
  function perform(
    firms: readonly string[],
    held: readonly Held[],
    filed: readonly Filed[],
    step: Step,
  ): { statement: (tx: Tx) => Promise<unknown>; held: Held[]; filed: Filed[] } | null {
    const pick = <T>(list: readonly T[], which: number): T | undefined => list[which % Math.max(list.length, 1)];
    if (step.do === 'file') {
      const one = { id: randomUUID(), firm: firms[step.firm]!, on: step.on };
      return {
        held: [...held],
        filed: [...filed, one],
        statement: (tx) =>
          tx
            .insertInto('filing')
            .values({
              id: one.id,
              state: 'accepted',
              bank_code: 'ICBC',
              uscc: one.firm,
              firm_name: 'x',
              region_code: '430211',
              contract_no: 'c',
              contract_key: 'c',
              receipt_no: one.id,
              receipt_key: one.id,
              amount_fen: 100n,
              annual_rate_e4: 1,
              disbursed_on: day(one.on),
              due_on: '2027-01-01',
              guarantee: 'credit',
            })
            .execute(),
      };
    }
    if (step.do === 'enter') {
      const more = step.periods.map(({ kind, firm, from, length }) => ({
        kind,
        firm: firms[firm]!,
        no: `N${(serial += 1)}`,
        from,
        to: from + length,
        revoked: false,
        revokedOn: null,
      }));
      return {
        held: [...held, ...more],
        filed: [...filed],
        statement: (tx) =>
          tx
            .insertInto('qualification')
            .values(
              more.map(({ kind, no, firm, from, to }) => ({
                kind,
                certificate_no: no,
                uscc: firm,
                valid_from: day(from),
                valid_to: day(to),
              })),
            )
            .execute(),
      };
    }
    if (step.do === 'move' || step.do === 'void') {
      const one = pick(filed, step.which);
      if (!one) return null;
      const moved = step.do === 'move' ? { ...one, firm: firms[step.firm]!, on: step.on } : one;
      return {
        held: [...held],
        filed: filed.map((other) => (other === one ? moved : other)),
        statement: (tx) =>
          tx
            .updateTable('filing')
            .set(step.do === 'move' ? { uscc: moved.firm, disbursed_on: day(moved.on) } : { state: 'voided' })
            .where('id', '=', one.id)
            .execute(),
      };
    }
    const one = pick(held, step.which);
    if (!one) return null;
    const changed: Held =
      step.do === 'period'
        ? { ...one, from: step.from, to: step.from + step.length }
        : { ...one, revoked: step.do === 'revoke', revokedOn: step.do === 'revoke' ? step.on : null };
    return {
      held: held.map((other) => (other === one ? changed : other)),
      filed: [...filed],
      statement: (tx) =>
        tx
          .updateTable('qualification')
          .set({
            valid_from: day(changed.from),
            valid_to: day(changed.to),
            revoked: changed.revoked,
            revoked_on: changed.revokedOn === null ? null : day(changed.revokedOn),
          })
          .where('kind', '=', one.kind)
          .where('certificate_no', '=', one.no)
          .execute(),
    };
  }

  async function expectLinks(firms: readonly string[], held: readonly Held[], filed: readonly Filed[]): Promise<void> {
    const { rows } = await world.owner.query(
      `select id, uscc as firm, links, status, link_of(uscc, disbursed_on) as relinked from filing where uscc = any ($1)`,
      [firms],
    );
    expect(rows.length).to.equal(filed.length);
    for (const one of filed) {
      const links = linksOf(held, one.firm, one.on);
      const row = rows.find(({ id }) => id === one.id);
      expect(row).to.deep.equal({ id: one.id, firm: one.firm, links, status: statusOf(links), relinked: links });
    }
  }

  it('match the qualifications of the day after any history, overlapping periods included', async () => {
    let overlapping = 0;
    let linked = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const firms = await newFirms();
        let [held, filed]: [Held[], Filed[]] = [[], []];
        for (const one of steps) {
          const next = perform(firms, held, filed, one);
          if (!next) continue;
          const answer = await write(next.statement);
          expect(answer, JSON.stringify(one)).to.be.oneOf(one.do === 'void' ? ['done', 'ZD002'] : ['done']);
          if (answer === 'done') [held, filed] = [next.held, next.filed];
        }
        await expectLinks(firms, held, filed);
        for (const { firm, on } of filed) {
          const kinds = held.filter((one) => covers(one, firm, on)).map(({ kind }) => kind);
          linked += Number(kinds.length > 0);
          overlapping += Number(new Set(kinds).size < kinds.length);
        }
      }),
      { numRuns: 60, seed: 20260615 },
    );
    // The histories must contain overlaps to test anything.
    expect(overlapping).to.be.greaterThan(10);
    expect(linked).to.be.greaterThan(20);
  });

  it('match the qualifications of the day when filings and changes of qualifications are concurrent', async () => {
    let linked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 4 }),
        fc.array(step, { minLength: 6, maxLength: 9 }),
        async (first, together) => {
          const firms = await newFirms();
          let [held, filed]: [Held[], Filed[]] = [[], []];
          const enter: Step = { do: 'enter', periods: [{ kind: 'high_tech', firm: 0, from: 0, length: 30 }] };
          for (const one of [enter, { do: 'file', firm: 0, on: 20 } as const, ...first]) {
            const next = perform(firms, held, filed, one);
            if (next && (await write(next.statement)) === 'done') [held, filed] = [next.held, next.filed];
          }
          await Promise.all(
            together
              .map((one) => perform(firms, held, filed, one))
              .map((next) => (next ? write(next.statement) : Promise.resolve('done'))),
          );
          const { rows } = await world.owner.query(
            `select kind, certificate_no as no, uscc as firm, valid_from - '2024-01-01'::date as from, valid_to - '2024-01-01'::date as to, revoked, revoked_on - '2024-01-01'::date as "revokedOn"
        from qualification where uscc = any ($1)`,
            [firms],
          );
          const { rows: now } = await world.owner.query(
            `select id, uscc as firm, disbursed_on - '2024-01-01'::date as on from filing where uscc = any ($1)`,
            [firms],
          );
          await expectLinks(firms, rows as Held[], now as Filed[]);
          linked += now.filter(({ firm, on }) => Object.keys(linksOf(rows as Held[], firm, on)).length > 0).length;
        },
      ),
      { numRuns: 20, seed: 20260616 },
    );
    expect(linked).to.be.greaterThan(20);
  });

  it('appear in the version and history of exactly the filings whose links a change of qualifications moves', async () => {
    const [firm] = await newFirms();
    const file = (on: number) => perform([firm!, firm!], [], [], { do: 'file', firm: 0, on })!;
    const [inside, outside] = [file(10), file(50)];
    for (const one of [inside, outside]) expect(await write(one.statement)).to.equal('done');
    expect(
      await write(
        perform([firm!, firm!], [], [], { do: 'enter', periods: [{ kind: 'tech_sme', firm: 0, from: 5, length: 10 }] })!
          .statement,
      ),
    ).to.equal('done');
    const { rows } = await world.owner.query(
      `select f.id, f.version, (select count(*)::int from trail t where t.type = 'filing' and t.record_id = f.id::text) as events from filing f where f.uscc = $1 order by f.disbursed_on`,
      [firm],
    );
    expect(rows).to.deep.equal([
      { id: inside.filed[0]!.id, version: 2, events: 2 },
      { id: outside.filed[0]!.id, version: 1, events: 1 },
    ]);
    await asSystem(world.db, 'demo', { action: 'test', at: world.time.now }, async (tx) => {
      const {
        rows: [seen],
      } = await sql<{
        wrong: bigint;
      }>`select count(*) as wrong from filing where links <> link_of(uscc, disbursed_on)`.execute(tx);
      expect(seen!.wrong).to.equal(0n);
    });
  });
});
