/** Helpers for tests of imports: sheets of loans, and waiting for the worker thread. */
import { expect } from 'chai';
import type { Client, Reply } from './client.ts';
import { until } from './until.ts';
import { upload } from './upload.ts';
import type { World } from './world.ts';

const OVER = ['asking', 'checked', 'committed', 'failed'];

/** Enough for the largest import of a test on a busy machine. */
export const IMPORT_DEADLINE_MS = 100_000;

/** Waits until an import is no longer running. */
export function settled(client: Client, id: string): Promise<any> {
  return until(
    `import ${id} is over`,
    async () => {
      const reply = await client.get(`/imports/${id}`);
      expect(reply.status, reply.text).to.equal(200);
      return OVER.includes(reply.body.state) && reply.body;
    },
    IMPORT_DEADLINE_MS,
  );
}

/** Uploads a file and waits until its import is no longer running. */
export async function imported(
  client: Client,
  content: string | Uint8Array,
  fields: Record<string, string> = {},
  name?: string,
): Promise<any> {
  const reply = await upload(client, content, fields, name);
  expect(reply.status, reply.text).to.equal(202);
  return settled(client, reply.body.id);
}

/** Answers questions about a file and waits until it is read again. A null takes an answer back. */
export async function answered(
  client: Client,
  { id }: { id: string },
  answers: Readonly<Record<string, string | null>>,
): Promise<any> {
  const reply = await client.patch(`/imports/${id}`, { mapping: { answers } });
  expect(reply.status, reply.text).to.equal(202);
  return settled(client, id);
}

/** The codes of messages, questions or confirmations. */
export const codesOf = (list: readonly { code: string }[]): string[] => list.map(({ code }) => code);

export async function errorsOf(client: Client, id: string): Promise<any[]> {
  const reply: Reply = await client.get(`/imports/${id}/errors?limit=200`);
  expect(reply.status, reply.text).to.equal(200);
  return reply.body.items;
}

export async function rowsOf(client: Client, id: string): Promise<any[]> {
  return (await client.get(`/imports/${id}/rows?limit=200`)).body.items;
}

/** What was read from each row, in order. */
export async function draftsOf(world: World, id: string): Promise<any[]> {
  const { rows } = await world.owner.query('select draft from import_row where import_id = $1 order by n', [id]);
  return rows.map(({ draft }) => draft.v);
}

/** The usual columns. */
export const HEADINGS = [
  '序号',
  '企业名称',
  '统一社会信用代码',
  '所属区县',
  '合同编号',
  '借据号',
  '贷款金额(万元)',
  '年利率(%)',
  '放款日期',
  '到期日期',
  '担保方式',
  '是否首贷',
  '备注',
];

let serial = 0;

/** A valid row of the usual columns. */
export function loanRow(change: Partial<Record<string, string>> = {}): string[] {
  serial += 1;
  const row: Record<string, string> = {
    序号: String(serial),
    企业名称: '株洲星火智能装备有限公司',
    统一社会信用代码: '91430200000000027W',
    所属区县: '天元区',
    合同编号: `HT-I-${serial}`,
    借据号: `JJ-I-${serial}`,
    '贷款金额(万元)': '300',
    '年利率(%)': '3.45',
    放款日期: '2026-03-15',
    到期日期: '2027-03-15',
    担保方式: '信用',
    是否首贷: '否',
    备注: '',
    ...change,
  };
  return HEADINGS.map((heading) => row[heading] ?? '');
}

export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
    .join('\r\n');

export const loansCsv = (...rows: readonly (readonly string[])[]): string => csvText([HEADINGS, ...rows]);
