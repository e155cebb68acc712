/**
 * One text for each import code (errors, questions, notices): what it means, and what to do. Those below are about cells
 * and rows, those about a file are in import-files.ts. Texts may be changed freely; a new code needs its text.
 */
import type { ImportCode } from '../sheet/import-codes.ts';
import { IMPORT_FILE_MESSAGES } from './import-files.ts';
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
  DAY_NOT_STATED: {
    'zh-CN': '只写到月份[（{value}）]，没有日。请填写完整日期，例如 2024-03-15。',
    en: 'A month[ ({value})] without its day. Write the whole date, like 2024-03-15.',
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
    'zh-CN':
      '金额单元格显示为[“{shown}”]，存储的数值是[ {stored}]，与列的单位对不上。请选择以哪个为准，或在单元格中连同单位填写，例如 300万元。',
    en: 'The amount is shown as[ “{shown}”] but stored as[ {stored}], which does not fit the unit of the column. Choose which one is meant, or write the amount with its unit, like 3,000,000 yuan.',
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
  ...IMPORT_FILE_MESSAGES,
};
