import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect } from 'chai';
import type { Client } from '../support/client.ts';
import { csvText, HEADINGS, imported, loanRow, loansCsv } from '../support/imports.ts';
import { expectProblem, faults } from '../support/problem.ts';
import { endless, interruptedUpload, rawUpload } from '../support/raw-http.ts';
import { form, sendForm, upload } from '../support/upload.ts';
import { xlsx, type XCell } from '../support/xlsx.ts';
import { openWorld, type World } from '../support/world.ts';

/** Every file here fails with a message, and nothing is filed. */
describe('hostile files and uploads', function () {
  this.timeout(120_000);
  let world: World;
  let officer: Client;
  before(async () => {
    world = await openWorld({ uploads: { maxBytes: 6_000_000, stalledMs: 400 } });
    officer = await world.as('officer');
  });
  after(async () => {
    expect((await world.owner.query('select 1 from filing')).rows).to.deep.equal([]);
    await world.close();
  });

  const failure = async (file: string | Uint8Array): Promise<string> => {
    const record = await imported(officer, file, { mode: 'commit', partial: 'true' }, 'evil.xlsx');
    expect(record.state, JSON.stringify(record)).to.equal('failed');
    return record.failure.code;
  };
  const refused = async (
    file: string | Uint8Array,
    fields: Record<string, string> = {},
  ): Promise<Record<string, string>> => {
    const reply = await upload(officer, file, fields);
    expectProblem(reply, 400, 'VALIDATION_FAILED');
    return faults(reply);
  };
  const book = (rows: readonly (readonly XCell[])[], more = {}) => xlsx({ sheets: [{ name: 'a', rows }], ...more });

  it('are refused by content, not by name, if they have another format', async () => {
    for (const content of ['%PDF-1.7 something', '\x89PNG\r\n', '{\\rtf1 x}', '<html><body>'])
      expect(await refused(Buffer.from(content, 'latin1'))).to.deep.equal({ file: 'FILE_KIND' });
    expect(await refused(Buffer.from('d0cf11e0a1b11ae1000000', 'hex'))).to.deep.equal({ file: 'FILE_OLD_OR_LOCKED' });
    expect(await failure(Buffer.from('企业', 'utf16le'))).to.be.oneOf(['HEADER_NOT_FOUND', 'TEXT_ENCODING']);
    expect(await refused('')).to.deep.equal({ file: 'FILE_EMPTY' });
    expect(await refused(Buffer.from('A企业', 'utf16le'))).to.deep.equal({ file: 'TEXT_ENCODING' });
    expect(await failure(zipSync({ 'word/document.xml': strToU8('<x/>') }))).to.equal('FILE_KIND');
  });

  it('are reported as damaged if parts are overwritten or missing', async () => {
    const whole = book([HEADINGS, loanRow()]);
    expect(await failure(whole.slice(0, whole.length - 60))).to.equal('FILE_BROKEN');
    const overwritten = whole.slice();
    overwritten.fill(0x55, 60, 220);
    expect(await failure(overwritten)).to.equal('FILE_BROKEN');
    expect(await failure(book([HEADINGS, loanRow()], { cutSheet: true }))).to.equal('FILE_BROKEN');
    expect(
      await failure(
        book([HEADINGS, loanRow()], { doctype: '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' }),
      ),
    ).to.equal('FILE_BROKEN');
    const { ['xl/workbook.xml']: _gone, ...rest } = { 'xl/workbook.xml': strToU8('') };
    expect(await failure(zipSync({ 'xl/workbook.xml': strToU8('<workbook><sheets/></workbook>'), ...rest }))).to.equal(
      'FILE_BROKEN',
    );
  });

  it('are not unpacked if they exceed the unpacked size limits', async () => {
    const flood = zipSync(
      { ...unzip(book([HEADINGS])), 'xl/worksheets/sheet1.xml': new Uint8Array(64_000_000).fill(0x20) },
      { level: 9 },
    );
    expect(flood.length).to.be.lessThan(500_000);
    expect(await failure(flood)).to.equal('FILE_TOO_COMPLEX');
    expect(
      await failure(
        zipSync(Object.fromEntries(Array.from({ length: 2_100 }, (_, index) => [`x/${index}`, new Uint8Array(1)]))),
      ),
    ).to.equal('FILE_TOO_COMPLEX');
  });

  it('are read or refused in bounded time with a million empty rows or 16,384 columns', async () => {
    const empty = '<row/>'.repeat(300_000);
    const parts = unzip(book([HEADINGS, loanRow({ '年利率(%)': 'x' })]));
    const sheet = new TextDecoder()
      .decode(parts['xl/worksheets/sheet1.xml'])
      .replace('</sheetData>', `${empty}</sheetData>`);
    const record = await imported(
      officer,
      zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(sheet) }),
      {},
      'a.xlsx',
    );
    expect(record).to.include({ state: 'checked', rowsRead: 1, invalid: 1 });
    expect(await failure(book([Array.from({ length: 16_384 }, (_, index) => `列${index}`)]))).to.equal(
      'TOO_MANY_COLUMNS',
    );
    const styled = unzip(book([HEADINGS, loanRow({ '年利率(%)': 'x' })]));
    const wide = new TextDecoder()
      .decode(styled['xl/worksheets/sheet1.xml'])
      .replace('</row>', `${'<c s="1"/>'.repeat(16_000)}</row>`);
    expect(
      await imported(officer, zipSync({ ...styled, 'xl/worksheets/sheet1.xml': strToU8(wide) }), {}, 'a.xlsx'),
    ).to.include({ state: 'checked', rowsRead: 1 });
  });

  it('are read by their saved values if they have macros or links, with a notice', async () => {
    const record = await imported(
      officer,
      book([HEADINGS, loanRow({ '年利率(%)': 'x' })], {
        more: { 'xl/vbaProject.bin': strToU8('x'), 'xl/externalLinks/externalLink1.xml': strToU8('<x/>') },
      }),
      {},
      'macro.xlsm',
    );
    expect(record.notices.map(({ code }: { code: string }) => code)).to.include.members([
      'MACROS_IGNORED',
      'LINKS_IGNORED',
    ]);
  });

  it('are reported with the position of invalid encoding or unmatched quotes', async () => {
    expect(await failure(`${loansCsv(loanRow())}\r\n"${'x'.repeat(100)}`)).to.equal('CSV_QUOTES');
    expect(await failure(`${loansCsv(loanRow())}\r\na"b,c`)).to.equal('CSV_QUOTES');
    expect(await failure(Buffer.concat([Buffer.from(loansCsv(loanRow())), Buffer.from([0xff, 0xff, 0x80])]))).to.equal(
      'TEXT_ENCODING',
    );
    expect(
      await failure(Buffer.concat([Buffer.from(`${loansCsv(loanRow())}${' '.repeat(5000)}`), Buffer.from([0])])),
    ).to.equal('TEXT_ENCODING');
    expect(await failure('甲,乙\n1,2\n')).to.equal('HEADER_NOT_FOUND');
    expect(await failure(csvText([HEADINGS]))).to.equal('FILE_EMPTY');
  });

  it('are reported cell by cell if no field accepts their text', async () => {
    const evil = [
      '\u0001',
      '\ud800',
      'a'.repeat(5000),
      '\u202e',
      '__proto__',
      `'; drop table filing; --`,
      '<script>',
      '\u0000'.slice(1),
      '👩‍👩‍👧‍👦'.repeat(50),
      '999999999999999999999999',
      '٣٠٠',
    ];
    const rows = evil.flatMap((text) =>
      HEADINGS.slice(1, 12).map((heading) =>
        loanRow({ [heading]: text || ' ', '年利率(%)': heading === '年利率(%)' ? text : '99' }),
      ),
    );
    const record = await imported(officer, csvText([HEADINGS, ...rows]), {}, '../../etc/\u0001passwd.csv');
    // Unknown words are asked about, and nothing is filed.
    expect(record, JSON.stringify(record)).to.include({ state: 'asking', rowsRead: rows.length, valid: 0 });
    expect(record.questions.map(({ code }: any) => code)).to.include('WORD_UNKNOWN');
    expect(record.file.name).to.not.match(/[/\\\u0001]/);
    expect((await officer.get(`/imports/${record.id}/errors.xlsx`)).status).to.equal(200);
  });

  it('are refused in malformed forms', async () => {
    const send = async (body: string, type: string) => {
      const response = await fetch(`${world.url}/api/v1/imports`, {
        method: 'POST',
        body,
        headers: { Authorization: `Bearer ${officer.token!()}`, 'Content-Type': type },
      });
      return [response.status, ((await response.json()) as { code: string }).code];
    };
    expect(await send('{}', 'application/json')).to.deep.equal([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect(await send('nothing', 'multipart/form-data; boundary=x')).to.deep.equal([400, 'VALIDATION_FAILED']);
    expect(
      await send(
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
        'multipart/form-data; boundary=x',
      ),
    ).to.deep.equal([400, 'VALIDATION_FAILED']);
    const twice = form('a,b', { kind: 'filings', mode: 'check' });
    twice.append('file', new Blob(['c']), 'b.csv');
    expect(faults(await sendForm(officer, twice))).to.deep.equal({ file: 'REPEATED' });
    const doubled = form('a,b', { kind: 'filings', mode: 'check' });
    doubled.append('kind', 'firms');
    expect(faults(await sendForm(officer, doubled))).to.deep.equal({ kind: 'REPEATED' });
    expect(await refused('a,b', { mapping: '{"columns":{"F":"nonsense"}}' })).to.deep.equal({
      mapping: 'UNKNOWN_WORD',
    });
    expect(await refused('a,b', { mapping: '{' })).to.deep.equal({ mapping: 'INVALID_JSON' });
    expect(await refused('a,b', { colour: 'red', mode: 'maybe' })).to.deep.equal({
      colour: 'UNKNOWN_FIELD',
      mode: 'UNKNOWN_WORD',
    });
  });

  it('are refused above the size limit, by Content-Length or by their actual size', async () => {
    expectProblem(await upload(officer, new Uint8Array(6_000_001).fill(65)), 413, 'PAYLOAD_TOO_LARGE');
    const declared = await rawUpload(officer, 'Content-Length: 1073741824\r\n', '');
    expect(declared).to.match(/^HTTP\/1.1 413 /);
  });

  it('are cut off at the size limit without Content-Length, and nothing is stored', async () => {
    const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n';
    const head = `POST /api/v1/imports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${officer.token!()}\r\nContent-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const [answer, sent] = await endless(world.url, `${head}${part.length.toString(16)}\r\n${part}\r\n`, 1_073_741_824);
    expect(answer).to.match(/^HTTP\/1.1 413 /);
    expect(sent).to.be.lessThan(100_000_000);
    expect((await officer.get('/imports?state=reading')).body.items).to.deep.equal([]);
    expect(
      (
        await world.owner.query(
          'select count(*)::int as n from import_chunk c left join import i on i.id = c.import_id where i.id is null',
        )
      ).rows[0].n,
    ).to.equal(0);
  });

  it('are dropped when the upload stalls or is interrupted, and nothing is stored', async () => {
    const begin = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nabc';
    expect(await rawUpload(officer, 'Content-Length: 5000\r\n', begin)).to.match(
      /^HTTP\/1.1 400 [\s\S]*UPLOAD_STALLED/,
    );
    await interruptedUpload(officer, 5000, begin);
    expect((await officer.get('/imports?state=reading')).body.items).to.deep.equal([]);
    // The next upload is accepted.
    for (let n = 0; n < 12; n += 1) await interruptedUpload(officer, 5000, begin);
    expect((await upload(officer, loansCsv(loanRow({ '年利率(%)': 'x' })))).status).to.equal(202);
  });
});

function unzip(bytes: Uint8Array): Record<string, Uint8Array> {
  return unzipSync(bytes);
}
