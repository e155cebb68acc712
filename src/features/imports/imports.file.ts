/**
 * The invalid rows of an import as a workbook, for correction and a second upload: original headings and cells must
 * come back unchanged.
 */
import { asActor, type Actor } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { unitOfText } from '../../domain/sheet/headings.ts';
import type { Language } from '../../domain/messages/messages.ts';
import { notFound } from '../../http/problem.ts';
import type { Answer, Incoming } from '../../http/route.ts';
import type { Slots } from '../../http/slots.ts';
import type { MarkedCell, Row } from '../../sheets/table.ts';
import { workbook, XLSX } from '../../sheets/workbook.ts';
import type { FileFindings, ColumnFindings } from './reading/findings.ts';
import { invalidRows, findImport, presentRow, type ImportRecord } from './imports.view.ts';

const BATCH = 500;
const ROW_NUMBER: Readonly<Record<Language, string>> = { 'zh-CN': '原行号', en: 'Row in file' };
const NAME: Readonly<Record<Language, string>> = { 'zh-CN': '错误行', en: 'Invalid rows' };

/**
 * Streams the invalid rows of an import as a workbook: original cells and row numbers, invalid cells in red, messages as
 * comments. After correction it can be uploaded as a new import. Rows are read in batches, each in its own transaction.
 *
 * @throws Problem NOT_FOUND; TOO_MANY_REQUESTS if the account has no slot left for an export
 */
export async function errorsWorkbook(
  db: Db,
  actor: Actor,
  incoming: Incoming,
  id: string,
  slots: Slots,
): Promise<Answer> {
  const act = <T>(work: Parameters<typeof asActor<T>>[3]): Promise<T> =>
    asActor(db, actor.sessionId, { action: 'import.errors', at: incoming.at, requestId: incoming.requestId }, work);
  const record = await act((tx) => findImport(tx, id));
  if (record === null) throw notFound();
  incoming.validateQuery();
  const closed = await slots(actor.accountId);
  const columns = ((record.found as FileFindings | null)?.columns ?? []).filter(({ field }) => field !== null);
  async function* batches(): AsyncGenerator<readonly Row[]> {
    for (let from = 0; ;) {
      const rows = await act((tx) => invalidRows(tx, id, from, BATCH));
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
    closed,
    headers: { 'Content-Disposition': `attachment; filename="import-errors-${id.slice(0, 8)}.xlsx"` },
    stream: { type: XLSX, content: workbook([sheet]) },
  };
}

const UNIT = { yuan: '元', thousand: '千元', wan: '万元', million: '百万元', yi: '亿元' } as const;

/** The original heading; the amount unit is added when it came from another place. */
function titleOf({ header, field }: ColumnFindings, { found }: ImportRecord): string {
  const { amountUnit } = found as FileFindings;
  if (field !== 'amount' || amountUnit === null || unitOfText(header) === amountUnit) return header;
  const bracket = header.search(/[(（]/);
  return `${bracket < 0 ? header : header.slice(0, bracket)}(${UNIT[amountUnit]})`;
}

function cellsOf({ row, values, errors }: ReturnType<typeof presentRow>, columns: readonly ColumnFindings[]): Row {
  const messagesOf = (field: string | null): string =>
    errors
      .filter((error) => error.field === field)
      .map(({ message, repair }) => (repair ? `${message}\n→ ${repair.value}` : message))
      .join('\n');
  const marked = (value: string | number, comment: string): MarkedCell => ({
    value: String(value),
    ...(comment === '' ? {} : { bad: true, comment }),
  });
  return [
    marked(row, messagesOf(null)),
    ...columns.map(({ field }) => marked(values[field!] ?? '', messagesOf(field))),
  ];
}
