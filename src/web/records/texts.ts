/** Texts of lists, forms and exports, in both languages. They may be changed freely. */
import { formatCount } from '../shared/money.ts';

/** Texts of tables, filters, figures and exports. */
const zh = {
  all: '全部',
  yes: '是',
  no: '否',
  previous: '上一页',
  next: '下一页',
  page: (page: number) => `第 ${page} 页`,
  showing: (from: number, to: number, total?: number) =>
    total === undefined
      ? `第 ${formatCount(from)}–${formatCount(to)} 条`
      : `第 ${formatCount(from)}–${formatCount(to)} 条，共 ${formatCount(total)} 条`,
  filters: '筛选',
  moreFilters: '更多筛选',
  clearFilters: '清除筛选',
  apply: '查询',
  noMatches: '没有符合条件的记录',
  noMatchesHint: '请放宽或清除筛选条件。',
  reason: '原因',
  reasonHint: '将记入操作日志，并告知贷款银行。',
  reasonForTrail: '将记入操作日志。',
  reasonNeeded: '请填写原因。',
  required: '请填写此项。',
  connectionLost: '网络中断，不确定是否已提交。内容仍在本页，请重试：系统按版本识别，不会重复操作。',
  stale: '他人刚刚更改了此记录，本次操作未生效。以下已更新为最新内容，您填写的内容仍保留，请核对后再提交。',
  definition: '口径',
  definitionOf: (what: string) => `“${what}”的口径`,
  copyExact: (what: string) => `复制“${what}”的精确值`,
  csv: '导出 CSV',
  xlsx: '导出 Excel',
  exporting: '正在导出，请留意浏览器的下载。',
  exportRefused: '未能导出',
  edit: '修改',
  saved: '已保存',
  notSet: '未设置',
  unlimited: '长期',
  validity: '有效期',
  version: (version: number) => `第 ${version} 版`,
  trailOf: '查看操作日志',
  code: '代码',
  name: '名称',
};

const en: typeof zh = {
  all: 'All',
  yes: 'Yes',
  no: 'No',
  previous: 'Previous',
  next: 'Next',
  page: (page) => `Page ${page}`,
  showing: (from, to, total) =>
    total === undefined
      ? `${formatCount(from)}–${formatCount(to)}`
      : `${formatCount(from)}–${formatCount(to)} of ${formatCount(total)}`,
  filters: 'Filters',
  moreFilters: 'More filters',
  clearFilters: 'Clear filters',
  apply: 'Show',
  noMatches: 'No records match the filters',
  noMatchesHint: 'Relax or clear the filters.',
  reason: 'Reason',
  reasonHint: 'Recorded in the audit trail and shown to the bank.',
  reasonForTrail: 'Recorded in the audit trail.',
  reasonNeeded: 'Enter a reason.',
  required: 'This field is required.',
  connectionLost:
    'The connection was lost while sending, so it is not known whether the change arrived. Your input is still here: try again. Versions are compared, so nothing is done twice.',
  stale:
    'Somebody else has just changed this record, so your change was not made. The record below is up to date and your input is still here: check it before you send it again.',
  definition: 'Definition',
  definitionOf: (what) => `Definition of “${what}”`,
  copyExact: (what) => `Copy the exact figure of “${what}”`,
  csv: 'Export CSV',
  xlsx: 'Export Excel',
  exporting: 'Exporting. See the downloads of your browser.',
  exportRefused: 'Not exported',
  edit: 'Change',
  saved: 'Saved',
  notSet: 'Not set',
  unlimited: 'no end date',
  validity: 'Validity',
  version: (version) => `Version ${version}`,
  trailOf: 'Audit trail',
  code: 'Code',
  name: 'Name',
};

export const recordTexts = { 'zh-CN': zh, en };
