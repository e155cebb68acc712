/**
 * One text for each import code (errors, questions, notices): what it means, and what to do. Texts may be changed
 * freely; a new code needs its text here.
 */
import type { ImportCode } from '../sheet/import-codes.ts';
import type { Template } from './template.ts';

export const IMPORT_MESSAGES: Readonly<Record<ImportCode, Template>> = {
  CODE_AS_NUMBER: {
    'zh-CN':
      '代码或编号被表格软件存成了数字[（{value}）]，后几位已丢失，无法还原。请把该列设为文本格式，对照原件（信用代码对照营业执照）重新填写。',
    en: 'The spreadsheet has turned the code or number into a figure[ ({value})]; its last digits are lost and cannot be restored. Set the column to text and enter it again from the original (a credit code from the business licence).',
  },
  CELL_ERROR: {
    'zh-CN': '单元格是公式错误值[（{value}）]。请在表格中修正后再导入，或直接在此填写。',
    en: 'The cell contains a formula error[ ({value})]. Correct it in the spreadsheet, or enter the value here.',
  },
  FORMULA_WITHOUT_VALUE: {
    'zh-CN': '单元格是公式，但文件中没有保存计算结果。请用表格软件打开并保存一次，或粘贴为数值。',
    en: 'The cell is a formula whose result was not saved in the file. Open and save the file once in a spreadsheet program, or paste it as a value.',
  },
  AMBIGUOUS_DATE: {
    'zh-CN': '日期可有两种读法[（{first} 或 {second}）]。请按 年-月-日 填写，例如 2024-03-15。',
    en: 'The date can be read in two ways[: {first} or {second}]. Write it like 2024-03-15.',
  },
  NOT_YES_OR_NO: {
    'zh-CN': '应填是或否。请改为“是”或“否”。',
    en: 'This must be yes or no. Write yes or no.',
  },
  NOT_AN_AMOUNT: {
    'zh-CN': '不是可识别的金额。请填写数字，可带单位，例如 500万元。',
    en: 'Not an amount. Write a number, optionally with its unit.',
  },
  NOT_A_RATE: {
    'zh-CN': '不是可识别的年利率。请填写百分数，例如 3.45 或 3.45%。',
    en: 'Not a rate. Write a percentage, like 3.45 or 3.45%.',
  },
  AMOUNT_UNIT_DOUBTFUL: {
    'zh-CN':
      '金额[（{amount} 元）]与列单位不相称，疑似把元和万元弄混。请核对；确实如此的，请连同单位填写，例如 0.08万元。',
    en: 'The amount[ of {amount} yuan] does not fit the unit of its column: yuan and ten thousand yuan may be mixed up. Check it; if it is right, write it with its unit.',
  },
  RATE_DOUBTFUL: {
    'zh-CN': '利率有两种读法[：{first} 或 {second}]。请连同百分号填写，例如 3.45%。',
    en: 'The rate can be read in two ways[: {first} or {second}]. Write it with its per cent sign, like 3.45%.',
  },
  MERGED_AMOUNT: {
    'zh-CN': '金额单元格跨多行合并，无法得知各笔金额。请逐笔填写。',
    en: 'One amount is merged over several rows, so the amount of each loan is unknown. Enter the amount of each loan.',
  },
  CODE_CONVERTED: {
    'zh-CN':
      '编号被表格软件转换成了日期、百分数、小数或逻辑值[（{value}）]，原内容无法还原。请把该列设为文本格式后重新填写。',
    en: 'The spreadsheet has turned the number into a date, a percentage, a decimal or a boolean[ ({value})] and it cannot be restored. Set the column to text and enter it again.',
  },
  NOT_STATED: {
    'zh-CN': '[“{value}”]不是实际内容。请逐行填写。',
    en: '[“{value}” ]stands in place of the value. Enter the value itself.',
  },
  NUMBERS_SEVERAL: {
    'zh-CN': '一个单元格里有不止一个编号。请拆成每行一个：一笔借据一行，金额逐笔填写；一个证书一行。',
    en: 'The cell has more than one number. Give each a row of its own: each receipt with its amount, each certificate.',
  },
  WORD_UNKNOWN: {
    'zh-CN': '无法判断[“{word}”]的含义。请选择，或在表格中改用可识别的写法。',
    en: 'The meaning of[ “{word}” ]is unknown. Choose it, or use a known word in the sheet.',
  },
  GUARANTEE_OUTSIDE: {
    'zh-CN':
      '担保方式[“{value}”]不在备案范围：只备案信用贷款，和由合作担保机构担保的信用担保贷款；抵押、质押、个人或关联方保证的贷款不备案。填写有误的请更正，否则请删除此行。',
    en: 'Loans with this guarantee[ (“{value}”)] are not filed: only loans on credit, and those that a partner guarantee company guarantees; none with a mortgage, a pledge or a guarantee by persons. Correct the cell if it is wrong, else remove the row.',
  },
  CURRENCY_OTHER: {
    'zh-CN': '金额是其他币种[（{currency}）]。本系统只登记人民币贷款，请按放款日汇率折成人民币后填写，或删除此行。',
    en: 'The amount is in another currency[ ({currency})]. The registry takes loans in yuan only: enter the amount in yuan, or remove the row.',
  },
  AMOUNT_SHOWN_OTHERWISE: {
    'zh-CN': '金额单元格显示为[“{shown}”]，存储的数值是[ {stored}]，与列的单位对不上。请选择以哪个为准。',
    en: 'The amount is shown as[ “{shown}”] but stored as[ {stored}], which does not fit the unit of the column. Choose which one is meant.',
  },
  RATE_UNIT_UNKNOWN: {
    'zh-CN': '利率[（如 {value}）]可有多种读法。请选择它的口径，或在单元格中写明，例如 月利率2.875‰、年利率3.45%。',
    en: 'The rate[ (such as {value})] can be read in several ways. Choose which one is meant, or write it in the cell, like 3.45% p.a.',
  },
  RATE_OVER_LPR: {
    'zh-CN': '利率以基点表示[（如 {value}）]。请选择在哪个 LPR 基础上加点。',
    en: 'The rate is in basis points[ (such as {value})]. Choose the loan prime rate that they are added to.',
  },
  RATE_IN_POINTS: {
    'zh-CN': '利率以基点或 LPR 加点表示[（{value}）]，不是年利率。请填写年利率，例如 3.45。',
    en: 'The rate is in basis points or over the LPR[ ({value})], not a rate a year. Enter the annual rate, like 3.45.',
  },
  AMBIGUOUS_REGION: {
    'zh-CN':
      '县市区（园区）不明确：同名的不止一个，写了不止一个，或与（其他列的）代码、所在城市不符。请只填一个名称，或改填 6 位代码。',
    en: 'The region is ambiguous: several have this name, the cell names more than one, or its code or city, also in another column, belongs to another. Give one name, or the six-digit code.',
  },
  ROW_TOO_LONG: {
    'zh-CN':
      '本行的单元格[（{cells} 个）]多于表头[（{columns} 个）]：某处未加引号的分隔符（例如 5,000）使其后各列错位。请在文件中改正该行后重新上传。',
    en: 'The row has more cells[ ({cells})] than the headings[ ({columns})]: a separator without quotes, as in 5,000, has moved those behind it. Correct the row in the file and upload it again.',
  },
  ROW_REPEATED: {
    'zh-CN': '与本文件另一行[（第 {row} 行）]重复（同一借据号、证书或代码）。请只保留一行。',
    en: 'Repeats another row of this file[, row {row}] (the same receipt number, certificate or code). Keep one of them.',
  },
  ALREADY_FILED: {
    'zh-CN': '这笔贷款已经备案[（{id}）]，不会重复备案。请从表中删除此行。',
    en: 'This loan is filed already[ ({id})] and is not filed twice. Remove the row.',
  },
  RECEIPT_TAKEN: {
    'zh-CN': '借据号已被本行另一笔备案使用[（{id}）]，且内容不同。请核对借据号。',
    en: 'The receipt number belongs to another filing of this bank[ ({id})], which has other contents. Check the number.',
  },
  NUMBER_TAKEN: {
    'zh-CN': '备案编号已被使用。请核对编号。',
    en: 'This filing number is already in use. Check it.',
  },
  FILED_BEFORE_DISBURSED: {
    'zh-CN': '备案日期早于放款日期[（{disbursedOn}）]。请核对两个日期。',
    en: 'The filing date is before the date of disbursement[ ({disbursedOn})]. Check both dates.',
  },
  KIND_UNKNOWN: {
    'zh-CN': '无法判断是哪类资质。请在“资质类别”列填写其名称[：{kindsZh}]。',
    en: 'The kind of qualification is unknown. Enter its name in a column for the kind[: {kindsEn}].',
  },
  KIND_DIFFERS: {
    'zh-CN': '资质类别与证书编号的格式不符。请核对两者。',
    en: 'The kind of qualification and the form of the certificate number disagree. Check both.',
  },
  FIRM_NOT_FOUND: {
    'zh-CN': '没有登记名称与此完全一致的企业。请补充统一社会信用代码。',
    en: 'No registered firm has exactly this name. Add its unified social credit code.',
  },
  FIRM_AMBIGUOUS: {
    'zh-CN': '不止一家登记企业是这个名称。请补充统一社会信用代码。',
    en: 'Several registered firms have this name. Add the unified social credit code.',
  },
  FIRMS_BY_NAME: {
    'zh-CN': '名单没有统一社会信用代码，企业按登记名称逐字匹配。请核对后确认。',
    en: 'The list has no credit codes; its firms were found by their exact registered names. Check them and confirm.',
  },
  DAY_FROM_TITLE: {
    'zh-CN': '名单没有日期列，发证日期取自表格上方的文字[：{day}]。请核对后确认。',
    en: 'The list has no column of dates; the day of issue is that in the text above the table[: {day}]. Check it and confirm.',
  },
  PERIOD_MISSING: {
    'zh-CN': '缺少发证日期、年度或有效期，无法确定有效期。请补充其中一项。',
    en: 'The period of validity is unknown. Add an issue date, a year or a period.',
  },
  QUALIFICATION_OVERLAPS: {
    'zh-CN': '名单中有证书编号刚刚被登记。请重新核对名单后再导入。',
    en: 'A certificate of the list has been registered meanwhile. Check the list again, then import it.',
  },
  CERTIFICATE_ELSEWHERE: {
    'zh-CN': '该证书编号已登记在另一家企业名下。请核对证书编号和代码。',
    en: "The certificate belongs to another firm. Check its number and the firm's code.",
  },
  QUALIFICATION_REVOKED: {
    'zh-CN': '该资质已取消资格或撤销登记编号，不会因名单恢复。如处理有误，请以新证书登记。',
    en: 'This qualification is revoked, and an import does not restore it. If the revocation was wrong, register a new certificate.',
  },
  REGION_NOT_YOURS: {
    'zh-CN': '该企业或县市区（园区）不在您的管辖范围内。请由当地主管部门导入。',
    en: 'The firm or region is outside your regions. The auditors of that region must import it.',
  },
  NAME_DIFFERS: {
    'zh-CN': '名称与登记名称[“{registeredName}”]不一致，仅作提示，登记名称不变。如已更名，请登记更名。',
    en: 'The name differs from the registered one[, “{registeredName}”], which stays as it is. Register the new name if the firm was renamed.',
  },
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
      '文件展开后过大[（超过 {rows} 行）][（部件超过 {parts} 个）][（工作表超过 {sheets} 个）][（元素嵌套超过 {depth} 层）][（超过 {bytes} 字节）][（超过压缩大小的 {times} 倍）][（合并单元格的描述超过 {merged} 个字符）][（不同文本超过 {texts} 个）][（文本超过 {characters} 个字符）][（读取所需内存超过 {memoryMb} MB）]，未予读取。请只保留需要导入的工作表和行列。',
    en: 'Unpacked, the file is too large[: over {rows} rows][: over {parts} parts][: over {sheets} sheets][: elements nested over {depth} deep][: over {bytes} bytes][: over {times} times its packed size][: merged cells that take over {merged} characters][: over {texts} different texts][: over {characters} characters of text][: over {memoryMb} MB of memory]; it was not read. Keep only the sheet, rows and columns that are to be imported.',
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
    'zh-CN': '无法判断金额列的单位。请指明是元、千元、万元、百万元还是亿元。',
    en: 'The unit of the amounts is unknown. Choose yuan, thousand yuan, ten thousand yuan, million yuan or a hundred million yuan.',
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
    'zh-CN': '合计行[（第 {row} 行）]未备案；合计[（{stated} 元）]与各行之和[（{sum} 元）]不一致，请核对。',
    en: 'The total[ in row {row}] was not filed; it differs from the sum of the rows[: {stated} yuan instead of {sum}]. Check them.',
  },
  COUNT_DIFFERS: {
    'zh-CN': '[第 {row} 行]写明的笔数[（{stated} 笔）]与读取的行数[（{count} 行）]不一致。请核对是否有遗漏或多余的行。',
    en: 'The stated number of loans[ in row {row}][, {stated},] differs from the number of rows[, {count}]. Check whether rows are missing or too many.',
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
};
