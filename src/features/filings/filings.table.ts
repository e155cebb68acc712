/**
 * Lists of filings as files. The headings must stay recognisable for the import (domain/filing/columns.ts): banks
 * correct an export and import it again.
 */
import type { Actor } from '../../data/as-actor.ts';
import { readNameOfRegion, type NameOfRegion } from '../../data/region-names.ts';
import { readQualificationKinds } from '../../data/qualification-kinds.ts';
import type { QualificationKindRow } from '../../domain/firm/qualification-kind.ts';
import type { Tx } from '../../data/database.ts';
import { isDoubtful } from '../../domain/sheet/cell-amount.ts';
import { presentFlags } from '../../domain/filing/present-flags.ts';
import { formatWan, PART_WORDS, sheetTitle, YES_NO, type SheetColumn } from '../../domain/filing/columns.ts';
import {
  describeField,
  FILING_FIELDS,
  isFilingField,
  SHEET_COLUMNS,
  type FilingField,
  type ValueRule,
} from '../../domain/filing/fields.ts';
import { STATE_LABELS, type Language } from '../../domain/messages/messages.ts';
import { databaseRoleOf } from '../../domain/roles.ts';
import { formatRate, MAX_RATE_E4 } from '../../domain/values/rate.ts';
import type { Exportable, FileTable } from '../../http/downloads.ts';
import type { Column, Kind, Row, Value } from '../../sheets/table.ts';
import { FilingSelection } from './filings.dto.ts';
import { allFilings, checkRanges, type FilingRow, type ListedRow } from './filings.view.ts';

interface Wanted {
  readonly title: string;
  readonly kind: Kind;
  readonly width: number;
  readonly cell: (row: ListedRow, serial: number, nameOfRegion: NameOfRegion) => Value;
}

type Cells = Pick<Wanted, 'kind' | 'width' | 'cell'>;

/** The sheet columns that are not a field of a filing. */
const OTHER_COLUMNS: Readonly<Record<Exclude<SheetColumn, FilingField>, Cells>> = {
  serial: { kind: 'integer', width: 8, cell: (_row, serial) => serial },
  highTechNo: { kind: 'code', width: 18, cell: ({ links }) => links['high_tech']?.certificateNo ?? null },
  techSmeNo: { kind: 'code', width: 22, cell: ({ links }) => links['tech_sme']?.certificateNo ?? null },
  bank: { kind: 'text', width: 24, cell: (row) => row.bank_name },
};

function columnOfField(name: FilingField, language: Language): Cells {
  const { value: rule, sheet } = describeField(name);
  const { column } = FILING_FIELDS[name];
  return {
    kind: sheet.format,
    width: sheet.width,
    cell:
      rule.kind === 'region'
        ? (row, _serial, nameOfRegion) => nameOfRegion(row.region_code, row.region_name)
        : (row) => cellOf(rule, row, row[column], language),
  };
}

function cellOf(rule: ValueRule, row: ListedRow, value: Value | boolean, language: Language): Value {
  if (value === null) return null;
  switch (rule.kind) {
    case 'amount':
      return amountOf(value as bigint);
    case 'rate':
      return rateOf(value as number);
    case 'boolean':
      return YES_NO[value ? 'yes' : 'no'][language];
    case 'word':
      return rule.labels?.[value as string]?.[language] ?? (value as string);
    case 'filing':
      return row.renewal_number ?? (value as string);
    default:
      return value as string;
  }
}

/** The usual columns of a bank's sheet, in the words and the order that an import knows again, and behind them the registry's own. */
function columnsFor(actor: Actor, language: Language, kinds: readonly QualificationKindRow[]): Wanted[] {
  const usual = SHEET_COLUMNS.map((name): Wanted => ({
    title: sheetTitle(name)[language],
    ...(isFilingField(name) ? columnOfField(name, language) : OTHER_COLUMNS[name]),
  }));
  const own = (zh: string, en: string, kind: Kind, width: number, cell: Wanted['cell']): Wanted => ({
    title: language === 'en' ? en : zh,
    kind,
    width,
    cell,
  });
  const link = (row: ListedRow, kind: string) => row.links[kind];
  return [
    ...usual,
    own('备案编号', 'filing no.', 'code', 18, (row) => row.number),
    own('状态', 'state', 'text', 10, (row) => STATE_LABELS[row.state][language]),
    own('备案日期', 'filed on', 'day', 12, (row) => row.filed_on),
    own('提交时间', 'submitted at', 'instant', 20, (row) => row.submitted_at),
    own('状态变更时间', 'state changed at', 'instant', 20, (row) => row.state_changed_at),
    own('状态原因', 'reason', 'text', 24, (row) => row.state_reason),
    own('放款日资质', 'status', 'text', 16, (row) => statusOf(row, language)),
    own('高企有效期止', 'high-tech valid to', 'day', 14, (row) => link(row, 'high_tech')?.validTo ?? null),
    own('科小有效期止', 'technology SME valid to', 'day', 14, (row) => link(row, 'tech_sme')?.validTo ?? null),
    // Kinds that count in the two-by-two have columns of their own above.
    ...kinds
      .filter((kind) => !kind.in_two_by_two)
      .flatMap(({ code, ...kind }) => [
        own(kind.number_title_zh, kind.number_title_en, 'code', 22, (row) => link(row, code)?.certificateNo ?? null),
        own(
          `${kind.short_zh}有效期止`,
          `${kind.short_en} valid to`,
          'day',
          14,
          (row) => link(row, code)?.validTo ?? null,
        ),
      ]),
    // Firms see no flags; there is no such column for them.
    ...(databaseRoleOf(actor.role) === 'zhidai_firm'
      ? []
      : [
          own('疑点', 'flags', 'text', 40, (row) =>
            presentFlags(row as FilingRow, language)
              .map((flag) => flag.message)
              .join(language === 'en' ? '; ' : '；'),
          ),
        ]),
  ];
}

/** An amount in 万元; with its unit if an import could read it as yuan. */
function amountOf(fen: bigint): string {
  return isDoubtful(fen, 'wan') ? `${formatWan(fen)}万元` : formatWan(fen);
}

/** A rate in per cent; with its sign if an import could read it as a fraction. */
function rateOf(rateE4: number): string {
  return rateE4 > 0 && rateE4 < MAX_RATE_E4 / 100 ? `${formatRate(rateE4)}%` : formatRate(rateE4);
}

function statusOf({ links }: ListedRow, language: Language): string {
  const [highTech, techSme] = [links['high_tech'] !== undefined, links['tech_sme'] !== undefined];
  const part = highTech ? (techSme ? 'both' : 'highTechOnly') : techSme ? 'techSmeOnly' : 'neither';
  return PART_WORDS[part][language];
}

/** Exports the visible filings. */
export const filingsExport: Exportable<FilingSelection> = {
  permission: 'filing.read',
  Filter: FilingSelection,
  check: (filter, actor) => checkRanges(filter, actor),
  async open(tx, actor, filter, _at, language) {
    const wanted = columnsFor(actor, language, await readQualificationKinds(tx));
    return {
      name: 'filings',
      title: language === 'en' ? 'Filings' : '备案明细',
      about: about(filter, actor, language),
      columns: wanted.map(({ title, kind, width }): Column => ({ title, kind, width })),
      rows: rowsOf(tx, actor, filter, wanted, await readNameOfRegion(tx)),
    };
  },
};

async function* rowsOf(
  tx: Tx,
  actor: Actor,
  filter: FilingSelection,
  wanted: readonly Wanted[],
  nameOfRegion: NameOfRegion,
): AsyncGenerator<readonly Row[]> {
  let serial = 0;
  for await (const batch of allFilings(tx, actor, filter)) {
    yield batch.map((row) => {
      serial++;
      return wanted.map(({ cell }) => cell(row, serial, nameOfRegion));
    });
  }
}

const FILTERS: Readonly<Record<keyof FilingSelection, string>> = {
  year: '年度',
  month: '月份',
  basis: '统计口径',
  bank: '银行',
  region: '县市区（园区）',
  state: '状态',
  uscc: '统一社会信用代码',
  status: '放款日资质',
  flagged: '有疑点',
  openFlags: '有未消除的疑点',
  renewal: '续贷',
  filedFrom: '备案日期起',
  filedTo: '备案日期止',
  disbursedFrom: '放款日期起',
  disbursedTo: '放款日期止',
  q: '查找',
  sort: '排序',
};

function about(filter: FilingSelection, actor: Actor, language: Language): FileTable['about'] {
  const en = language === 'en';
  const scope =
    actor.bank?.name ?? actor.firm?.name ?? (actor.regions === null ? (en ? 'all' : '全部') : actor.regions.join(', '));
  const filters = (Object.entries(filter) as [keyof FilingSelection, unknown][])
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [en ? name : FILTERS[name], shown(value, language)] as const);
  return [
    [
      en ? 'definition' : '口径',
      en
        ? 'filings of knowledge-value credit loans, one row per receipt; status as of the day of disbursement'
        : '知识价值信用贷款备案，每笔借据一行；资质以放款当日有效的为准',
    ],
    [
      en ? 'units' : '单位',
      en
        ? 'amounts in 10,000 yuan, rates in per cent a year, times of Shanghai'
        : '金额：万元；年利率：%；时间：北京时间',
    ],
    [en ? 'scope' : '范围', scope],
    ...(filters.length === 0 ? [[en ? 'filters' : '筛选', en ? 'none' : '无'] as const] : filters),
  ];
}

function shown(value: unknown, language: Language): string {
  if (typeof value === 'boolean') return YES_NO[value ? 'yes' : 'no'][language];
  const labels: Readonly<Record<string, Readonly<Record<Language, string>>>> = STATE_LABELS;
  return (Array.isArray(value) ? value : [value])
    .map((word) => labels[String(word)]?.[language] ?? String(word))
    .join(', ');
}
