import { expect } from 'chai';
import { routesOf, SCHEMAS } from '../src/app.ts';
import { rolesWith } from '../src/domain/roles.ts';
import { schemasOf } from '../src/http/feature.ts';
import { ERROR_CODES, PROBLEM_CODES, SHOWN_FLAG_RULES } from '../src/domain/messages/codes.ts';
import { openApiDocument, templateOf } from '../src/http/openapi.ts';
import { contractOf, expectContract, type Contract, type Operation } from './support/contract.ts';
import { flaggedFiling, goodFiling } from './support/filing.ts';
import { openWorld, PASSWORD, FIRMS, type World } from './support/world.ts';

describe('the OpenAPI document', () => {
  let world: World;
  let contract: Contract;
  before(async () => {
    world = await openWorld();
    contract = await contractOf(world);
  });
  after(() => world.close());

  const operations = (): [string, string, Operation][] =>
    Object.entries(contract.document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]): [string, string, Operation] => [method, path, operation]),
    );

  it('is valid OpenAPI 3.1', () => {
    const { document } = contract;
    expect(document.openapi).to.match(/^3\.1\.\d+$/);
    expect(document.info).to.include.all.keys('title', 'version', 'description');
    for (const [method, path, operation] of operations()) {
      expect(['get', 'post', 'put', 'patch', 'delete'], path).to.include(method);
      expect(path).to.match(/^\/api\/v1\/[a-z-]+(\/([a-z-]+(\.xlsx)?|\{[A-Za-z]+\}))*$/);
      expect(operation, path).to.include.all.keys('operationId', 'summary', 'tags', 'security', 'responses');
      const inPath = (operation.parameters ?? [])
        .filter((parameter) => parameter['in'] === 'path')
        .map((parameter) => parameter['name']);
      expect(inPath, path).to.deep.equal([...path.matchAll(/\{([A-Za-z]+)\}/g)].map(([, name]) => name));
      expect(
        Object.keys(operation.responses).some((status) => status.startsWith('2')),
        `${method} ${path}`,
      ).to.equal(true);
      if (method === 'get') expect(operation, path).to.not.have.property('requestBody');
    }
    const ids = operations().map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('has no dangling references', () => {
    const text = JSON.stringify(contract.document);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, pointer]) => pointer!);
    expect(references).to.not.have.length(0);
    for (const pointer of new Set(references)) {
      const found = pointer
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], contract.document);
      expect(found, pointer).to.be.an('object');
    }
  });

  it('lists exactly the mounted routes, with their roles', () => {
    const printed = operations().map(
      ([method, path, operation]) => `${method.toUpperCase()} ${path} ${operation['x-roles']?.join() ?? 'public'}`,
    );
    const mounted = routesOf(world.deps).map(
      (route) =>
        `${route.method} ${templateOf(route.path)} ${route.permission === 'public' ? 'public' : rolesWith(route.permission).join()}`,
    );
    expect(printed).to.have.members(mounted);
    for (const [method, path, operation] of operations()) {
      expect(operation.security, `${method} ${path}`).to.deep.equal(
        operation['x-roles'] === undefined ? [] : [{ bearer: [] }],
      );
    }
  });

  it('is refused when two features use the same name for a schema', () => {
    const feature = { routes: () => [], schemas: { Filing: {} } };
    expect(() => schemasOf([feature, feature])).to.throw('two features use the name Filing');
  });

  it('has only schemas that a validator accepts', () => {
    for (const [name, schema] of Object.entries(contract.document.components.schemas))
      expect(() => contract.compile(schema), name).to.not.throw();
    for (const [method, path, operation] of operations()) {
      const media = [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
        Object.values(part?.content ?? {}),
      );
      const parameters = (operation.parameters ?? []).flatMap((parameter) =>
        parameter['schema'] ? [parameter['schema'] as object] : [],
      );
      for (const schema of [...media.map((one) => one.schema), ...parameters])
        expect(() => contract.compile(schema), `${method} ${path}`).to.not.throw();
    }
  });

  it('forbids unknown fields in bodies, and accepts exactly what the DTO rules accept', () => {
    for (const [method, path, operation] of operations()) {
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
        const valid = contract.compile(schema);
        expect(valid({ noSuchField: 1 }), `${method} ${path}`).to.equal(false);
      }
    }
    const valid = contract.compile({ $ref: '#/components/schemas/FilingBody' });
    expect(valid(goodFiling({ guarantee: null })), JSON.stringify(valid.errors)).to.equal(true);
    expect(valid(goodFiling({ amount: 3000000 }))).to.equal(false);
    expect(valid({ ...goodFiling(), firmName: null })).to.equal(false);
    expect(valid({ ...goodFiling(), firmName: undefined })).to.equal(false);
  });

  it('describes query parameters, inherited ones included, and the headers for versions and keys', () => {
    const { paths } = contract.document;
    const names = (paths['/api/v1/filings']!['get']!.parameters ?? []).map((parameter) => parameter['name']);
    expect(names).to.include.members(['year', 'state', 'q', 'sort', 'limit', 'cursor']);
    const refs = (method: string, path: string): unknown[] =>
      (paths[path]![method]!.parameters ?? []).map((parameter) => parameter['$ref']);
    expect(refs('patch', '/api/v1/filings/{id}')).to.include('#/components/parameters/IfMatch');
    expect(refs('post', '/api/v1/filings')).to.include('#/components/parameters/IdempotencyKey');
    expect(Object.keys(paths['/api/v1/filings/{id}']!['patch']!.responses)).to.include.members([
      '200',
      '400',
      '401',
      '403',
      '404',
      '409',
      '412',
      '413',
      '415',
      '428',
      '500',
      '503',
    ]);
    expect(Object.keys(paths['/api/v1/filings']!['post']!.responses)).to.include.members(['201', '409', '422']);
  });

  it('lists all codes', () => {
    const schemas = contract.document.components.schemas as Record<
      string,
      { properties: Record<string, { enum?: string[] }> }
    >;
    expect(schemas['Problem']!.properties['code']!.enum).to.deep.equal([...PROBLEM_CODES]);
    expect(schemas['FieldError']!.properties['code']!.enum).to.deep.equal([...ERROR_CODES]);
    expect(schemas['Flag']!.properties['rule']!.enum).to.deep.equal([...SHOWN_FLAG_RULES]);
  });

  it('is refused when a route names an unknown schema', () => {
    const { Filing: _left, ...rest } = SCHEMAS;
    expect(() => openApiDocument(routesOf(world.deps), rest)).to.throw(/Filing/);
  });

  it('matches the answers of sign-in', async () => {
    const anybody = world.anybody();
    await expectContract(
      world,
      'POST',
      '/auth/login',
      await anybody.post('/auth/login', { login: 'officer', password: PASSWORD }),
    );
    await expectContract(
      world,
      'POST',
      '/auth/login',
      await anybody.post('/auth/login', { login: 'officer', password: 'wrong' }),
    );
    await expectContract(world, 'POST', '/auth/login', await anybody.post('/auth/login', { login: 5 }));
    for (const login of ['officer', 'regional', 'firm', 'admin'])
      await expectContract(world, 'GET', '/auth/me', await (await world.as(login)).get('/auth/me'));
    await expectContract(world, 'GET', '/auth/me', await anybody.get('/auth/me'));
  });

  it('matches the answers of filings', async () => {
    const [officer, auditor, firm] = [await world.as('officer'), await world.as('auditor'), await world.as('firm')];
    const accepted = await officer.post('/filings', goodFiling({ remarks: '首批', knowledgeGrade: 'B' }));
    const flagged = await officer.post('/filings', flaggedFiling());
    for (const reply of [
      accepted,
      flagged,
      await officer.post('/filings', goodFiling({ receiptNo: accepted.body.receiptNo })),
      await officer.post('/filings', {}),
      await firm.post('/filings', {}),
    ]) {
      await expectContract(world, 'POST', '/filings', reply);
    }
    await expectContract(
      world,
      'POST',
      '/filings/check',
      await officer.post('/filings/check', goodFiling({ amount: '20000000.00', receiptNo: accepted.body.receiptNo })),
    );
    for (const reader of [officer, auditor, firm]) {
      await expectContract(world, 'GET', '/filings', await reader.get('/filings?limit=1'));
      await expectContract(world, 'GET', '/filings/counts', await reader.get('/filings/counts'));
      await expectContract(world, 'GET', '/filings/{id}', await reader.get(`/filings/${flagged.body.id}`));
      await expectContract(
        world,
        'GET',
        '/filings/{id}/history',
        await reader.get(`/filings/${flagged.body.id}/history`),
      );
    }
    await expectContract(world, 'GET', '/filings', await officer.get('/filings?colour=red'));
    await expectContract(world, 'GET', '/filings/{id}', await officer.get('/filings/none'));
    const accept = (headers: Record<string, string>) =>
      auditor.post(`/filings/${flagged.body.id}/accept`, undefined, headers);
    const seen = await auditor.get(`/filings/${flagged.body.id}`);
    for (const headers of [{}, { 'If-Match': '"999"' }, { 'If-Match': seen.headers.get('etag')! }]) {
      await expectContract(world, 'POST', '/filings/{id}/accept', await accept(headers as Record<string, string>));
    }
  });

  it('is checked by a validator that detects wrong answers', async () => {
    const officer = await world.as('officer');
    const page = await officer.get('/filings?limit=1');
    const doctored = [
      { ...page, status: 204 },
      { ...page, body: { ...page.body, colour: 'red' } },
      { ...page, body: { items: page.body.items } },
      { ...page, body: { ...page.body, items: [{ ...page.body.items[0], amount: '3000000' }] } },
      { ...page, headers: new Headers() },
    ];
    for (const reply of doctored) {
      const failure = await expectContract(world, 'GET', '/filings', reply).then(
        () => null,
        (error: Error) => error,
      );
      expect(failure, JSON.stringify(reply.body)).to.be.instanceOf(Error);
    }
  });

  it('matches the answers of totals, firms, trail, reference and administration', async () => {
    const [auditor, officer, admin] = [await world.as('auditor'), await world.as('officer'), await world.as('admin')];
    await expectContract(
      world,
      'GET',
      '/totals',
      await auditor.get('/totals?from=2024&to=2026&by=year,month,bank,region,status'),
    );
    await expectContract(world, 'GET', '/totals', await auditor.get('/totals?format=csv'));
    await expectContract(world, 'GET', '/firms', await officer.get('/firms?limit=2'));
    await expectContract(world, 'GET', '/firms/{uscc}', await officer.get(`/firms/${FIRMS.F1}`));
    await expectContract(world, 'GET', '/firms/{uscc}/status', await auditor.get(`/firms/${FIRMS.F1}/status`));
    await expectContract(world, 'GET', '/qualifications/totals', await auditor.get('/qualifications/totals?by=region'));
    await expectContract(world, 'GET', '/trail', await auditor.get('/trail?limit=5'));
    for (const path of ['/regions', '/banks', '/programme-rules'])
      await expectContract(world, 'GET', path, await officer.get(path));
    for (const path of [
      '/admin/accounts',
      '/admin/banks',
      '/admin/regions',
      '/admin/programme-rules',
      '/admin/lpr',
      '/admin/holidays',
    ])
      await expectContract(world, 'GET', path, await admin.get(path));
  });
});

describe('the documentation pages', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('show the API documentation with all assets from this host and no inline script', async () => {
    for (const path of ['/api/docs', '/api/docs/']) {
      const page = await world.anybody().get(path);
      expect(page.status).to.equal(200);
      expect(page.headers.get('content-type')).to.match(/^text\/html/);
      expect(page.text).to.not.match(/<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+=|javascript:/i);
      const assets = [...page.text.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, link]) => link!);
      expect(assets).to.have.length.greaterThan(4);
      for (const link of assets) {
        const url = new URL(link, `${world.url}${path}`);
        expect(url.origin).to.equal(world.url);
        const asset = await fetch(url);
        expect(asset.status, link).to.equal(200);
        expect((await asset.text()).length, link).to.be.greaterThan(100);
      }
    }
    const start = await world.anybody().get('/api/docs/swagger-ui-init.js');
    expect(start.text)
      .to.contain('/api/v1/openapi.json')
      .and.to.contain('"deepLinking": true')
      .and.to.contain('"validatorUrl": null');
  });

  it('serve no other files of the documentation package', async () => {
    for (const name of ['index.html', 'package.json', 'swagger-initializer.js', 'README.md', '..%2fpackage.json']) {
      const reply = await world.anybody().get(`/api/docs/${name}`);
      expect([name, reply.status, reply.body?.code]).to.deep.equal([name, 404, 'NOT_FOUND']);
    }
  });

  it('refuse other methods, with Allow', async () => {
    for (const path of ['/', '/api/docs', '/api/v1/openapi.json']) {
      const reply = await world.anybody().send('POST', path.replace(/^\/$/, '/api/docs'), {});
      expect([reply.status, reply.headers.get('allow')]).to.deep.equal([405, 'GET, HEAD']);
    }
  });
});
