/** Announcements in tests: firms with the names of the examples, and the upload of lists. */
import { expect } from 'chai';
import { composeUscc } from '../../src/domain/firm/uscc.ts';
import type { Client, Reply } from './client.ts';
import { goodFiling } from './filing.ts';
import { csvText, imported, settled } from './imports.ts';
import { sendForm } from './upload.ts';

/** Valid codes of no real firm, from `first` on. */
export const codes = (count: number, first = 5_000): string[] =>
  Array.from({ length: count }, (_, index) => composeUscc('91430200', String(first + index).padStart(8, '0')));

/** Registers a firm. */
export async function register(auditor: Client, uscc: string, name: string, regionCode = '430211'): Promise<Reply> {
  const reply = await auditor.put(`/firms/${uscc}`, { name, regionCode, reason: '登记' });
  expect(reply.status, reply.text).to.be.oneOf([200, 201]);
  return reply;
}

/** Registers many firms by an import. */
export async function registerAll(auditor: Client, usccs: readonly string[], names: readonly string[]): Promise<void> {
  const rows = usccs.map((uscc, index) => [names[index]!, uscc, '430211']);
  const done = await imported(auditor, csvText([['企业名称', '统一社会信用代码', '所属区县'], ...rows]), {
    kind: 'firms',
    mode: 'commit',
  });
  expect(done.state).to.equal('committed');
}

/** Files a loan that is accepted, flagged or not. */
export async function loan(
  officer: Client,
  auditor: Client,
  uscc: string,
  firmName: string,
  disbursedOn: string,
): Promise<string> {
  const dueOn = `${Number(disbursedOn.slice(0, 4)) + 1}${disbursedOn.slice(4, 7)}-01`;
  const reply = await officer.post(
    '/filings',
    goodFiling({ uscc, firmName, disbursedOn, dueOn, amount: '1000000.00' }),
  );
  expect(reply.status, reply.text).to.equal(201);
  if (reply.body.state === 'submitted') {
    const accepted = await auditor.post(
      `/filings/${reply.body.id}/accept`,
      {},
      { 'If-Match': reply.headers.get('etag')! },
    );
    expect(accepted.status, accepted.text).to.equal(200);
  }
  return reply.body.id;
}

/** The status of a filing: the certificate numbers. */
export async function statusOf(
  auditor: Client,
  id: string,
): Promise<{ highTech: string | null; techSme: string | null }> {
  const { status } = (await auditor.get(`/filings/${id}`)).body;
  return { highTech: status.highTech?.certificateNo ?? null, techSme: status.techSme?.certificateNo ?? null };
}

export type Document = Readonly<Record<string, string>>;
export const recognised = (issuedOn = '2024-11-01', more: Document = {}): Document => ({
  list: 'high_tech_recognised',
  docNo: '湘高企办〔2024〕12号',
  announcedOn: '2024-12-10',
  issuedOn,
  ...more,
});

/** Sends a list as pasted text (a string) or as a file. */
export async function announce(
  auditor: Client,
  content: string | Uint8Array,
  document: Document,
  name = 'list.xlsx',
): Promise<Reply> {
  const body = new FormData();
  for (const [field, value] of Object.entries({ kind: 'announcement', ...document })) body.append(field, value);
  if (typeof content === 'string') body.append('text', content);
  else body.append('file', new Blob([content as never]), name);
  return sendForm(auditor, body);
}

/** The same, and waits until it is read. */
export async function announced(
  auditor: Client,
  content: string | Uint8Array,
  document: Document,
  name?: string,
): Promise<any> {
  const reply = await announce(auditor, content, document, name);
  expect(reply.status, reply.text).to.equal(202);
  return settled(auditor, reply.body.id);
}

/** Commits a checked import and waits for its end. */
export async function committed(auditor: Client, id: string): Promise<any> {
  const reply = await auditor.post(`/imports/${id}/commit`, {});
  expect(reply.status, reply.text).to.equal(202);
  return settled(auditor, id);
}

/** A pasted table. */
export const table = (...rows: readonly (readonly string[])[]): string =>
  [['序号', '企业名称', '证书编号'], ...rows.map((row, index) => [String(index + 1), ...row])]
    .map((row) => row.join('\t'))
    .join('\n');
