/**
 * The list of firms as a file. The headings must stay recognisable for the import of firms (domain/sheet/headings.ts).
 */
import { shanghaiDay, type Day } from '../../domain/values/day.ts';
import type { Language } from '../../domain/messages/messages.ts';
import { readNameOfRegion, type NameOfRegion } from '../../data/region-names.ts';
import { readQualificationKinds } from '../../data/qualification-kinds.ts';
import type { QualificationKindRow } from '../../domain/firm/qualification-kind.ts';
import type { Tx } from '../../data/database.ts';
import type { Exportable } from '../../http/downloads.ts';
import type { Column, Kind, Row, Value } from '../../sheets/table.ts';
import { FirmSelection } from './firms.dto.ts';
import { allFirms, type ListedFirm } from './firms.view.ts';

interface ExportColumn {
  readonly title: Readonly<Record<Language, string>>;
  readonly kind: Kind;
  readonly width: number;
  readonly cell: (firm: ListedFirm, nameOfRegion: NameOfRegion) => Value;
}
const column = (zh: string, en: string, kind: Kind, width: number, cell: ExportColumn['cell']): ExportColumn => ({
  title: { 'zh-CN': zh, en },
  kind,
  width,
  cell,
});

const COLUMNS: readonly ExportColumn[] = [
  column('企业名称', 'firm name', 'text', 36, (firm) => firm.name),
  column('统一社会信用代码', 'unified social credit code', 'code', 22, (firm) => firm.uscc),
  column('县市区（园区）', 'region', 'text', 12, (firm, nameOfRegion) =>
    nameOfRegion(firm.region_code, firm.region_name),
  ),
  column('行业代码', 'industry code', 'code', 10, (firm) => firm.industry_code),
];

/** Number, first and last day of a qualification of this kind. */
function columnsOfKind({ code, ...kind }: QualificationKindRow): ExportColumn[] {
  const link = ({ links }: ListedFirm) => links[code];
  return [
    column(kind.number_title_zh, kind.number_title_en, 'code', 22, (firm) => link(firm)?.certificateNo ?? null),
    column(`${kind.short_zh}有效期起`, `${kind.short_en} from`, 'day', 14, (firm) => link(firm)?.validFrom ?? null),
    column(`${kind.short_zh}有效期止`, `${kind.short_en} to`, 'day', 14, (firm) => link(firm)?.validTo ?? null),
  ];
}

/** The export of the visible firms, with their qualifications on the day of the request. */
export const firmsExport: Exportable<FirmSelection> = {
  permission: 'firm.list',
  Filter: FirmSelection,
  check: () => undefined,
  async open(tx, _actor, { q }, at, language) {
    const [en, today] = [language === 'en', shanghaiDay(at)];
    const columns = [...COLUMNS, ...(await readQualificationKinds(tx)).flatMap(columnsOfKind)];
    return {
      name: 'firms',
      title: en ? 'Firms' : '企业名单',
      about: [
        en
          ? ['definition', `firms in sight, with the qualifications valid on ${today}`]
          : ['口径', `权限范围内的企业，及其在 ${today} 有效的资质`],
        en ? ['validity', 'the last day is included'] : ['有效期', '截止日当日仍有效'],
        en ? ['filters', q === undefined ? 'none' : `q: ${q}`] : ['筛选', q === undefined ? '无' : `查找：${q}`],
      ],
      columns: columns.map(({ title, kind, width }): Column => ({ title: title[language], kind, width })),
      rows: rowsOf(tx, q, today, columns, await readNameOfRegion(tx)),
    };
  },
};

async function* rowsOf(
  tx: Tx,
  q: string | undefined,
  on: Day,
  columns: readonly ExportColumn[],
  nameOfRegion: NameOfRegion,
): AsyncGenerator<readonly Row[]> {
  for await (const batch of allFirms(tx, q, on))
    yield batch.map((firm) => columns.map(({ cell }) => cell(firm, nameOfRegion)));
}
