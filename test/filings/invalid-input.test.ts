import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { routesOf } from '../../src/app.ts';
import { may } from '../../src/domain/roles.ts';
import type { Client, Reply } from '../support/client.ts';
import { flaggedFiling, goodFiling } from '../support/filing.ts';
import { expectProblem, faults } from '../support/problem.ts';
import { rawText } from '../support/raw-http.ts';
import { changesNothing, marks } from '../support/tables.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('invalid and malicious input', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  let auditor: Client;
  /** A filing under review, which the tests try to change. */
  let underReview: Reply;
  before(async () => {
    world = await openWorld();
    [officer, auditor] = [await world.as('officer'), await world.as('auditor')];
    underReview = await officer.post('/filings', flaggedFiling());
    expect(underReview.status).to.equal(201);
  });
  after(() => world.close());

  const file = (body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
    officer.post('/filings', body, headers);
  const ifMatch = (): Record<string, string> => ({ 'If-Match': underReview.headers.get('etag')! });

  /** Each request is refused with the status, and no table changes. */
  async function refused(status: number, code: string, requests: readonly (() => Promise<Reply>)[]): Promise<Reply[]> {
    const before = await marks(world);
    const replies: Reply[] = [];
    for (const send of requests) {
      const reply = await send();
      expectProblem(reply, status, code);
      replies.push(reply);
    }
    expect(await marks(world)).to.deep.equal(before);
    return replies;
  }

  /** One invalid field of an otherwise valid filing, and its error code. */
  async function refusedFields(
    cases: readonly (readonly [field: string, value: unknown, code: string])[],
  ): Promise<void> {
    await changesNothing(world, async () => {
      for (const [field, value, code] of cases) {
        const reply = await file(goodFiling({ [field]: value }));
        expectProblem(reply, 400, 'VALIDATION_FAILED');
        expect(faults(reply), JSON.stringify(value)).to.deep.equal({ [field]: code });
        const correction = await officer.patch(`/filings/${underReview.body.id}`, { [field]: value }, ifMatch());
        expectProblem(correction, 400, 'VALIDATION_FAILED');
        expect(faults(correction)[field], `PATCH ${JSON.stringify(value)}`).to.equal(code);
      }
    });
  }

  describe('as a body', () => {
    it('is refused when it is not JSON', async () => {
      const good = JSON.stringify(goodFiling());
      for (const body of [
        '{',
        '{"uscc":}',
        `${good}x`,
        good.slice(0, -1),
        `${good}${good}`,
        "{'uscc':1}",
        '{"a":NaN}',
        '{"a":01}',
        '{"a":"\u0001"}',
        '\u0000',
        ' ',
        'undefined',
      ]) {
        const [reply] = await refused(400, 'VALIDATION_FAILED', [() => file(body)]);
        expect(faults(reply!), body).to.deep.equal({ '': 'INVALID_JSON' });
      }
    });

    it('is refused when it is not an object', async () => {
      for (const body of [
        '[]',
        `[${JSON.stringify(goodFiling())}]`,
        'null',
        '"uscc"',
        '1',
        '1e999',
        'true',
        undefined,
      ]) {
        const [reply] = await refused(400, 'VALIDATION_FAILED', [() => file(body)]);
        expect(faults(reply!), body).to.deep.equal({ '': 'NOT_AN_OBJECT' });
      }
    });

    it('is refused with objects, arrays and nulls in place of text', async () => {
      await changesNothing(world, async () => {
        for (const value of [{}, [], { a: 1 }, ['x'], null, true, 0, 9007199254740993, 1e308]) {
          for (const field of Object.keys(goodFiling())) {
            const reply = await file(goodFiling({ [field]: value }));
            expectProblem(reply, 400, 'VALIDATION_FAILED');
            expect(Object.keys(faults(reply)), `${field} ${JSON.stringify(value)}`).to.deep.equal([field]);
          }
        }
      });
    });

    it('is refused with keys such as __proto__ at any depth, with and without an idempotency key', async () => {
      const keys = [
        '__proto__',
        'constructor',
        'prototype',
        'toString',
        'valueOf',
        'hasOwnProperty',
        '__defineGetter__',
        'then',
        'length',
      ];
      const raw = (key: string, value: string): string =>
        JSON.stringify(goodFiling()).replace('{', `{"${key}":${value},`);
      for (const key of keys) {
        for (const value of ['1', 'null', '{"isAdmin":true}', '"x"']) {
          const [reply] = await refused(400, 'VALIDATION_FAILED', [
            () => file(raw(key, value), { 'Idempotency-Key': `trap-${key}` }),
            () => file(raw(key, value)),
          ]);
          expect(faults(reply!), `${key}: ${value}`).to.deep.equal({ [key]: 'UNKNOWN_FIELD' });
        }
        for (const nested of [
          `{"${key}":{"a":1}}`,
          `[{"${key}":"x"}]`,
          `[[{"${key}":null}]]`,
          `{"a":[{"${key}":1}]}`,
        ]) {
          await refused(400, 'VALIDATION_FAILED', [
            () => file(raw('colour', nested)),
            () => file(JSON.stringify(goodFiling({ remarks: 'SPOT' })).replace('"SPOT"', nested)),
            () => officer.patch(`/filings/${underReview.body.id}`, `{"remarks":${nested}}`, ifMatch()),
            () => auditor.post(`/filings/${underReview.body.id}/return`, `{"reason":${nested}}`, ifMatch()),
          ]);
        }
      }
      expect(({} as Record<string, unknown>)['isAdmin']).to.equal(undefined);
    });

    it('is refused when nested too deeply, with and without an idempotency key', async () => {
      for (const depth of [11, 1000, 60_000]) {
        for (const body of [
          '['.repeat(depth) + ']'.repeat(depth),
          '{"a":'.repeat(depth / 2) + '1' + '}'.repeat(depth / 2),
          `{"remarks":${'['.repeat(depth)}${']'.repeat(depth)}}`,
        ]) {
          await refused(400, 'VALIDATION_FAILED', [
            () => file(body),
            () => file(body, { 'Idempotency-Key': `deep-${depth}` }),
            () => officer.patch(`/filings/${underReview.body.id}`, body, ifMatch()),
          ]);
        }
      }
    });

    it('is refused with 413 when too large, with Content-Length or chunked', async () => {
      const large = `{"remarks":"${'x'.repeat(10 * 1024 * 1024)}"}`;
      await refused(413, 'PAYLOAD_TOO_LARGE', [
        () => file(large),
        () => officer.patch(`/filings/${underReview.body.id}`, large, ifMatch()),
      ]);
      const chunked = await changesNothing(world, () =>
        rawPost('/api/v1/filings', function* () {
          for (let i = 0; i < 10; i += 1) yield 'x'.repeat(1024 * 1024);
        }),
      );
      expect([chunked.status, JSON.parse(chunked.text).code]).to.deep.equal([413, 'PAYLOAD_TOO_LARGE']);
    });

    it('is read when it comes in many small chunks', async () => {
      const text = JSON.stringify(goodFiling());
      const reply = await rawPost('/api/v1/filings', function* () {
        yield* Buffer.from(text).toString('latin1');
      });
      expect(reply.status, reply.text).to.equal(201);
    });

    it('is refused with 415 when it is of another type, charset or encoding', async () => {
      const body = JSON.stringify(goodFiling());
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/jsonp',
        'application/json; charset=gbk',
        'application/json; charset=utf-16',
        'x',
        '',
      ]) {
        await refused(415, 'UNSUPPORTED_MEDIA_TYPE', [() => file(body, { 'Content-Type': type })]);
      }
      const zipped = gzipSync(body) as unknown as string;
      for (const encoding of ['gzip', 'br', 'deflate'])
        await refused(415, 'UNSUPPORTED_MEDIA_TYPE', [() => file(zipped, { 'Content-Encoding': encoding })]);
      const [reply] = await refused(400, 'VALIDATION_FAILED', [() => file(zipped)]);
      expect(faults(reply!)).to.deep.equal({ '': 'INVALID_JSON' });
      expect((await file(goodFiling(), { 'Content-Type': 'application/json; charset="UTF-8"' })).status).to.equal(201);
    });

    it('is refused when it is not UTF-8', async () => {
      for (const bytes of [
        [0xff],
        [0xc0, 0xaf],
        [0xed, 0xa0, 0x80],
        [0xf5, 0x80, 0x80, 0x80],
        [0xd6, 0xea, 0xd6, 0xde],
        [0xe6, 0xa0],
      ]) {
        const [before, after] = JSON.stringify(goodFiling({ remarks: 'SPOT' })).split('SPOT');
        const body = Buffer.concat([
          Buffer.from(before!),
          Buffer.from(bytes),
          Buffer.from(after!),
        ]) as unknown as string;
        const [reply] = await refused(400, 'VALIDATION_FAILED', [() => file(body)]);
        expect(faults(reply!)).to.deep.equal({ '': 'INVALID_JSON' });
      }
      expect((await file(`\ufeff${JSON.stringify(goodFiling())}`)).status).to.equal(201);
    });

    it('reports unknown fields, even many', async () => {
      const [reply] = await refused(400, 'VALIDATION_FAILED', [
        () =>
          file(
            goodFiling({
              id: 'x',
              state: 'accepted',
              number: 'ZD2026-000001',
              bank: 'CCB',
              bankCode: 'CCB',
              Uscc: 'x',
              filedOn: '2020-01-01',
            }),
          ),
      ]);
      expect(Object.keys(faults(reply!))).to.have.members([
        'id',
        'state',
        'number',
        'bank',
        'bankCode',
        'Uscc',
        'filedOn',
      ]);
      const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`f${i}`, i]));
      await refused(400, 'VALIDATION_FAILED', [() => file(goodFiling(many))]);
    });
  });

  describe('as a field', () => {
    it('is refused as an amount', () =>
      refusedFields([
        ...[3000000, 0.1, 9007199254740993, 1e21].map((value) => ['amount', value, 'NOT_A_STRING'] as const),
        ...['1.234', '0.001', '3000000.000'].map((value) => ['amount', value, 'TOO_MANY_DECIMALS'] as const),
        ...['0', '0.00', '0.0'].map((value) => ['amount', value, 'ZERO'] as const),
        ...['10000000000', '10000000000.00', '99999999999', '9'.repeat(400)].map(
          (value) => ['amount', value, 'TOO_LARGE'] as const,
        ),
        ...[
          '1e5',
          '1E5',
          '-1',
          '+1',
          '1,000',
          '.5',
          '5.',
          '',
          ' 1',
          '1 ',
          '0x10',
          'NaN',
          'Infinity',
          '00',
          '01',
          '１００',
          '500万',
          '1.0.0',
          '1\u0000',
          '1\n',
        ].map((value) => ['amount', value, 'FORMAT'] as const),
      ]));

    it('is refused as a rate', () =>
      refusedFields([
        ['annualRate', 3.45, 'NOT_A_STRING'],
        ['annualRate', '3.45678', 'TOO_MANY_DECIMALS'],
        ['annualRate', '36.0001', 'TOO_LARGE'],
        ['annualRate', '100', 'TOO_LARGE'],
        ...['-0.1', '+1', '3.45%', '3,45', '1e1', '', ' 3', '３'].map(
          (value) => ['annualRate', value, 'FORMAT'] as const,
        ),
      ]));

    it('is refused as a date', () =>
      refusedFields([
        ...[
          '2023-02-29',
          '2024-02-30',
          '2024-13-01',
          '2024-00-10',
          '2024-04-31',
          '2024-1-1',
          '20240101',
          '2024/01/01',
          '2024-01-01T00:00:00Z',
          '',
          ' 2024-01-01',
          '0000-01-01',
          '-2024-01-01',
          '+12024-01-01',
          '２０２４-01-01',
          '2024-01-01\n',
          'infinity',
          'today',
        ].map((value) => ['disbursedOn', value, 'NOT_A_DATE'] as const),
        ['disbursedOn', 20240101, 'NOT_A_STRING'],
      ]));

    it('is refused as a term of 36 months and a day, and accepted a day earlier, also at the end of February', async () => {
      for (const [disbursedOn, last, next] of [
        ['2026-02-28', '2029-02-28', '2029-03-01'],
        ['2025-08-31', '2028-08-31', '2028-09-01'],
        ['2026-03-01', '2029-03-01', '2029-03-02'],
        ['2025-06-16', '2028-06-16', '2028-06-17'],
      ]) {
        const [reply] = await refused(400, 'VALIDATION_FAILED', [() => file(goodFiling({ disbursedOn, dueOn: next }))]);
        expect(faults(reply!)).to.deep.equal({ dueOn: 'TERM_TOO_LONG' });
        expect((await file(goodFiling({ disbursedOn, dueOn: last }))).status, last).to.equal(201);
      }
      for (const dueOn of ['2026-03-15', '2026-03-14']) {
        const [reply] = await refused(400, 'VALIDATION_FAILED', [() => file(goodFiling({ dueOn }))]);
        expect(faults(reply!)).to.deep.equal({ dueOn: 'DUE_NOT_AFTER_DISBURSED' });
      }
      const [future] = await refused(400, 'VALIDATION_FAILED', [() => file(goodFiling({ disbursedOn: '2026-06-16' }))]);
      expect(faults(future!)).to.deep.equal({ disbursedOn: 'FUTURE_DATE' });
    });

    it('is refused as a word that is not in the list', () =>
      refusedFields([
        ...['CREDIT', 'house', '', ' credit', 'credit,guaranteed_credit', 'toString'].map(
          (value) => ['guarantee', value, 'UNKNOWN_WORD'] as const,
        ),
        ...['F', 'a', 'Ａ', 'AB'].map((value) => ['knowledgeGrade', value, 'UNKNOWN_WORD'] as const),
        ...['true', 1, 0, 'yes', {}].map((value) => ['firstLoan', value, 'NOT_A_BOOLEAN'] as const),
        ...['false', 1].map((value) => ['renewal', value, 'NOT_A_BOOLEAN'] as const),
        ...['999999', '43021', '4302111', 'abcdef', '４３０２１１'].map(
          (value) =>
            [
              'regionCode',
              value,
              value === '999999' ? 'UNKNOWN_REGION' : value === '4302111' ? 'TOO_LONG' : 'FORMAT',
            ] as const,
        ),
      ]));

    it('is refused with NUL, control characters and lone surrogates in every text', async () => {
      const texts = ['firmName', 'contractNo', 'receiptNo', 'branch', 'remarks', 'renewalOf'];
      await refusedFields(
        ['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', 'a\nb', 'a\tb', '\ud800', '\udc00', '\udc00\ud800'].flatMap(
          (bad) => texts.map((field) => [field, `甲${bad}乙`, 'CONTROL_CHARACTER'] as const),
        ),
      );
      for (const bad of ['\u0000', '\ud800', '\u009f']) {
        const replies = await refused(
          400,
          'VALIDATION_FAILED',
          ['return', 'void'].map(
            (action) => () =>
              auditor.post(`/filings/${underReview.body.id}/${action}`, { reason: `因${bad}故` }, ifMatch()),
          ),
        );
        for (const reply of replies) expect(faults(reply)).to.deep.equal({ reason: 'CONTROL_CHARACTER' });
        await refused(400, 'VALIDATION_FAILED', [
          () => officer.post(`/filings/${underReview.body.id}/withdraw`, { reason: `因${bad}故` }, ifMatch()),
          () => officer.get(`/filings?q=${encodeURIComponent('a')}%00`),
        ]);
        const [code] = await refused(400, 'VALIDATION_FAILED', [() => file(goodFiling({ uscc: FIRMS.F1 + bad }))]);
        expect(faults(code!)).to.deep.equal({ uscc: 'USCC_SHAPE' });
      }
    });

    it('is measured in characters, after trimming', async () => {
      await refusedFields([
        ['contractNo', 'x'.repeat(65), 'TOO_LONG'],
        ['receiptNo', '𠮷'.repeat(65), 'TOO_LONG'],
        ['firmName', '株', 'TOO_SHORT'],
        ['firmName', '株'.repeat(201), 'TOO_LONG'],
        ['remarks', '备'.repeat(1001), 'TOO_LONG'],
        ['contractNo', '', 'REQUIRED'],
        ['receiptNo', ' \u3000 ', 'REQUIRED'],
        ['contractNo', '\u00ad', 'FORMAT'],
        ['receiptNo', 'x'.repeat(200_000), 'TOO_LONG'],
      ]);
      const reply = await file(
        goodFiling({
          contractNo: ` ${'𠮷'.repeat(64)}\u3000`,
          receiptNo: 'ﷺ'.repeat(64),
          remarks: `${'备'.repeat(1000)}  `,
        }),
      );
      expect(reply.status, reply.text).to.equal(201);
      expect(reply.body.contractNo).to.equal('𠮷'.repeat(64));
    });

    it('is stored as plain text: SQL, HTML, templates, right-to-left marks', async () => {
      for (const text of [
        `'; drop table filing; --`,
        '<script>alert(1)</script>',
        '${7*7}',
        '{{7*7}}',
        '%s%n',
        '\u202egnp.exe',
        '=1+1',
        '😀',
        '\\',
        '$1',
        '../../etc',
      ]) {
        const reply = await file(goodFiling({ remarks: text, contractNo: `${text}1`, branch: text }));
        expect(reply.status, reply.text).to.equal(201);
        expect([reply.body.remarks, reply.body.branch]).to.deep.equal([text, text]);
        expect((await officer.get(`/filings/${reply.body.id}`)).body).to.deep.equal(reply.body);
      }
    });

    it('is accepted as a code in full-width or lower-case characters, with spaces and hyphens, and normalised', async () => {
      const wide = [...FIRMS.F1].map((character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join('');
      for (const uscc of [
        wide,
        wide.toLowerCase(),
        ` ${FIRMS.F1.toLowerCase()} `,
        '91430200-000000027-W',
        '9143 0200 0000 0002 7W',
        '\ufeff91430200000000027W\u200b',
        '9143\u30000200000000027w',
      ]) {
        const reply = await file(goodFiling({ uscc }));
        expect(reply.status, reply.text).to.equal(201);
        expect(reply.body.firm.uscc).to.equal(FIRMS.F1);
      }
      expect((await officer.get(`/filings/counts?uscc=${encodeURIComponent(wide)}`)).body.total).to.be.greaterThan(6);
    });

    it('is refused as a code when its check character or any other is wrong', async () => {
      await changesNothing(world, async () => {
        for (const position of [5, 17]) {
          for (const character of ALPHABET) {
            if (character === FIRMS.F1[position]) continue;
            const uscc = FIRMS.F1.slice(0, position) + character + FIRMS.F1.slice(position + 1);
            const reply = await officer.post('/filings/check', goodFiling({ uscc }));
            expect(
              reply.body.errors.map((error: { path: string; code: string }) => [error.path, error.code]),
              uscc,
            ).to.deep.equal([['uscc', 'USCC_CHECK']]);
            if (position === 17) expectProblem(await file(goodFiling({ uscc })), 400, 'VALIDATION_FAILED');
          }
        }
      });
      await refusedFields(
        [...'IOSVZ']
          .map((letter) => ['uscc', FIRMS.F1.slice(0, 17) + letter, 'USCC_SHAPE'] as const)
          .concat(
            ['', FIRMS.F1.slice(1), `${FIRMS.F1}0`, '9.1430E+17', '株'.repeat(18), 'x'.repeat(5000)].map(
              (value) => ['uscc', value, 'USCC_SHAPE'] as const,
            ),
          ),
      );
    });
  });

  describe('around the body', () => {
    it('is refused as a repeated or unknown parameter, on every route that reads', async () => {
      const routes = routesOf(world.deps).filter(
        (route) =>
          route.method === 'GET' &&
          route.permission !== 'public' &&
          may('auditor', route.permission) &&
          !route.path.includes(':'),
      );
      expect(routes.length).to.be.greaterThan(7);
      for (const { path } of routes) {
        for (const [query, field, code] of [
          ['zzz=1', 'zzz', 'UNKNOWN_FIELD'],
          ['__proto__=1', '__proto__', 'UNKNOWN_FIELD'],
          ['constructor=1', 'constructor', 'UNKNOWN_FIELD'],
          ['toString', 'toString', 'UNKNOWN_FIELD'],
          ['a[b]=1', 'a[b]', 'UNKNOWN_FIELD'],
          ['=1', '', 'UNKNOWN_FIELD'],
        ]) {
          const [reply] = await refused(400, 'VALIDATION_FAILED', [() => auditor.get(`${path}?${query}`)]);
          expect(faults(reply!), path).to.deep.equal({ [field!]: code });
        }
        const [reply] = await refused(400, 'VALIDATION_FAILED', [() => auditor.get(`${path}?limit=1&limit=1`)]);
        expect(
          reply!.body.errors.map((error: { code: string }) => error.code),
          path,
        ).to.include('REPEATED');
      }
    });

    it('is refused as a header', async () => {
      const path = `/filings/${underReview.body.id}`;
      for (const key of ['', ' ', 'a b', 'x'.repeat(256), 'caf\u00e9'])
        await refused(
          400,
          'VALIDATION_FAILED',
          key.trim() === '' ? [] : [() => file(goodFiling(), { 'Idempotency-Key': key })],
        );
      for (const match of ['1', '"x"', '"1', "'1'", '"99999999999999999999999"', '"-1"', '"01"x', '""', '"1e0"', 'W/'])
        await refused(412, 'STALE_VERSION', [() => auditor.post(`${path}/accept`, undefined, { 'If-Match': match })]);
      for (const match of ['*', ' * ', ''])
        await refused(428, 'PRECONDITION_REQUIRED', [
          () => auditor.post(`${path}/accept`, undefined, { 'If-Match': match }),
        ]);
      for (const token of [
        '',
        'Bearer',
        'Bearer ',
        'Bearer x',
        'Bearer a.b.c',
        'Basic YTpi',
        'Bearer x y',
        `Bearer ${'a'.repeat(5000)}`,
      ]) {
        await refused(401, 'UNAUTHENTICATED', [() => world.anybody().get('/filings', { Authorization: token })]);
      }
    });

    it('is refused as an unknown path', async () => {
      for (const path of [
        '/filings/%',
        '/filings/%E0%A4%A',
        '/filings/%00',
        '/filings/..%2f..%2fetc',
        `/filings/${underReview.body.id}%20`,
        '/filings/1',
        '/filings/null',
        `/filings/${'a'.repeat(3000)}`,
        '/filings/%F0%9F%98%80/history',
        '/firms/%00',
        `/firms/${FIRMS.F1}/qualifications/%00/x`,
        `/firms/${FIRMS.F1}/qualifications/high_tech/%ED%A0%80`,
        '/nothing',
        '/filings//counts',
      ]) {
        await refused(404, 'NOT_FOUND', [() => auditor.get(path)]);
      }
      await refused(404, 'NOT_FOUND', [
        () => auditor.get('/api/nothing'),
        () => world.anybody().get('/api/v2/filings'),
      ]);
      const [long] = await refused(400, 'VALIDATION_FAILED', [() => auditor.get(`/filings?q=${'a'.repeat(9000)}`)]);
      expect(faults(long!)).to.deep.equal({ '': 'TOO_LONG' });
      expect((await auditor.get('/filings', { 'X-Large': 'a'.repeat(20_000) })).status).to.equal(431);
    });

    it('is refused as a method; HEAD is GET without a body', async () => {
      for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PROPFIND']) {
        const [reply] = await refused(405, 'METHOD_NOT_ALLOWED', [() => officer.send(method, '/filings')]);
        expect(reply!.headers.get('allow')!.split(', ')).to.have.members(['GET', 'HEAD', 'POST']);
      }
      const [, , trace] = [
        0,
        0,
        await rawText(
          world.url,
          `TRACE /api/v1/filings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer secret-of-mine\r\nConnection: close\r\n\r\n`,
        ),
      ];
      expect(trace)
        .to.match(/^HTTP\/1\.1 405 /)
        .and.not.contain('secret-of-mine');
      const head = await officer.send('HEAD', `/filings/${underReview.body.id}`);
      expect([head.status, head.text, head.headers.get('etag')]).to.deep.equal([
        200,
        '',
        underReview.headers.get('etag'),
      ]);
      expect((await world.anybody().send('HEAD', '/filings')).status).to.equal(401);
    });

    it('is refused as bytes that are not HTTP, and the service keeps running', async () => {
      for (const bytes of [
        '\u0000\u0001\u0002\r\n\r\n',
        'GET\r\n\r\n',
        'GET / HTTP/9.9\r\n\r\n',
        'POST /api/v1/filings HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
        'POST /api/v1/filings HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      ]) {
        expect(await rawText(world.url, bytes)).to.match(/^(HTTP\/1\.1 4\d\d |$)/);
      }
      expect((await officer.get('/filings?limit=1')).status).to.equal(200);
    });

    it('is answered in Chinese by default and in English on request', async () => {
      const chinese = /[\u4e00-\u9fff]/;
      for (const language of [
        'zh-CN',
        'zh',
        'zh-TW,zh;q=0.9',
        '',
        '*',
        'fr',
        'q=;;;,,',
        'x'.repeat(3000),
        'en;q=0.1, zh;q=0.9',
      ]) {
        const reply = await file({}, { 'Accept-Language': language });
        expectProblem(reply, 400, 'VALIDATION_FAILED');
        for (const text of [
          reply.body.title,
          reply.body.detail,
          ...reply.body.errors.map((error: { message: string }) => error.message),
        ])
          expect(text, language).to.match(chinese);
      }
      for (const language of ['en', 'en-GB', 'en-US,en;q=0.9', 'fr, en;q=0.5']) {
        const reply = await file({}, { 'Accept-Language': language });
        for (const text of [
          reply.body.title,
          reply.body.detail,
          ...reply.body.errors.map((error: { message: string }) => error.message),
        ])
          expect(text, language).to.not.match(chinese);
      }
    });
  });

  /** A POST in chunks, without a length. */
  function rawPost(path: string, chunks: () => Iterable<string>): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        world.url + path,
        {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${officer.token!()}` },
        },
        (incoming) => {
          let answer = '';
          incoming
            .on('data', (data: Buffer) => {
              answer += data.toString();
            })
            .on('end', () => resolve({ status: incoming.statusCode!, text: answer }));
        },
      );
      outgoing.on('error', reject);
      for (const chunk of chunks()) outgoing.write(Buffer.from(chunk, 'latin1'));
      outgoing.end();
    });
  }
});
