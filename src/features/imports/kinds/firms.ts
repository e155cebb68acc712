/**
 * The import kind `firms`: a list that registers, renames and moves firms. The rules are those of PUT /firms
 * (features/firms); change both.
 */
import type { Tx } from '../../../data/database.ts';
import { initialsOf } from '../../../data/initials.ts';
import { isRegionOn, regionOfCell } from '../../../domain/sheet/cell-region.ts';
import { usccOfCell } from '../../../domain/sheet/cell-identifier.ts';
import { firmNameOfCell, textOfCell } from '../../../domain/sheet/cell-words.ts';
import { cellFault, squeeze, valueText, type CellValue, type ReadCell } from '../../../domain/sheet/cell.ts';
import { shanghaiDay } from '../../../domain/values/day.ts';
import { REQUIRED_IMPORT_FIELDS } from '../../../domain/sheet/import-words.ts';
import { REASON_MAX_CHARACTERS, REASON_MIN_CHARACTERS } from '../../../domain/limits.ts';
import { nameKey } from '../../../domain/values/text.ts';
import { checkUscc } from '../../../domain/firm/uscc.ts';
import type { Report, StoredError } from '../reading/findings.ts';
import {
  readFields,
  type DraftRow,
  type FileMemory,
  type CheckedRow,
  type Kind,
  type ReadCells,
  type Reading,
} from './kind.ts';
import { findFirms, writeFirms, type FirmRecord } from './lists.queries.ts';
import { repeatedErrors } from './row-checks.ts';

interface FirmDraft {
  uscc?: string;
  firmName?: string;
  regionCode?: string;
  industryCode?: string;
  reason?: string;
}

function interpret(n: number, cells: ReadCells, { kind, reference, answers }: Reading): DraftRow {
  const { draft, errors, shown, questions } = readFields(
    cells,
    {
      firmName: firmNameOfCell,
      uscc: usccOfCell,
      regionCode: (cell) => regionOfCell(cell, reference.regions, undefined),
      industryCode: industryOf,
      reason: (cell) => textOfCell(cell, { min: REASON_MIN_CHARACTERS, max: REASON_MAX_CHARACTERS }),
    },
    REQUIRED_IMPORT_FIELDS[kind],
    answers,
  );
  return { n, cells: shown, draft, formErrors: errors, questions, key: (draft as FirmDraft).uscc ?? null };
}

function industryOf(cell: ReadCell): CellValue<string> {
  const code = squeeze(valueText(cell) ?? '').toUpperCase();
  return /^([A-T][0-9]{0,4}|[0-9]{2,4})$/.test(code)
    ? { ok: true, value: code }
    : cellFault('FORMAT', { expected: 'C3499' });
}

async function check(tx: Tx, rows: readonly DraftRow[], reading: Reading, memory: FileMemory): Promise<CheckedRow[]> {
  const known = await findFirms(
    tx,
    rows.flatMap(({ draft }) => (draft as FirmDraft).uscc ?? []),
    reading.regions,
  );
  return rows.map((row) => checkOne(row, known, reading, memory));
}

function checkOne(
  row: DraftRow,
  known: ReadonlyMap<string, FirmRecord>,
  reading: Reading,
  memory: FileMemory,
): CheckedRow {
  const { uscc, firmName, industryCode, ...draft } = row.draft as FirmDraft;
  const firm = uscc === undefined ? undefined : known.get(uscc);
  const regionCode = draft.regionCode ?? firm?.region_code ?? undefined;
  const same =
    firm !== undefined &&
    firm.name === firmName &&
    firm.region_code === (regionCode ?? null) &&
    (industryCode === undefined || firm.industry_code === industryCode);
  // A firm keeps its region where the row has none, and a list that was exported changes nothing: see firms.table.ts.
  const formErrors = firm ? row.formErrors.filter((error) => !isMissingRegion(error)) : row.formErrors;
  const placeErrors = same ? [] : regionErrors(regionCode, firm, reading);
  const errors = [...formErrors, ...codeErrors(row, firm, memory), ...placeErrors];
  if (errors.length > 0) return { ...row, errors, verdict: 'refused', flags: [] };
  return { ...row, errors, verdict: firm === undefined ? 'new' : same ? 'unchanged' : 'changed', flags: [] };
}

const isMissingRegion = ({ field, code }: StoredError): boolean => field === 'regionCode' && code === 'REQUIRED';

function codeErrors({ n, key, draft }: DraftRow, firm: FirmRecord | undefined, memory: FileMemory): StoredError[] {
  const { uscc, reason } = draft as FirmDraft;
  const errors: StoredError[] = [];
  // A code with a wrong check character needs a reason in its row, so that it cannot be registered by mistake.
  if (uscc !== undefined && checkUscc(uscc) !== 'ok' && firm?.registered_by_hand !== true && reason === undefined)
    errors.push({ field: 'uscc', code: 'USCC_CHECK' });
  return [...errors, ...repeatedErrors(memory, n, key, 'uscc')];
}

function regionErrors(
  regionCode: string | undefined,
  firm: FirmRecord | undefined,
  { at, reference, regions }: Reading,
): StoredError[] {
  if (
    regionCode !== undefined &&
    regionCode !== firm?.region_code &&
    !isRegionOn(reference.regions.byCode.get(regionCode), shanghaiDay(at))
  )
    return [{ field: 'regionCode', code: 'UNKNOWN_REGION' }];
  const elsewhere =
    (regionCode !== undefined && regions !== null && !regions.includes(regionCode)) || firm?.mine === false;
  return elsewhere ? [{ field: 'regionCode', code: 'REGION_NOT_YOURS' }] : [];
}

async function file(tx: Tx, rows: readonly CheckedRow[]): Promise<Partial<Report>> {
  await writeFirms(
    tx,
    rows
      .filter(({ verdict }) => verdict === 'new' || verdict === 'changed')
      .map(({ draft, verdict }) => {
        const { uscc = '', firmName = '', regionCode, industryCode, reason } = draft as FirmDraft;
        return {
          uscc,
          name: firmName,
          name_key: nameKey(firmName),
          initials: initialsOf(firmName),
          region_code: regionCode ?? null,
          industry_code: industryCode ?? null,
          by_hand: reason !== undefined && checkUscc(uscc) !== 'ok',
          is_new: verdict === 'new',
        };
      }),
  );
  return {};
}

/** Lists of firms. */
export const firmsKind: Kind = { interpret, check, file, firmOf: ({ draft }) => (draft as FirmDraft).uscc ?? null };
