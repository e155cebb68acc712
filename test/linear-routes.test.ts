import { request as httpRequest } from 'node:http';
import { expect } from 'chai';
import { routesOf } from '../src/app.ts';
import { may } from '../src/domain/roles.ts';
import { classSchema } from '../src/http/dto-schema.ts';
import type { Route } from '../src/http/route.ts';
import type { Client } from './support/client.ts';
import { flaggedFiling } from './support/filing.ts';
import { expectLinear } from './support/linear.ts';
import { form, sendForm, upload } from './support/upload.ts';
import { ACCOUNTS, FIRMS, openWorld, type World } from './support/world.ts';

/** Texts that are hard to trim, to match or to normalise, by their length. */
const TEXTS: Readonly<Record<string, (length: number) => string>> = {
  'blanks inside': (length) => `a${' '.repeat(length)}a`,
  'wide blanks inside': (length) => `a${'\u3000'.repeat(length)}a`,
  zeros: (length) => `1.${'0'.repeat(length)}x`,
  brackets: (length) => '('.repeat(length),
  'combining characters out of order': (length) => `a${'\u0315'.repeat(length / 2)}${'\u0300'.repeat(length / 2)}`,
};

/** Sizes of one text of a body, so that the fields with short texts, and those with the longest, read the largest. */
const TEXT_SIZES = [350, 2_000];
/** Sizes of what makes up a whole body, below its limit. */
const BODY_SIZE = 55_000;
/** Sizes of a query, of a path and of headers, below the limits of a URL and of a head. */
const HEAD_SIZE = 1_800;
/** How often a small request is repeated, so that its time can be measured. */
const TIMES = 4;

describe('a request takes no more than linear time', function () {
  this.timeout(600_000);
  let world: World;
  let routes: readonly Route[];
  const params: Record<string, string> = {
    uscc: FIRMS.F1,
    kind: 'high_tech',
    certificateNo: 'GR202343000001',
    code: 'ICBC',
    date: '2026-06-20',
    n: '2',
    no: '1',
    template: 'filings',
    token: 'A'.repeat(43),
  };
  const ids: Record<string, string> = {};

  before(async () => {
    world = await openWorld({ imports: { nudge: () => undefined, end: async () => undefined } });
    routes = routesOf(world.deps);
    const officer = await world.as('officer');
    ids['filings'] = (await officer.post('/filings', flaggedFiling())).body.id;
    ids['imports'] = (await upload(officer, '序号\n1')).body.id;
    ids['admin'] = (await world.as('firm2')).ids.accountId;
  });
  after(() => world.close());

  /** Somebody who may use the route; a session of one's own for what may end it. */
  async function clientOf(route: Route): Promise<Client> {
    if (route.permission === 'public') return world.anybody();
    if (route.path.includes('/auth/')) return world.as('colleague');
    const { permission } = route;
    return world.as(['officer', 'auditor', 'admin', 'firm'].find((login) => may(ACCOUNTS[login]!.role, permission))!);
  }

  /** The path of a record that the client sees, so that its body is looked at. */
  function pathOf(route: Route, replaced: Record<string, string> = {}): string {
    const [, , , area = ''] = route.path.split('/');
    return route.path.replaceAll(/:([A-Za-z]+)/g, (_whole, name: string) =>
      encodeURIComponent(replaced[name] ?? (name === 'id' ? (ids[area] ?? params['token']!) : params[name]!)),
    );
  }

  async function times(count: number, send: () => Promise<{ status: number }>): Promise<void> {
    for (let time = 0; time < count; time += 1) expect((await send()).status).to.be.lessThan(500);
  }

  const nameOf = (route: Route): string => `${route.method} ${route.path}`;
  const withBody = (): Route[] => routes.filter((route) => route.method !== 'GET' && !route.upload);

  it('whatever texts its body has', async () => {
    for (const route of withBody()) {
      if (route.body === undefined) continue;
      const [client, path] = [await clientOf(route), pathOf(route)];
      const fields = Object.keys(classSchema(route.body).properties);
      for (const [kind, text] of Object.entries(TEXTS)) {
        const send = (size: number): Promise<void> => {
          // The unknown field keeps a request from changing anything.
          const given = Object.fromEntries(fields.map((field) => [field, text(size)]));
          const body = JSON.stringify(
            fields.includes('items') ? { items: new Array(20).fill({ ...filingTexts(text(size)), zz: 1 }) } : given,
          );
          return times(4, () => client.send(route.method, path, body.replace(/\}$/, ',"zz":1}')));
        };
        for (const size of TEXT_SIZES) await expectLinear(`${nameOf(route)}: ${kind}`, size, send);
      }
    }
  });

  it('however many fields, items, levels and unknown fields its body has', async () => {
    const bodies: Record<string, (size: number) => string> = {
      'unknown fields': (size) => `{${Array.from({ length: size / 8 }, (_, n) => `"${n}":1`).join()}}`,
      'reserved fields': (size) => `{${'"__proto__":1,'.repeat(size / 14)}"constructor":1}`,
      'nested objects': (size) => `{"a":${'{"a":'.repeat(size / 10)}1${'}'.repeat(size / 10)}}`,
      'objects within': (size) => `{"mapping":{${Array.from({ length: size / 8 }, (_, n) => `"${n}":1`).join()}}}`,
      items: (size) => `{"items":[${new Array(Math.floor(size / 3)).fill('{}').join()}]}`,
      'items with unknown fields': (size) =>
        `{"items":[${new Array(Math.floor(size / 500))
          .fill(`{${Array.from({ length: 60 }, (_, n) => `"u${n}":1`).join()}}`)
          .join()}]}`,
      'a long name': (size) => `{"${'a'.repeat(size)}":1}`,
      blanks: (size) => `${' '.repeat(size)}{}`,
      'no JSON': (size) => '['.repeat(size),
    };
    for (const route of withBody()) {
      const [client, path] = [await clientOf(route), pathOf(route)];
      for (const [kind, body] of Object.entries(bodies))
        await expectLinear(`${nameOf(route)}: ${kind}`, BODY_SIZE, (size) =>
          times(1, () => client.send(route.method, path, body(size))),
        );
    }
  });

  /** A text that takes so many bytes of a URL. */
  function inUrl(text: (length: number) => string, bytes: number): string {
    const sample = 1_000;
    return text(Math.floor((bytes * sample) / encodeURIComponent(text(sample)).length));
  }

  it('whatever its query and its path are', async () => {
    for (const route of routes) {
      const client = await clientOf(route);
      const send = (path: string): Promise<unknown> => times(TIMES, () => rawStatus(client, route, path, {}));
      await expectLinear(`${nameOf(route)}: parameters`, HEAD_SIZE, (size) =>
        send(`${pathOf(route)}?${Array.from({ length: size / 5 }, (_, n) => `p${n}=`).join('&')}`),
      );
      for (const [kind, text] of Object.entries(TEXTS)) {
        const names = Object.keys(route.query ? classSchema(route.query).properties : {});
        if (names.length > 0)
          await expectLinear(`${nameOf(route)}: parameters with ${kind}`, HEAD_SIZE, (size) => {
            const value = encodeURIComponent(inUrl(text, size / names.length - 20));
            return send(`${pathOf(route)}?${names.map((name) => `${name}=${value}`).join('&')}`);
          });
        for (const [, name = ''] of route.path.matchAll(/:([A-Za-z]+)/g))
          await expectLinear(`${nameOf(route)}: ${name} with ${kind}`, HEAD_SIZE, (size) =>
            send(pathOf(route, { [name]: inUrl(text, size) })),
          );
      }
    }
  });

  it('whatever its headers are', async () => {
    for (const route of routes.filter(({ path }) => /\/(auth\/refresh|filings|imports|totals)$/.test(path))) {
      const client = await clientOf(route);
      const send = (path: string, headers: Record<string, string>): Promise<unknown> =>
        times(TIMES, () => rawStatus(client, route, path, headers));
      for (const name of ['Cookie', 'Accept', 'Accept-Language', 'If-Match', 'Idempotency-Key', 'Content-Type'])
        for (const text of [';', ', ', ' ', 'a;', '"a", ', 'W/"1-'])
          await expectLinear(`${nameOf(route)}: ${name} of ${text}`, HEAD_SIZE, (size) =>
            send(pathOf(route), { [name]: `a${text.repeat(size / text.length)}a` }),
          );
    }
  });

  it('for an upload with long names, many fields and a long mapping', async () => {
    const officer = await world.as('officer');
    // A file without content is refused, so that no import begins.
    const send = (fields: Record<string, string>, name = 'a.csv'): Promise<void> =>
      times(4, () => sendForm(officer, form('', { kind: 'filings', mode: 'check', ...fields }, name)));
    await expectLinear('a name', 4_000, (size) => send({}, `${'/'.repeat(size)}a.csv`));
    await expectLinear('a field', 10_000, (size) => send({ mapping: `a${' '.repeat(size)}a` }));
    await expectLinear('columns', 10_000, (size) =>
      send({
        mapping: JSON.stringify({
          columns: Object.fromEntries(Array.from({ length: size / 10 }, (_, n) => [`C${n}`, null])),
        }),
      }),
    );
    await expectLinear('levels', 10_000, (size) => send({ mapping: '{"columns":'.repeat(size / 11) }));
  });
});

const filingTexts = (text: string): Record<string, string> =>
  Object.fromEntries(
    ['clientRef', 'firmName', 'contractNo', 'receiptNo', 'amount', 'annualRate', 'branch', 'remarks'].map((name) => [
      name,
      text,
    ]),
  );

/** Sends a request with headers that fetch would not send; without a body. */
function rawStatus(
  client: Client,
  route: Route,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      client.url + path,
      {
        method: route.method,
        headers: { ...(client.token ? { Authorization: `Bearer ${client.token()}` } : {}), ...headers },
      },
      (response) => response.resume().on('end', () => resolve({ status: response.statusCode! })),
    );
    sent.on('error', reject).end();
  });
}
