import { expect } from 'chai';
import fc from 'fast-check';
import { routesOf } from '../../src/app.ts';
import { may } from '../../src/domain/roles.ts';
import type { Client, Reply } from '../support/client.ts';
import { flaggedFiling, goodFiling } from '../support/filing.ts';
import { expectProblem } from '../support/problem.ts';
import { changesNothing, marks } from '../support/tables.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const FIELDS = Object.keys(goodFiling()).concat([
  'guarantee',
  'knowledgeGrade',
  'firstLoan',
  'renewal',
  'renewalOf',
  'branch',
  'remarks',
]);

describe('random input', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  let auditor: Client;
  let waiting: Reply;
  before(async () => {
    world = await openWorld();
    [officer, auditor] = [await world.as('officer'), await world.as('auditor')];
    waiting = await officer.post('/filings', flaggedFiling());
    expect(waiting.status).to.equal(201);
  });
  after(() => world.close());

  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom('\ud800', '\u0000', '%', "'", '2026-02-30', '1e9', '__proto__'),
  );
  const json = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown>,
    text,
    fc.double(),
    fc.maxSafeInteger(),
    fc.constantFrom(...Object.values(goodFiling())),
  );

  it('in a field of a filing never causes a 500, and a refused request changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...FIELDS), json, { minKeys: 1, maxKeys: 3 }), async (change) => {
        const before = await marks(world);
        const reply = await officer.post('/filings', goodFiling(change));
        if (reply.status === 201) return;
        expect(reply.status, reply.text).to.be.oneOf([400, 409]);
        expectProblem(reply, reply.status, reply.body.code);
        expect(await marks(world)).to.deep.equal(before);
      }),
      { numRuns: 200 },
    );
  });

  it('as a JSON body never causes a 500 on any route', async () => {
    const writes = routesOf(world.deps).filter(
      (route) =>
        route.method !== 'GET' &&
        !route.path.includes('/auth/') &&
        !route.path.endsWith('reset-password') &&
        !route.path.endsWith('unlock') &&
        !route.path.endsWith('/check'),
    );
    const clients = { officer, auditor, admin: await world.as('admin') };
    // Some requests post what is pending, which changes nothing that counts.
    await world.owner.query('select from post_entries()');
    await changesNothing(world, () =>
      fc.assert(
        fc.asyncProperty(fc.constantFrom(...writes), fc.jsonValue({ maxDepth: 5 }), text, async (route, body, part) => {
          const role = (['officer', 'auditor', 'admin'] as const).find(
            (each) => route.permission !== 'public' && may(each, route.permission),
          )!;
          const path = route.path
            .replace(':id', waiting.body.id)
            .replace(':uscc', FIRMS.F1)
            .replace(':kind', 'high_tech')
            .replace(/:\w+/, encodeURIComponent(part.replace(/\p{Cs}/gu, '') || 'x'));
          const reply = await clients[role].send(route.method, path, JSON.stringify(body), { 'If-Match': '"0"' });
          expect(reply.status, `${route.method} ${path} ${JSON.stringify(body)} → ${reply.text}`).to.be.within(
            400,
            499,
          );
        }),
        { numRuns: 200 },
      ),
    );
  });

  it('as a query never causes a 500', async () => {
    const reads = routesOf(world.deps).filter(
      (route) => route.method === 'GET' && route.permission !== 'public' && !route.path.includes('/admin/'),
    );
    const names = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.constantFrom(
          'q',
          'limit',
          'cursor',
          'sort',
          'year',
          'month',
          'basis',
          'bank',
          'region',
          'state',
          'uscc',
          'status',
          'flagged',
          'renewal',
          'filedFrom',
          'filedTo',
          'disbursedFrom',
          'disbursedTo',
          'from',
          'to',
          'by',
          'until',
          'format',
          'on',
          'type',
          'id',
          'actor',
        ),
      },
      { weight: 1, arbitrary: text },
    );
    const values = fc.oneof(
      text,
      fc.constantFrom(
        '2026',
        '1',
        '12',
        'filed',
        'year,status',
        'ICBC',
        '430211,430281',
        'submitted',
        'true',
        '2026-01-01',
        'x.y',
        '-amount',
        'e30.AAAAAAAAAAAAAAAAAAAAAA',
        '06-30',
        'filing',
        'csv',
        '9999-12-31',
        '0001-01-01',
        '99999999999999999999',
      ),
    );
    const encode = (part: string): string => {
      try {
        return encodeURIComponent(part);
      } catch {
        return part.replace(/[^a-z]/g, '%ED%A0');
      }
    };
    await changesNothing(world, () =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...reads),
          fc.array(fc.tuple(names, values), { maxLength: 4 }),
          fc.constantFrom(officer, auditor),
          async (route, pairs, client) => {
            const path = route.path
              .replace(':id', waiting.body.id)
              .replace(':uscc', FIRMS.F1)
              .replace(':kind', 'high_tech')
              .replace(':certificateNo', 'GR202343000001')
              .replace(':template', 'filings')
              .replace(':no', '1')
              .replace(':year', '2024');
            const reply = await client.get(
              `${path}?${pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')}`,
            );
            expect(reply.status, `${path} ${JSON.stringify(pairs)} → ${reply.text.slice(0, 300)}`).to.be.oneOf([
              200,
              400,
              403,
              ...(/\/(imports|postings|amendments|figures|years)\//.test(path) ? [404, 409] : []),
              ...(path.endsWith('/receipt') ? [409] : []),
            ]);
            if (reply.status !== 200) expectProblem(reply, reply.status, reply.body.code);
          },
        ),
        { numRuns: 250 },
      ),
    );
  });
});
