/** The list of qualifications as a file. */
import type { Tx } from '../../data/database.ts';
import { shanghaiDay, type Day } from '../../domain/values/day.ts';
import type { Language } from '../../domain/messages/messages.ts';
import type { Exportable, FileTable } from '../../http/downloads.ts';
import type { Column, Kind, Row, Value } from '../../sheets/table.ts';
import { QualificationSelection } from './qualifications.dto.ts';
import { allQualifications, type ListedQualification } from './qualifications.list.view.ts';

interface ExportColumn {
  readonly title: Readonly<Record<Language, string>>;
  readonly kind: Kind;
  readonly width: number;
  readonly cell: (row: ListedQualification, language: Language, on: Day) => Value;
}
const column = (zh: string, en: string, kind: Kind, width: number, cell: ExportColumn['cell']): ExportColumn => ({
  title: { 'zh-CN': zh, en },
  kind,
  width,
  cell,
});

const COLUMNS: readonly ExportColumn[] = [
  column('企业名称', 'firm name', 'text', 36, (row) => row.name),
  column('统一社会信用代码', 'unified social credit code', 'code', 22, (row) => row.uscc),
  column('县市区（园区）', 'region', 'text', 12, (row) => row.region_name),
  column('资质类别', 'qualification', 'text', 18, (row, language) => (language === 'en' ? row.kind_en : row.kind_zh)),
  column('证书编号', 'certificate no.', 'code', 22, (row) => row.certificate_no),
  column('有效期起', 'valid from', 'day', 12, (row) => row.valid_from),
  column('有效期止', 'valid to', 'day', 12, (row) => row.valid_to),
  column('状态', 'state', 'text', 10, stateOf),
  column('首个无效日', 'first invalid day', 'day', 12, (row) => row.revoked_on),
];

function stateOf(row: ListedQualification, language: Language, on: Day): string {
  const [zh, en] = row.current
    ? ['有效', 'valid']
    : row.revoked
      ? [row.kind === 'tech_sme' ? '已撤销登记编号' : '已取消资格', 'revoked']
      : row.valid_from > on
        ? ['未生效', 'not yet valid']
        : ['已过期', 'expired'];
  return language === 'en' ? en : zh;
}

const FILTERS: Readonly<Record<keyof QualificationSelection, string>> = {
  kind: '资质类别',
  region: '县市区（园区）',
  uscc: '统一社会信用代码',
  current: '当日有效',
  on: '日期',
  q: '查找',
};

/** The export of the list of qualifications. */
export const qualificationsExport: Exportable<QualificationSelection> = {
  permission: 'firm.list',
  Filter: QualificationSelection,
  check: () => undefined,
  async open(tx, _actor, filter, at, language) {
    const [en, on] = [language === 'en', filter.on ?? shanghaiDay(at)];
    const filters = (Object.entries(filter) as [keyof QualificationSelection, unknown][])
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [en ? name : FILTERS[name], filterText(value, en)] as const);
    const about: FileTable['about'] = [
      en ? ['definition', `qualifications of firms, their state on ${on}`] : ['口径', `企业资质，状态以 ${on} 为准`],
      en ? ['validity', 'both days are included'] : ['有效期', '起止日均含当日'],
      ...(filters.length > 0 ? filters : [en ? (['filters', 'none'] as const) : (['筛选', '无'] as const)]),
    ];
    return {
      name: 'qualifications',
      title: en ? 'Qualifications' : '企业资质',
      about,
      columns: COLUMNS.map(({ title, kind, width }): Column => ({ title: title[language], kind, width })),
      rows: rowsOf(tx, filter, on, language),
    };
  },
};

const filterText = (value: unknown, en: boolean): string =>
  typeof value === 'boolean' ? (value ? (en ? 'yes' : '是') : en ? 'no' : '否') : [value].flat().join(', ');

async function* rowsOf(
  tx: Tx,
  filter: QualificationSelection,
  on: Day,
  language: Language,
): AsyncGenerator<readonly Row[]> {
  for await (const batch of allQualifications(tx, filter, on))
    yield batch.map((row) => COLUMNS.map(({ cell }) => cell(row, language, on)));
}
