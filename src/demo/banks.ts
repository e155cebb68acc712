/** A bank of the demonstration with its one officer. The banks are real, the officers are invented. */
export interface DemoBank {
  readonly code: string;
  readonly name: string;
  /** Share of the firms that are its customers, relative to other banks. */
  readonly weight: number;
  readonly login: string;
  readonly officer: string;
  /** First digits of its branch numbers. */
  readonly branchPrefix: string;
  /** Formats a contract number. */
  readonly contract: (year: string, serial: string) => string;
}

const bank = (
  code: string,
  name: string,
  weight: number,
  officer: string,
  branchPrefix: string,
  contract: DemoBank['contract'],
  login = `officer-${code.toLowerCase()}`,
): DemoBank => ({ code, name: `${name}株洲分行`, weight, officer, branchPrefix, contract, login });

export const BANKS: readonly DemoBank[] = [
  bank(
    'ICBC',
    '工商银行',
    17,
    '贺听澜',
    '102',
    (year, serial) => `0190300${serial}-${year}年(株洲)字${serial}号`,
    'officer',
  ),
  bank('CCB', '建设银行', 16, '易知微', '105', (year, serial) => `HTZ430620000LDZJ${year}N${serial}`, 'officer2'),
  bank('ABC', '农业银行', 11, '宁远舟', '103', (year, serial) => `4301012${year}${serial}`),
  bank('BOC', '中国银行', 13, '谭望舒', '104', (year, serial) => `${year}年株中银知借字${serial}号`),
  bank('BOCOM', '交通银行', 8, '凌疏影', '301', (year, serial) => `Z${year}LN${serial}`),
  bank('PSBC', '邮储银行', 7, '文景行', '403', (year, serial) => `43${year}知贷${serial}`),
  bank('CMB', '招商银行', 6, '袁归鸿', '308', (year, serial) => `731HT${year}${serial}`),
  bank('CITIC', '中信银行', 4, '向晚晴', '302', (year, serial) => `(${year})株银贷字第${serial}号`),
  bank('CEB', '光大银行', 4, '龙在田', '303', (year, serial) => `KJ${year}-${serial}`),
  bank('SPDB', '浦发银行', 4, '颜如初', '310', (year, serial) => `5806${year}28${serial}`),
  bank('HNB', '湖南银行', 9, '晏清和', '313', (year, serial) => `华银株知贷字(${year})年第(${serial})号`),
  bank('BCS', '长沙银行', 7, '柳溪亭', '313', (year, serial) => `CS-ZZ-${year}-${serial}`),
];
