/** Texts for import codes that are about a file as a whole, and questions about it. Texts may be changed freely. */
import type { ImportCode } from '../sheet/import-codes.ts';
import type { Template } from './template.ts';

export const IMPORT_FILE_MESSAGES = {
  FILE_EMPTY: {
    'zh-CN': '文件中没有数据行。请检查是否选错文件。',
    en: 'The file has no data rows. Check whether it is the right file.',
  },
  FILE_KIND: {
    'zh-CN':
      '文件不是 XLSX 或 CSV（扩展名为 XLS 的文件也可能是网页或 XML）。请用表格软件打开，另存为 Excel 工作簿（XLSX）或 CSV 后上传。',
    en: 'The file is neither XLSX nor CSV (an XLS file may be a web page or XML). Open it in a spreadsheet program, save it as an Excel workbook (XLSX) or CSV and upload that.',
  },
  FILE_OLD_OR_LOCKED: {
    'zh-CN': '文件有密码保护，或是旧版 XLS。请取消密码，另存为 XLSX 后上传。',
    en: 'The file has a password or is an old XLS file. Remove the password and save it as XLSX.',
  },
  FILE_BROKEN: {
    'zh-CN': '文件已损坏或不完整，无法读取。请用表格软件打开并另存后重新上传。',
    en: 'The file is damaged or incomplete. Open it in a spreadsheet program, save it again and upload that.',
  },
  FILE_TOO_COMPLEX: {
    'zh-CN':
      '文件展开后过大[（超过 {rows} 行）][（部件超过 {parts} 个）][（工作表超过 {sheets} 个）][（元素嵌套超过 {depth} 层）][（超过 {bytes} 字节）][（超过压缩大小的 {times} 倍）][（合并单元格的描述超过 {merged} 个字符）][（不同文本超过 {texts} 个）][（文本超过 {characters} 个字符）][（第 {row} 行有单元格超过 {cell} 个字符，请检查是否缺少换行）][（读取所需内存超过 {memoryMb} MB）]，未予读取。请只保留需要导入的工作表和行列。',
    en: 'Unpacked, the file is too large[: over {rows} rows][: over {parts} parts][: over {sheets} sheets][: elements nested over {depth} deep][: over {bytes} bytes][: over {times} times its packed size][: merged cells that take over {merged} characters][: over {texts} different texts][: over {characters} characters of text][: a cell of over {cell} characters in line {row}, where a line end may be missing][: over {memoryMb} MB of memory]; it was not read. Keep only the sheet, rows and columns that are to be imported.',
  },
  TOO_MANY_ROWS: {
    'zh-CN': '数据行超过上限[ {max} 行]。请拆分为几个文件。',
    en: 'More rows than the limit[ of {max}]. Split the file.',
  },
  TOO_MANY_COLUMNS: {
    'zh-CN': '列数超过上限[ {max} 列][（第 {row} 行）]。请删除多余的列。',
    en: 'More columns than the limit[ of {max}][ in line {row}]. Remove those that are not needed.',
  },
  TEXT_ENCODING: {
    'zh-CN':
      '文本编码无法识别（应为 UTF-8、GBK 或带 BOM 的 UTF-16），前后编码不一，或含有空字符。请在表格软件中另存为 CSV UTF-8。',
    en: 'The text is neither UTF-8 nor GBK, nor UTF-16 with a byte order mark, or it changes its encoding or contains NUL characters. Save it as CSV UTF-8.',
  },
  CSV_QUOTES: {
    'zh-CN': 'CSV 引号不成对[（自第 {row} 行起）]，其后各行会被当作同一单元格。请检查该行的引号，或另存为 XLSX 上传。',
    en: 'The quotes of the CSV do not match[ (from line {row} on)], so that lines below would become part of one cell. Check them, or save the file as XLSX.',
  },
  HEADER_NOT_FOUND: {
    'zh-CN':
      '找不到表头行。请确认表中有“企业名称”“统一社会信用代码”等列名，或使用模板（CSV 的列以逗号、分号、制表符或竖线分隔）。[隐藏的工作表（{hidden}）未查找，如要导入，请先取消隐藏。]',
    en: 'No row of headings was found. The sheet needs headings such as firm name and code; the template has them. (A CSV has commas, semicolons, tabs or bars between its columns.)[ Hidden sheets were not searched: {hidden}. Unhide the one that is meant.]',
  },
  UPLOAD_INCOMPLETE: {
    'zh-CN': '上传中断，文件不完整，未予保存。请重新上传。',
    en: 'The upload was interrupted; nothing was stored. Upload the file again.',
  },
  UPLOAD_STALLED: {
    'zh-CN': '上传长时间没有进展，已停止。请检查网络后重新上传。',
    en: 'The upload made no progress for too long and was stopped. Check the network and upload the file again.',
  },
  IMPORT_TIMEOUT: {
    'zh-CN':
      '处理超过时限[（{minutes} 分钟）]，已停止，未备案任何数据。请把文件拆分为几个较小的文件，只保留需要的工作表和行列，另存后重新上传。',
    en: 'Processing took longer than allowed[ ({minutes} minutes)] and was stopped; nothing was filed. Split the file into smaller ones, keep only the sheet, rows and columns that are needed, save it again and upload that.',
  },
  ROWS_LOST: {
    'zh-CN': '读取的行没有全部保存[（读取 {read} 行，保存 {stored} 行）]，未备案任何一行。请重新上传文件。',
    en: 'Not all rows that were read are stored[ ({stored} of {read})]; none was filed. Upload the file again.',
  },
  INTERRUPTED: {
    'zh-CN': '处理中断，已放弃，未备案任何数据。请重新上传；如仍失败，请联系管理员。',
    en: 'Processing was interrupted and has stopped; nothing was filed. Upload the file again, and contact an administrator if it fails again.',
  },
  ACCOUNT_GONE: {
    'zh-CN': '发起导入的账号已停用或变更，导入已停止，未备案任何数据。请用有效账号重新上传。',
    en: 'The account that started the import was disabled or moved, so the import was stopped; nothing was filed. Upload the file with a valid account.',
  },
  ROWS_INVALID: {
    'zh-CN': '有[ {count}] 行不正确，按整批原则未备案任何一行。请更正后提交，或选择只备案正确的行。',
    en: 'Some rows are invalid[ ({count})], so no row was filed. Correct them and commit, or choose to file only the valid rows.',
  },
  UNIT_UNKNOWN: {
    'zh-CN':
      '无法判断金额列的单位：没有写明，或列标题、单位行、工作表名写得不一致。请指明是元、千元、万元、百万元还是亿元。',
    en: 'The unit of the amounts is unknown: it is not given, or the heading, a line and the name of the sheet differ. Choose yuan, thousand yuan, ten thousand yuan, million yuan or a hundred million yuan.',
  },
  UNIT_JUMPED: {
    'zh-CN': '按以往为金额列指定的单位读取，金额与本行以往备案相差百倍以上。请重新确认单位。',
    en: 'In the unit given for earlier files the amounts differ by more than a hundred times from those filed before. Choose the unit again.',
  },
  COLUMN_MISSING: {
    'zh-CN': '没有找到必需的列[：{field}]。请指明哪一列是它。',
    en: 'A required column was not found[: {field}]. Choose the column.',
  },
  COLUMN_TWICE: {
    'zh-CN': '不止一列像是同一项[：{field}][（{columns}）]。请指明用哪一列。',
    en: 'More than one column looks like the same field[: {field}][ ({columns})]. Choose one.',
  },
  SHEETS_NOT_READ: {
    'zh-CN': '有未读取的工作表[：{names}]。',
    en: 'Some sheets were not read[: {names}].',
  },
  SHEETS_REMAIN: {
    'zh-CN': '还有表头相同的工作表未导入[：{names}]。每张请再上传一次本文件，并选择该工作表。',
    en: 'Sheets with the same headings are not imported yet[: {names}]. Upload the file again for each of them, and choose it.',
  },
  SHEETS_WITHOUT_HEADINGS: {
    'zh-CN': '有的工作表有数据但没有表头，未导入[：{names}]。如是续表，请补上表头，或并入同一工作表后重新上传。',
    en: 'Sheets that have data but no headings were not imported[: {names}]. If the table goes on there, give them headings, or put all rows into one sheet, and upload the file again.',
  },
  TITLE_TAKES_BACK: {
    'zh-CN': '标题、工作表名或文件名[（“{text}”）]似乎表示这些贷款不应备案。请确认要导入。',
    en: 'The title, or the name of the sheet or file[, “{text}”,] seems to say that these loans are not to be filed. Confirm that they are to be imported.',
  },
  SHEETS_HIDDEN: {
    'zh-CN': '隐藏的工作表未读取[：{names}]。',
    en: 'Hidden sheets were not read[: {names}].',
  },
  COLUMNS_IGNORED: {
    'zh-CN': '有未使用的列[：{names}]。',
    en: 'Some columns were not used[: {names}].',
  },
  TOTAL_AGREES: {
    'zh-CN': '合计行[（第 {row} 行）]未备案；合计[（{stated} 元）]与各行之和一致。',
    en: 'The total[ in row {row}] was not filed; it[ says {stated} yuan and] is the sum of the rows.',
  },
  TOTAL_DIFFERS: {
    'zh-CN':
      '合计行[（第 {row} 行）]未备案；合计[（{stated} 元）]与各行之和[（{sum} 元）]不一致。请核对，更正有误的行；合计本身有误的，请确认。',
    en: 'The total[ in row {row}] was not filed; it differs from the sum of the rows[: {stated} yuan instead of {sum}]. Correct the rows; if the total is wrong, confirm.',
  },
  COUNT_DIFFERS: {
    'zh-CN':
      '[第 {row} 行]写明的笔数[（{stated} 笔）]与读取的行数[（{count} 行）]不一致。请核对是否有遗漏或多余的行；笔数本身有误的，请确认。',
    en: 'The stated number of loans[ in row {row}][, {stated},] differs from the number of rows[, {count}]. Check whether rows are missing or too many; if the number is wrong, confirm.',
  },
  TABLES_BESIDE: {
    'zh-CN': '工作表中并排有不止一张表[（{columns} 列等表头重复）]。请把每张表放到单独的工作表或文件中再上传。',
    en: 'Several tables stand beside each other in the sheet[ (headings come again in columns {columns})]. Put each into a sheet or file of its own.',
  },
  OTHER_TABLE: {
    'zh-CN':
      '[自第 {row} 行起]还有一张表，表头或金额单位与上表不同，其中的数据[（{count} 行）]未导入。需要导入的，请放到单独的工作表或文件中另行上传。',
    en: '[From row {row} on ]there is another table with other headings or another unit; its rows[ ({count})] are not imported. To import them, put them into a sheet or file of their own.',
  },
  ROWS_SKIPPED: {
    'zh-CN': '表格中的说明行未导入[（第 {row} 行起）]。',
    en: 'Notes in the table were not imported[ (from row {row})].',
  },
  PDF_WITHOUT_TEXT: {
    'zh-CN': '这个 PDF 是扫描件，没有可读取的文字。请上传原始的 Word、Excel 或可复制文字的 PDF，或把表格内容粘贴进来。',
    en: 'This PDF is a scan without readable text. Upload the Word or Excel file, a PDF whose text can be copied, or paste the table.',
  },
  ANNOUNCEMENT_PROPOSAL: {
    'zh-CN': '这是公示名单，尚不产生资质。请在正式公告发布后导入公告名单。',
    en: 'This list is a proposal, which gives no status. Import the list of the announcement that follows it.',
  },
  FIRM_REPEATED: {
    'zh-CN': '与[第 {row} 行]是同一家企业，同一名单中一家企业只取一行。请核对；应取本行的，请先将另一行设为不导入。',
    en: 'The same firm as another row[, row {row}]; a list names a firm once. If this row is the right one, skip the other row first.',
  },
  CERTIFICATE_UNKNOWN: {
    'zh-CN': '该企业没有登记这一证书[（{certificateNo}）]。请核对编号，或先导入发证名单。',
    en: 'The registry has no such certificate of this firm[ ({certificateNo})]. Check the number, or import the list that granted it first.',
  },
  CERTIFICATE_UNCLEAR: {
    'zh-CN': '名单没有写明证书编号，而该企业登记了不止一个证书。请填写证书编号。',
    en: 'The list gives no certificate number, and the firm has more than one. Enter the number.',
  },
  ROWS_UNDECIDED: {
    'zh-CN': '还有[ {count} 行]需要确认企业（曾用名或重名）。请逐行选定企业或设为不导入，再提交。',
    en: 'Rows[ ({count})] have yet to be decided (former names, or names of several firms). Choose a firm for each or skip it, then commit.',
  },
  ROW_UNDECIDED: {
    'zh-CN': '[第 {row} 行]需要确认是哪家企业。请选定企业或设为不导入。',
    en: '[Row {row}: ]the firm that is meant has yet to be decided. Choose one, or skip the row.',
  },
  MACROS_IGNORED: {
    'zh-CN': '文件中的宏未运行，已忽略。',
    en: 'Macros in the file were not run.',
  },
  LINKS_IGNORED: {
    'zh-CN': '文件含外部链接，仅使用已保存的数值。',
    en: 'The file has links to other files; only saved values were used.',
  },
  MENDED_KEPT: {
    'zh-CN': '此前在线更正的行[（{count} 行）]已重新应用于本次读取。',
    en: 'Earlier corrections by hand[, in {count} rows,] were applied again when the file was read again.',
  },
  MENDED_LOST: {
    'zh-CN': '改读另一工作表，此前在线更正的行[（{count} 行）]不再适用，已舍弃。',
    en: 'Another sheet was read: earlier corrections by hand[, in {count} rows,] no longer apply and were deleted.',
  },
  SAME_FILE: {
    'zh-CN': '同一文件此前已导入过[（{at}）][，导入编号 {id}]。',
    en: 'The same file was imported before[, at {at}][ ({id})].',
  },
  CONFIRMATION_NEEDED: {
    'zh-CN': '有需要确认的事项，尚未备案任何一行。请核对后确认。',
    en: 'Something must be confirmed first, so no row was filed yet. Check it and confirm.',
  },
  CONFIRMATION_MISSING: {
    'zh-CN': '尚有事项未确认[：{codes}]。请核对后逐项确认。',
    en: 'Not everything has been confirmed[: {codes}]. Check and confirm each of them.',
  },
  SHEET_UNCLEAR: {
    'zh-CN':
      '有不止一张工作表的表头相同[：{names}][；此前已导入：{done}]。请指明导入哪一张；其余的，每张再上传一次本文件。',
    en: 'More than one sheet has these headings[: {names}][; imported already: {done}]. Choose the one to import; upload the file again for each of the others.',
  },
  ROWS_BELOW_TOTAL: {
    'zh-CN': '合计行以下还有数据[（第 {row} 行起 {count} 行）]，未计入合计。请确认这些行也要导入。',
    en: 'There are rows below the last total[ ({count}, from row {row})], which it does not include. Confirm that they are to be imported, too.',
  },
  RATES_UNUSUAL: {
    'zh-CN':
      '有年利率低于 1% 或高于 24% 的行[（第 {row} 行等 {count} 行，如 {rate}%）]，可能把月利率、千分率当成了年利率。请核对后确认。',
    en: 'Some rows have a rate below 1 or above 24 per cent a year[ ({count}, the first is row {row} with {rate}%)]: it may be the rate of a month, or in per mille. Check and confirm.',
  },
  ROWS_HIDDEN: {
    'zh-CN': '有被隐藏或筛选掉的行[（第 {row} 行等）]。这些行要导入吗？',
    en: 'Some rows are hidden or filtered out[; the first is row {row}]. Are they to be imported?',
  },
  ROWS_STRUCK: {
    'zh-CN': '有加了删除线的行[（第 {row} 行等）]。这些行要导入吗？',
    en: 'Some rows are struck through[; the first is row {row}]. Are they to be imported?',
  },
  ROW_STATUS: {
    'zh-CN': '有的行标明不是有效状态[：{status}]。请选择如何处理这些行。',
    en: 'Some rows say that they are not in force[: {status}]. Choose what is to be done with them.',
  },
  ROW_LEFT_OUT: {
    'zh-CN': '按您的回答，有行未导入[（第 {row} 行等 {count} 行）]。',
    en: 'Rows were left out as you answered[ ({count}, the first is row {row})].',
  },
  LIST_REVOKES: {
    'zh-CN': '名单写明撤销、取消或注销[（“{text}”）]。要据此撤销这些资质吗？名单不会授予任何资质。',
    en: 'The list says that these are revoked or cancelled[ (“{text}”)]. Are the qualifications to be revoked? The list grants none.',
  },
  QUALIFICATION_UNKNOWN: {
    'zh-CN': '没有登记过这个编号的资质，无从撤销。请核对编号。',
    en: 'No qualification with this number is registered, so there is nothing to revoke. Check the number.',
  },
  SIGNATURE_SKIPPED: {
    'zh-CN': '签字行（制表、复核等）未导入[（第 {row} 行）]。',
    en: 'Rows for signatures were not imported[ (row {row})].',
  },
} as const satisfies Readonly<Partial<Record<ImportCode, Template>>>;
