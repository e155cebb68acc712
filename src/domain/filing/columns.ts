/** The columns of a bank's sheet of loans, as banks call them: what is exported is what can be imported. */
import type { Language } from '../messages/messages.ts';

type Words = Readonly<Record<Language, string>>;
const words = (zh: string, en: string): Words => ({ 'zh-CN': zh, en });

export const FILING_TITLES = {
  serial: words('序号', 'No.'),
  firmName: words('企业名称', 'firm name'),
  uscc: words('统一社会信用代码', 'unified social credit code'),
  region: words('县市区（园区）', 'region'),
  highTechNo: words('高企证书编号', 'high-tech certificate no.'),
  techSmeNo: words('入库登记编号', 'technology SME no.'),
  knowledgeGrade: words('知识价值等级', 'knowledge grade'),
  bank: words('贷款银行', 'bank'),
  branch: words('经办支行', 'branch'),
  contractNo: words('合同编号', 'contract no.'),
  receiptNo: words('借据号', 'receipt no.'),
  amount: words('贷款金额(万元)', 'amount (10,000 yuan)'),
  annualRate: words('年利率(%)', 'annual rate (%)'),
  disbursedOn: words('放款日期', 'disbursed on'),
  dueOn: words('到期日期', 'due on'),
  guarantee: words('担保方式', 'guarantee'),
  firstLoan: words('是否首贷', 'first loan'),
  renewal: words('是否续贷', 'renewal'),
  renewalOf: words('原备案编号', 'renewal of'),
  remarks: words('备注', 'remarks'),
} as const;
export type FilingColumn = keyof typeof FILING_TITLES;

export const GUARANTEE_WORDS = {
  credit: words('信用贷款', 'credit'),
  guaranteed_credit: words('信用担保贷款', 'guaranteed credit'),
} as const;
/** The four parts into which the two kinds of qualification divide filings and firms. */
export const PART_WORDS = {
  both: words('高企且科小', 'both'),
  highTechOnly: words('仅高企', 'high-tech only'),
  techSmeOnly: words('仅科小', 'technology SME only'),
  neither: words('其他科技型企业', 'neither'),
} as const;
export const YES_NO = { yes: words('是', 'yes'), no: words('否', 'no') } as const;

/** Fen → 万元 as an exact decimal with two to six places. */
export function formatWan(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(7, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6).replace(/0{1,4}$/, '')}`;
}
