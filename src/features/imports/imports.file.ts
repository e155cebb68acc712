import { asActor, type Actor } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { unitOfText } from '../../domain/sheet/headings.ts';
import type { Language } from '../../domain/messages/messages.ts';
import { notFound } from '../../http/problem.ts';
import type { Answer, Incoming } from '../../http/route.ts';
import type { MarkedCell, Row } from '../../sheets/table.ts';
import { workbook, XLSX } from '../../sheets/workbook.ts';
import type { Found, FoundColumn } from './reading/found.ts';
import { badRows, findImport, presentRow, type ImportRecord } from './imports.view.ts';

const ROWS_AT_A_TIME = 500;
const ROW_NUMBER: Readonly<Record<Language, string>> = { 'zh-CN': '原行号', en: 'Row in file' };
const NAME: Readonly<Record<Language, string>> = { 'zh-CN': '错误行', en: 'Bad rows' };

/**
 * The bad rows of an import as a workbook: as they stood, with the numbers that they had, what is wrong in red and the
 * message as a comment. Mended, it can be uploaded as it is. Rows are read some hundred at a time, each time as the one who
 * asks.
 */
export async function errorsWorkbook(db: Db, actor: Actor, incoming: Incoming, id: string): Promise<Answer> {
  const act = <T>(work: Parameters<typeof asActor<T>>[3]): Promise<T> =>
    asActor(db, actor.sessionId, { action: 'import.errors', at: incoming.at, requestId: incoming.requestId }, work);
  const record = await act((tx) => findImport(tx, id));
  if (record === null) throw notFound();
  incoming.query();
  const columns = ((record.found as Found | null)?.columns ?? []).filter(({ field }) => field !== null);
  async function* batches(): AsyncGenerator<readonly Row[]> {
    for (let from = 0; ;) {
      const rows = await act((tx) => badRows(tx, id, from, ROWS_AT_A_TIME));
      if (rows.length === 0) return;
      yield rows.map((row) => cellsOf(presentRow(row, record!, incoming.language), columns));
      from = rows.at(-1)!.n + 1;
    }
  }
  const sheet = {
    name: NAME[incoming.language],
    rows: batches(),
    columns: [
      { title: ROW_NUMBER[incoming.language], kind: 'text' as const, width: 8 },
      ...columns.map((column) => ({ title: titleOf(column, record), kind: 'text' as const, width: 20 })),
    ],
  };
  return {
    status: 200,
    headers: { 'Content-Disposition': `attachment; filename="import-errors-${id.slice(0, 8)}.xlsx"` },
    stream: { type: XLSX, content: workbook([sheet]) },
  };
}

const UNIT = { yuan: '元', wan: '万元', yi: '亿元' } as const;

/** The heading as it stood; with the unit, where that was known from elsewhere. */
function titleOf({ header, field }: FoundColumn, { found }: ImportRecord): string {
  const { amountUnit } = found as Found;
  if (field !== 'amount' || amountUnit === null || unitOfText(header) === amountUnit) return header;
  return `${header.replace(/[(（].*$/, '')}(${UNIT[amountUnit]})`;
}

function cellsOf({ row, values, errors }: ReturnType<typeof presentRow>, columns: readonly FoundColumn[]): Row {
  const said = (field: string | null): string =>
    errors
      .filter((error) => error.field === field)
      .map(({ message, repair }) => (repair ? `${message}\n→ ${repair.value}` : message))
      .join('\n');
  const marked = (value: string | number, comment: string): MarkedCell => ({
    value: String(value),
    ...(comment === '' ? {} : { bad: true, comment }),
  });
  return [marked(row, said(null)), ...columns.map(({ field }) => marked(values[field!] ?? '', said(field)))];
}
