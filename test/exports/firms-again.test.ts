/** The list of firms, exported and imported again. */
import { expect } from 'chai';
import type { Client } from '../support/client.ts';
import { download } from '../support/download.ts';
import { goodFiling, file } from '../support/filing.ts';
import { errorsOf, imported } from '../support/imports.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

/** A real code whose check character is wrong; an auditor registers such a firm by hand. */
const FAILING_CODE = '91350100M0001TGQXM';

describe('the export of firms', function () {
  this.timeout(60_000);
  let world: World;
  let auditor: Client;

  before(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
    const put = async (uscc: string, body: object): Promise<void> => {
      const reply = await auditor.put(`/firms/${uscc}`, { regionCode: '430211', reason: '登记', ...body });
      expect(reply.status, reply.text).to.equal(201);
    };
    await put(FAILING_CODE, { name: '+示例“精密”, 一号' });
    await put(FIRMS.F6, { name: '=示例电气', industryCode: 'C3499' });
    await file(await world.as('officer'), goodFiling({ uscc: FIRMS.F7, firmName: '株洲新客户有限公司' }));
    // A firm of a list that names no region has none; two regions have the same name.
    const admin = await world.as('admin');
    expect((await admin.put('/admin/regions/110105', { name: '天元区' })).status).to.equal(201);
    const qualification = { validFrom: '2025-01-01', validTo: '2026-03-31', firmName: '株洲无区企业', reason: '名单' };
    const listed = await auditor.put(`/firms/${FIRMS.F5}/qualifications/tech_sme/202543020000000055`, qualification);
    expect(listed.status, listed.text).to.equal(201);
    // A firm stays in a region that has ended since.
    const ended = { name: '醴陵市', validTo: '2025-12-31' };
    expect((await admin.put('/admin/regions/430281', ended)).status).to.equal(200);
  });
  after(() => world.close());

  for (const [format, language] of [
    ['csv', 'zh-CN'],
    ['xlsx', 'zh-CN'],
    ['csv', 'en'],
    ['xlsx', 'en'],
  ] as const)
    it(`is imported again without a change, as ${format} (${language})`, async () => {
      const { status, body } = await download(auditor, `/firms?format=${format}`, { 'Accept-Language': language });
      expect(status).to.equal(200);
      const checked = await imported(auditor, body, { kind: 'firms' }, `firms.${format}`);
      expect(await errorsOf(auditor, checked.id)).to.deep.equal([]);
      expect(checked, JSON.stringify(checked)).to.include({ state: 'checked' });
      const { items } = (await auditor.get(`/imports/${checked.id}/rows?limit=200`)).body;
      expect(items.map(({ verdict }: { verdict: string }) => verdict)).to.deep.equal(Array(8).fill('unchanged'));
    });
});
