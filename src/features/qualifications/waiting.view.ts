/** Reads certificates of published lists that wait for their firm, with the firms of the registry that have the name. */
import type { Tx } from '../../data/database.ts';
import { firmsNamed, type NamedFirm } from '../../data/firm-names.queries.ts';
import { literally } from '../../data/like.ts';
import { nameKey, numberKey } from '../../domain/values/text.ts';
import type { WaitingSearch } from './waiting.dto.ts';

const selectWaiting = (tx: Tx) =>
  tx
    .selectFrom('waiting_certificate as w')
    .leftJoin('firm', 'firm.uscc', 'w.uscc')
    .select([
      'w.id',
      'w.kind',
      'w.certificate_no',
      'w.name',
      'w.valid_from',
      'w.valid_to',
      'w.doc_no',
      'w.announced_on',
      'w.import_id',
      'w.created_at',
      'w.state',
      'w.uscc',
      'firm.name as firm_name',
    ]);
type WaitingRow = Awaited<ReturnType<ReturnType<typeof selectWaiting>['executeTakeFirstOrThrow']>>;

/** The newest first, at most `limit`; `after` is the id of the last one of the page before. */
export async function listWaiting(
  tx: Tx,
  { q, kind, state = 'waiting' }: WaitingSearch,
  after: string | null,
  limit: number,
) {
  let query = selectWaiting(tx).where('w.state', '=', state).orderBy('w.id', 'desc').limit(limit);
  if (after !== null) query = query.where('w.id', '<', after);
  if (kind) query = query.where('w.kind', 'in', kind);
  if (q !== undefined) {
    const [name, number] = [nameKey(q), numberKey(q)];
    query = query.where((eb) =>
      eb.or([
        ...(name === '' ? [] : [eb('w.name_key', 'like', `%${literally(name)}%`)]),
        ...(number === '' ? [] : [eb('w.certificate_no', 'like', `${literally(number)}%`)]),
      ]),
    );
  }
  return present(tx, await query.execute());
}

/** One of them; null if there is none with this id. */
export async function viewWaiting(tx: Tx, id: string) {
  const rows = await selectWaiting(tx).where('w.id', '=', id).execute();
  return (await present(tx, rows))[0] ?? null;
}

async function present(tx: Tx, rows: readonly WaitingRow[]) {
  const waiting = rows.filter(({ state }) => state === 'waiting');
  const named = await firmsNamed(
    tx,
    waiting.map(({ name }) => name),
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    certificateNo: row.certificate_no,
    name: row.name,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    docNo: row.doc_no,
    announcedOn: row.announced_on,
    importId: row.import_id,
    createdAt: row.created_at,
    state: row.state,
    firm: row.uscc === null ? null : { uscc: row.uscc, name: row.firm_name ?? '' },
    candidates: row.state === 'waiting' ? (named.get(row.name) ?? []).map(presentCandidate) : [],
  }));
}

const presentCandidate = ({ uscc, name, by, former_name: formerName, until_day: until }: NamedFirm) => ({
  uscc,
  name,
  match: by,
  ...(formerName === null ? {} : { formerName, until }),
});
