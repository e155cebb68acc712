/** Texts of the page of public holidays, in both languages. */
const zh = {
  title: '节假日',
  lead: '法定节假日放假和调休上班的安排，用于按工作日计算备案期限。须按国务院办公厅每年公布的通知补充下一年度。',
  add: '登记节假日',
  edit: (date: string) => `修改 ${date} 起的安排`,
  date: '首日',
  dateExists: '该首日已登记，请在列表中修改。',
  to: '末日',
  toHint: '含当日；只有一天的可留空',
  kind: '安排',
  kinds: { off: '放假', working: '调休上班' },
  name: '名称',
  nameHint: '例如 春节、国庆节调休',
  source: '依据',
  sourceHint: '文号，例如 国办发明电〔2025〕7号',
  checkedUntil: '已登记至',
  checkedHint: '已登记截至该日的全部安排',
  checkedSave: '更新日期',
  checkedOld: (day: string) => `安排只登记至 ${day}，早于今天：此后到期的备案期限无法核对，列为疑点。`,
};

const en: typeof zh = {
  title: 'Holidays',
  lead: 'Days off of public holidays, and weekend days that are worked instead, by which a filing deadline in working days is counted. Enter the next year when its notice is out.',
  add: 'Add a holiday',
  edit: (date) => `Change the days from ${date}`,
  date: 'First day',
  dateExists: 'Days from this day on are entered already. Change them in the list.',
  to: 'Last day',
  toHint: 'inclusive; empty for a single day',
  kind: 'Kind',
  kinds: { off: 'off', working: 'worked instead' },
  name: 'Name',
  nameHint: 'for example 春节',
  source: 'Document',
  sourceHint: 'for example 国办发明电〔2025〕7号',
  checkedUntil: 'Entered until',
  checkedHint: 'everything up to that day is entered',
  checkedSave: 'Update the day',
  checkedOld: (day) =>
    `Entered until ${day}, which is in the past: deadlines that end later cannot be checked, and filings are flagged.`,
};

export const holidayTexts = { 'zh-CN': zh, en };
