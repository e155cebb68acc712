import { expect } from 'chai';
import { kindTexts } from '../../src/web/admin/kind-texts.ts';
import { recordTexts } from '../../src/web/records/texts.ts';
import type { Client } from '../support/client.ts';
import { goodFiling } from '../support/filing.ts';
import { csvText, imported } from '../support/imports.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import type { Visit } from '../support/web/visit.ts';
import { NARROW, visiting } from '../support/web/visit.ts';
import { FIRMS, type World } from '../support/world.ts';

const PATH = '/qualification-kinds';
const LITTLE_GIANT = {
  nameZh: '专精特新小巨人企业',
  nameEn: 'little giant enterprise',
  shortZh: '小巨人',
  shortEn: 'little giant',
  numberPattern: '^XJR20[0-9]{2}[0-9]{6}$',
  headings: ['专精特新', '小巨人'],
  validity: 'months',
  validityMonths: 36,
};

for (const language of ['zh-CN', 'en'] as const) {
  const t = kindTexts[language];
  const b = recordTexts[language];
  const english = language === 'en';
  const giant = english ? 'Little giant enterprise' : '专精特新小巨人企业';

  describe(`the page of qualification kinds, used by keyboard (${language})`, function () {
    this.timeout(240_000);
    let world: World;
    let admin: Client;
    beforeEach(async () => {
      world = await openConsoleWorld();
      admin = await world.as('admin');
    });
    afterEach(() => world?.close());

    const at = (path: string, work: (visit: Visit) => Promise<void>, as = 'admin'): Promise<void> =>
      visiting({ url: world.url, language, now: world.time.now, as, at: path }, work);
    const dialog = (visit: Visit) => visit.page.getByRole('dialog').last();
    const button = (visit: Visit, name: string) => visit.page.getByRole('button', { name, exact: true });
    const inDialog = (visit: Visit, name: string) => dialog(visit).getByRole('button', { name, exact: true });
    const field = (visit: Visit, label: string) => dialog(visit).getByLabel(label);
    const fill = async (visit: Visit, label: string, text: string): Promise<void> => {
      await visit.tabTo(field(visit, label));
      await visit.press('Control+a');
      await visit.type(text);
    };
    const save = (visit: Visit): Promise<void> => visit.use(inDialog(visit, english ? 'Save' : '保存'));
    const row = (visit: Visit, name: string) => visit.page.getByRole('row', { name });
    const putGiant = async (change: Record<string, unknown> = {}): Promise<void> => {
      const reply = await admin.put('/admin/qualification-kinds/little_giant', { ...LITTLE_GIANT, ...change });
      expect(reply.status, reply.text).to.be.oneOf([200, 201]);
    };
    const stored = async (): Promise<any> =>
      (await world.owner.query(`select * from qualification_kind where code = 'little_giant'`)).rows[0];

    it('adds a kind; what is wrong stands at its field, and a number is tried at once', () =>
      at(PATH, async (visit) => {
        await visit.see(
          row(visit, english ? 'high-tech enterprise' : '高新技术企业').getByText(t.counts, { exact: true }),
        );
        await visit.accessible('the kinds');
        await visit.use(button(visit, t.add));
        await save(visit);
        await visit.see(dialog(visit).getByText(b.required));
        expect(await dialog(visit).locator('.field.wrong').count()).to.equal(5);
        await visit.tabTo(field(visit, t.code), 'Shift+Tab');
        await visit.type('high_tech');
        await visit.see(dialog(visit).getByText(t.codeExists));
        await fill(visit, t.code, 'Little-Giant');
        await visit.see(dialog(visit).getByText(t.codeFault));
        await fill(visit, t.code, 'little_giant');
        await fill(visit, t.nameZh, LITTLE_GIANT.nameZh);
        await fill(visit, t.nameEn, LITTLE_GIANT.nameEn);
        await fill(visit, t.shortZh, LITTLE_GIANT.shortZh);
        await fill(visit, t.shortEn, LITTLE_GIANT.shortEn);
        await fill(visit, t.pattern, '^XJR20[0-9]+$');
        await visit.see(dialog(visit).getByText(t.patternFault));
        await fill(visit, t.pattern, LITTLE_GIANT.numberPattern);
        await visit.gone(dialog(visit).getByText(t.patternFault));
        await fill(visit, t.tryOut, 'xjr2025 00001');
        await visit.see(dialog(visit).getByText(t.fitsNot, { exact: true }));
        await visit.type('2');
        await visit.see(dialog(visit).getByText(t.fits, { exact: true }));
        await visit.accessible('the dialog of a kind');
        await fill(visit, t.headings, '专精特新，小巨人 小巨人');
        await visit.see(dialog(visit).getByText(t.headingsFault(20)));
        await fill(visit, t.headings, '专精特新，小巨人');
        await fill(visit, t.validityMonths, '601');
        await visit.see(dialog(visit).getByText(t.wholeFault(600)));
        await fill(visit, t.validityMonths, '36');
        expect(await dialog(visit).locator('.field.wrong').count()).to.equal(0);
        await save(visit);
        await visit.gone(dialog(visit));
        const added = row(visit, english ? 'little giant enterprise' : '专精特新小巨人企业');
        await visit.see(added.getByText(t.countsNot, { exact: true }));
        await visit.see(added.getByText(t.monthsShown(36)));
        const { headings, number_title_zh, number_pattern, validity_months, position, version } = await stored();
        expect({ headings, number_title_zh, number_pattern, validity_months, position, version }).to.deep.equal({
          headings: LITTLE_GIANT.headings,
          number_title_zh: '小巨人证书编号',
          number_pattern: LITTLE_GIANT.numberPattern,
          validity_months: 36,
          position: 100,
          version: 1,
        });
      }));

    it('says which kind takes a number whose form fits two', () =>
      at(PATH, async (visit) => {
        await visit.use(button(visit, t.add));
        await fill(visit, t.pattern, '^GR20[0-9]{10}$');
        await fill(visit, t.tryOut, 'GR202443000123');
        await visit.see(dialog(visit).getByText(t.takenBy(english ? 'high-tech enterprise' : '高新技术企业')));
        await fill(visit, t.tryOut, 'GR209900000000');
        await visit.gone(dialog(visit).getByText(t.takenBy(english ? 'high-tech enterprise' : '高新技术企业')));
      }));

    it('asks before a change takes a rule away, and before typed text is lost', async () => {
      await putGiant();
      await at(PATH, async (visit) => {
        const change = t.change(english ? LITTLE_GIANT.nameEn : LITTLE_GIANT.nameZh);
        await visit.use(button(visit, change));
        await fill(visit, t.headings, '小巨人');
        await visit.see(dialog(visit).getByText(t.lostHeadings('专精特新')));
        await visit.accessible('a change that takes a rule away');
        await save(visit);
        await visit.see(dialog(visit).getByText(t.confirmNeeded));
        expect((await stored()).version).to.equal(1);
        await visit.press('Escape');
        await visit.see(dialog(visit).getByText(t.discardText));
        await visit.accessible('the question before input is discarded');
        await visit.press('Escape');
        await visit.gone(visit.page.getByText(t.discardText));
        await visit.tabTo(dialog(visit).getByLabel(t.confirm), 'Shift+Tab');
        await visit.press('Space');
        await save(visit);
        await visit.gone(dialog(visit));
        expect((await stored()).headings).to.deep.equal(['小巨人']);
        await visit.use(button(visit, change));
        await fill(visit, t.shortZh, '巨人');
        await visit.press('Escape');
        await visit.use(inDialog(visit, t.discard), 'Enter');
        await visit.gone(dialog(visit));
        // Without typed text it closes at once.
        await visit.use(button(visit, change));
        await visit.press('Escape');
        await visit.gone(dialog(visit));
        expect((await stored()).version).to.equal(2);
      });
    });

    it('keeps what was typed when somebody else was first, and shows the rest as it is now', async () => {
      await putGiant();
      await at(PATH, async (visit) => {
        visit.tolerate(412, /admin\/qualification-kinds/);
        await visit.use(button(visit, t.change(english ? LITTLE_GIANT.nameEn : LITTLE_GIANT.nameZh)));
        await fill(visit, t.shortZh, '巨人');
        await putGiant({ shortEn: 'giant' });
        await save(visit);
        await visit.see(dialog(visit).getByText(t.stale));
        expect(await field(visit, t.shortZh).inputValue()).to.equal('巨人');
        await visit.settled();
        expect(await field(visit, t.shortEn).inputValue()).to.equal('giant');
        expect((await stored()).short_zh).to.equal('小巨人');
        await save(visit);
        await visit.gone(dialog(visit));
        const { short_zh, short_en } = await stored();
        expect([short_zh, short_en]).to.deep.equal(['巨人', 'giant']);
      });
    });

    it('lets every page of the console know, and other people’s pages after a minute', async () => {
      await at('/rules', async (visit) => {
        const addRule = english ? 'New version' : '新增办法版本';
        const set = english ? /Set: Eligible/ : /设置适用/;
        const box = () => dialog(visit).getByRole('checkbox', { name: giant });
        await visit.use(button(visit, addRule));
        await visit.use(dialog(visit).getByLabel(set), 'Space');
        await visit.see(dialog(visit).getByRole('checkbox', { name: english ? 'Technology SME' : '科技型中小企业' }));
        expect(await box().count()).to.equal(0);
        await visit.press('Escape');
        await visit.turnTo(PATH);
        await visit.use(button(visit, t.add));
        await fill(visit, t.code, 'little_giant');
        for (const name of ['nameZh', 'nameEn', 'shortZh', 'shortEn'] as const)
          await fill(visit, t[name], LITTLE_GIANT[name]);
        await save(visit);
        await visit.gone(dialog(visit));
        await visit.turnTo('/rules');
        await visit.use(button(visit, addRule));
        await visit.use(dialog(visit).getByLabel(set), 'Space');
        await visit.see(box());
      });
      await at(
        `/firms/${FIRMS.F1}`,
        async (visit) => {
          const addQualification = english ? 'Add a qualification' : '新增资质';
          const options = async (): Promise<readonly string[]> => {
            await visit.use(button(visit, addQualification));
            await visit.use(field(visit, english ? 'Kind' : '资质类别'));
            await visit.page.getByRole('option').first().waitFor({ state: 'attached' });
            const names = await visit.page.locator('.ant-select-item-option-content').allInnerTexts();
            await visit.press('Escape', 'Escape');
            return names;
          };
          expect(await options()).to.include(giant);
          await putGiant({ nameZh: '重点小巨人', nameEn: 'key little giant' });
          world.time.now = new Date(world.time.now.getTime() + 61_000);
          await visit.context.clock.setSystemTime(world.time.now);
          await visit.turnTo('/overview');
          await visit.turnTo(`/firms/${FIRMS.F1}`);
          await visit.see(button(visit, addQualification));
          await visit.settled();
          expect(await options()).to.include(english ? 'Key little giant' : '重点小巨人');
        },
        'auditor',
      );
    });

    it('says so where there are none, and where they cannot be loaded', () =>
      at('/banks', async (visit) => {
        visit.tolerate(500, /qualification-kinds/);
        const address = /\/api\/v1\/admin\/qualification-kinds/;
        await visit.page.route(address, (route) =>
          route.fulfill({ status: 200, contentType: 'application/json', body: '{"items":[],"nextCursor":null}' }),
        );
        await visit.turnTo(PATH);
        await visit.see(t.none);
        await visit.page.unroute(address);
        await visit.page.route(address, (route) =>
          route.fulfill({
            status: 500,
            contentType: 'application/problem+json',
            body: JSON.stringify({
              title: 'Broken',
              status: 500,
              detail: 'It broke.',
              code: 'INTERNAL',
              requestId: 'r-1',
              errors: [],
            }),
          }),
        );
        await visit.goto(PATH);
        await visit.see('It broke.');
        await visit.page.unroute(address);
        await visit.use(button(visit, english ? 'Try again' : '重试'));
        await visit.see(visit.page.getByRole('rowheader', { name: english ? 'high-tech enterprise' : '高新技术企业' }));
      }));

    it('fits a narrow screen with its dialog', async () => {
      await putGiant();
      await visiting(
        { url: world.url, language, now: world.time.now, as: 'admin', viewport: NARROW, at: PATH },
        async (visit) => {
          await visit.fits('the kinds');
          await visit.accessible('the kinds on a narrow screen');
          await visit.use(button(visit, t.change(english ? LITTLE_GIANT.nameEn : LITTLE_GIANT.nameZh)));
          await visit.fits('the dialog of a kind');
          await visit.accessible('the dialog of a kind on a narrow screen');
        },
      );
    });

    it('lets an auditor enter the kind of a row that a list leaves open', async () => {
      await putGiant();
      const list = csvText([
        ['企业名称', '统一社会信用代码', '证书编号', '发证日期'],
        ['株洲星火智能装备有限公司', FIRMS.F1, '工信-7', '2025-07-01'],
      ]);
      const { id } = await imported(await world.as('auditor'), list, { kind: 'qualifications', mode: 'check' });
      await at(
        `/imports/${id}`,
        async (visit) => {
          const cell = visit.page.getByLabel(english ? 'Row 2 Qualification' : '行 2 资质类别');
          await visit.tabTo(cell);
          await visit.type('小巨人');
          await visit.press('Enter');
          await visit.use(button(visit, english ? 'Import all 1 rows' : '导入全部 1 行'));
          await visit.see(visit.page.getByRole('link', { name: english ? 'Import another file' : '再导入一份' }));
        },
        'auditor',
      );
      const { rows } = await world.owner.query(`select kind, uscc from qualification where certificate_no = '工信-7'`);
      expect(rows).to.deep.equal([{ kind: 'little_giant', uscc: FIRMS.F1 }]);
    });

    it('adds kinds that are shown wherever kinds are: lists, filings, firms, and their histories', async () => {
      await putGiant();
      const [auditor, officer] = [await world.as('auditor'), await world.as('officer')];
      const put = await auditor.put(`/firms/${FIRMS.F1}/qualifications/little_giant/XJR2025000009`, {
        validFrom: '2025-07-01',
        validTo: '2028-06-30',
      });
      expect(put.status, put.text).to.equal(201);
      const filed = await officer.post('/filings', goodFiling());
      expect(filed.status, filed.text).to.equal(201);
      const short = english ? 'Little giant' : '小巨人';
      const filing = `/filings/${filed.body.id}`;
      for (const as of ['officer', 'auditor'])
        await at(
          '/filings',
          async (visit) => {
            await visit.see(visit.page.getByRole('row').getByText(short, { exact: true }));
            await visit.turnTo(filing);
            const detail = visit.page.locator('dl.details > div').filter({ hasText: giant });
            await visit.see(detail.getByText('XJR2025000009'));
          },
          as,
        );
      await at(
        `/firms/${FIRMS.F1}`,
        (visit) => visit.see(visit.page.getByRole('row', { name: 'XJR2025000009' }).getByText(giant)),
        'auditor',
      );
      await at('/', (visit) => visit.see(visit.page.getByRole('heading', { name: giant })), 'firm');
      await at(
        '/trail?type=qualification_kind',
        async (visit) => {
          const event = visit.page.getByRole('listitem').filter({ hasText: 'little_giant' });
          await visit.use(event.locator('summary'));
          await visit.see(event.getByText(english ? '专精特新, 小巨人' : '专精特新、小巨人'));
        },
        'auditor',
      );
      const revoked = await auditor.post(
        `/firms/${FIRMS.F1}/qualifications/little_giant/XJR2025000009/revoke`,
        { reason: '自始无效' },
        { 'If-Match': put.headers.get('etag')! },
      );
      expect(revoked.status, revoked.text).to.equal(200);
      await at(
        filing,
        (visit) => visit.see(visit.page.locator('del').filter({ hasText: `${short} XJR2025000009` })),
        'auditor',
      );
    });
  });
}
