/**
 * A registry with a few records of every kind, for tests that need any data: upgrades, row-level security,
 * verification. A new table or state should get a row here.
 */
import { expect } from 'chai';
import { flaggedFiling, goodFiling } from './filing.ts';
import { HEADINGS, imported } from './imports.ts';
import { FIRMS, type World } from './world.ts';

/** Enters a few records of every kind through the API. */
export async function smallRegistry(world: World): Promise<void> {
  const [officer, officer2, auditor, auditor2, admin] = await Promise.all(
    ['officer', 'officer2', 'auditor', 'auditor2', 'admin'].map((login) => world.as(login)),
  );
  const done = async (reply: Promise<{ status: number; text: string; body: any; headers: Headers }>): Promise<any> => {
    const { status, text, body, headers } = await reply;
    expect(status, text).to.be.within(200, 204);
    return { ...body, etag: headers.get('etag') };
  };
  const filed = await done(officer!.post('/filings', goodFiling(), { 'Idempotency-Key': 'small-registry-1' }));
  await done(auditor!.post(`/filings/${filed.id}/void`, { reason: '重复' }, { 'If-Match': filed.etag }));
  const kept = await done(officer!.post('/filings', goodFiling({ firstLoan: true })));
  await done(
    officer!.post(
      `/filings/${kept.id}/amendments`,
      { changes: { amount: '2000000.00' }, reason: '录入有误' },
      { 'If-Match': kept.etag },
    ),
  );
  await done(officer!.get(`/filings/${kept.id}/receipt`));
  const flagged = await done(officer2!.post('/filings', flaggedFiling({ firstLoan: true })));
  await done(auditor!.post(`/filings/${flagged.id}/accept`, undefined, { 'If-Match': flagged.etag }));
  const returned = await done(officer2!.post('/filings', flaggedFiling()));
  await done(auditor!.post(`/filings/${returned.id}/return`, { reason: '名称不符' }, { 'If-Match': returned.etag }));
  const withdrawn = await done(officer2!.post('/filings', flaggedFiling({ uscc: FIRMS.F2, regionCode: '430204' })));
  await done(officer2!.post(`/filings/${withdrawn.id}/withdraw`, { reason: '误报' }, { 'If-Match': withdrawn.etag }));
  await done(officer!.post('/filings', goodFiling({ uscc: FIRMS.F5, firmName: '株洲新名科技有限公司' })));
  const path = `/firms/${FIRMS.F4}/qualifications/high_tech/GR202443000009`;
  const held = await done(auditor!.put(path, { validFrom: '2024-11-01', validTo: '2027-10-31' }));
  await done(
    auditor!.post(`${path}/revoke`, { reason: '取消资格', revokedOn: '2026-01-01' }, { 'If-Match': held.etag }),
  );
  await done(admin!.put('/admin/banks/ABC', { name: '农业银行株洲分行' }));
  const row = `1,醴陵新釉陶瓷材料有限公司,${FIRMS.F3},醴陵市,HT-I-1,JJ-I-1,300,3.45,2026-03-15,2027-03-15,信用,否,`;
  const file = await imported(officer!, `${HEADINGS.join(',')}\n${row}\n`, { kind: 'filings', mode: 'commit' });
  expect(file.state, JSON.stringify(file)).to.equal('committed');
  await done(auditor!.post('/years/2026/close', { basis: 'filed', note: '年度公开信' }));
  await done(auditor2!.post('/years/2026/close/confirm', { basis: 'filed' }));
  const figure = {
    docNo: '株科函〔2026〕3号',
    publishedOn: '2026-06-15',
    text: '2026年',
    query: { from: 2026, to: 2026 },
  };
  await done(auditor!.post('/figures', figure));
}
