import { expect } from 'chai';
import { routesOf } from '../../src/app.ts';
import type { Client, Reply } from '../support/client.ts';
import { expectContract } from '../support/contract.ts';
import { goodFiling } from '../support/filing.ts';
import { expectProblem } from '../support/problem.ts';
import { upload } from '../support/upload.ts';
import { openWorld, PASSWORD, type World } from '../support/world.ts';

const keys = (count: number, prefix = 'k'): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, index]));

describe('the limits of a body', () => {
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld({ imports: { nudge: () => undefined, end: async () => undefined } });
    officer = await world.as('officer');
  });
  after(() => world.close());

  function expectTooManyKeys(reply: Reply, max: number): void {
    expectProblem(reply, 400, 'VALIDATION_FAILED');
    expect(reply.body.errors).to.deep.equal([
      {
        path: '',
        code: 'TOO_MANY_KEYS',
        message: `Too many fields or parameters: at most ${max}. Leave out those that are not needed.`,
      },
    ]);
  }

  it('refuse an object with more than 64 members before it is validated, wherever it is', async () => {
    expectTooManyKeys(await world.anybody().post('/auth/login', keys(65)), 64);
    expectTooManyKeys(await officer.post('/filings', { ...goodFiling(), ...keys(64) }), 64);
    expectTooManyKeys(await officer.post('/filings', goodFiling({ remarks: [{ a: keys(65) }] })), 64);
    expectTooManyKeys(await officer.post('/filings/batch', { items: [{ ...goodFiling(), ...keys(65) }] }), 64);
    expectTooManyKeys(await officer.post('/exports', { what: 'firms', format: 'csv', filters: keys(65) }), 64);
    expectTooManyKeys(await officer.get(`/filings?${String(new URLSearchParams(keys(65) as never))}`), 64);
  });

  it('do not refuse one with 64, nor the columns of a wide sheet, nor a list of many items', async () => {
    const reply = await officer.post('/filings/check', keys(64));
    expect(
      reply.body.errors?.some(({ code }: { code: string }) => code === 'UNKNOWN_FIELD'),
      reply.text,
    ).to.equal(true);
    const { body } = await upload(officer, '序号\n1');
    const columns = (count: number): Record<string, null> =>
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [
          `${String.fromCharCode(65 + (n % 26))}${'A'.repeat(Math.floor(n / 26) % 3)}`,
          null,
        ]),
      );
    const patched = await officer.patch(`/imports/${body.id}`, { mapping: { columns: columns(78) } });
    expect(patched.body.code, patched.text).to.equal('STATE_CONFLICT');
    const tooWide = await officer.patch(`/imports/${body.id}`, { mapping: { columns: keys(201) } });
    expect([tooWide.status, tooWide.body.errors[0].path, tooWide.body.errors[0].code]).to.deep.equal([
      400,
      'mapping.columns',
      'TOO_LARGE',
    ]);
    expectTooManyKeys(await officer.patch(`/imports/${body.id}`, { mapping: { answers: keys(501) } }), 500);
    const batch = await officer.post('/filings/batch', { items: new Array(500).fill({}) });
    expect(batch.body.errors[0].path).to.equal('items.0.clientRef');
  });

  it('hold for the mapping of an upload, which is JSON in a field', async () => {
    const errorsOf = async (mapping: string): Promise<unknown> => {
      const { body } = await upload(officer, '序号\n1', { mapping });
      return body.errors?.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`);
    };
    expect(await errorsOf(JSON.stringify({ columns: keys(201) }))).to.deep.equal(['mapping TOO_LARGE']);
    expect(await errorsOf(JSON.stringify({ answers: keys(501) }))).to.deep.equal(['mapping TOO_MANY_KEYS']);
    expect(await errorsOf('{"columns":'.repeat(5000))).to.deep.equal(['mapping INVALID_JSON']);
    expect(await errorsOf(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`)).to.deep.equal(['mapping TOO_DEEP']);
  });

  it('report at most fifty errors, and how many more there are', async () => {
    const reply = await officer.post('/filings', keys(60));
    expectProblem(reply, 400, 'VALIDATION_FAILED');
    // Sixty unknown fields, and the nine required ones.
    expect(reply.body.errors).to.have.length(50);
    expect(reply.body.errorsOmitted).to.equal(19);
    expect(reply.body.detail).to.contain('Only the first 50 are listed; there are 19 more.');
    await expectContract(world, 'POST', '/filings', reply);
    const chinese = await officer.post('/filings', keys(60), { 'Accept-Language': 'zh-CN' });
    expect(chinese.body.detail).to.contain('仅列出前 50 项，另有 19 项。');
    const few = await officer.post('/filings', {});
    expect(few.body).not.to.have.property('errorsOmitted');
    const items = Array.from({ length: 100 }, (_, n) => ({ clientRef: `c${n}`, ...keys(60) }));
    const large = await officer.post('/filings/batch', { items });
    expect(large.body.results.map((result: any) => result.problem.errors.length)).to.deep.equal([
      ...new Array(40).fill(50),
      ...new Array(60).fill(1),
    ]);
    expect(large.body.results[99].problem.errorsOmitted).to.equal(68);
    const batch = await officer.post('/filings/batch', { items: [{ clientRef: 'a', ...keys(60) }] });
    expect(batch.body.results[0].problem.errors).to.have.length(50);
    expect(batch.body.results[0].problem.errorsOmitted).to.equal(19);
  });

  it('are 16 KiB under /auth', async () => {
    const body = (bytes: number): string => {
      const text = JSON.stringify({ login: 'officer', password: PASSWORD });
      return text.replace('}', `${' '.repeat(bytes - text.length)}}`);
    };
    expect((await world.anybody().post('/auth/login', body(16_384))).status).to.equal(200);
    const auth = routesOf(world.deps).filter(({ path, method }) => path.includes('/auth/') && method !== 'GET');
    expect(auth.length).to.be.greaterThan(3);
    // A route without a body ignores what is sent.
    for (const { method, path } of auth.filter((route) => route.body))
      expectProblem(await officer.send(method, path, body(16_385)), 413, 'PAYLOAD_TOO_LARGE');
    expect(auth.every((route) => route.bodyMaxBytes === 16_384)).to.equal(true);
  });
});
