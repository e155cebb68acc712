import { expect } from 'chai';
import {
  currencyOfTitle,
  unitOfHeading,
  unitOfLineText,
  unitOfSheetName,
  unitOfUnitCell,
} from '../../src/domain/sheet/amount-units.ts';

/** The unit, another currency, `?` for an unclear unit, or null. */
const brief = (found: ReturnType<typeof unitOfHeading>): string | null =>
  found === null ? null : (found.currency ?? found.unit ?? '?');

describe('units of amounts', () => {
  it('are recognised in headings, in Chinese and English', () => {
    for (const [heading, unit] of [
      ['贷款金额(元)', 'yuan'],
      ['贷款金额（人民币元）', 'yuan'],
      ['贷款金额（RMB）', 'yuan'],
      ['Amount (CNY)', 'yuan'],
      ['Amount (yuan)', 'yuan'],
      ['金额元', 'yuan'],
      ['贷款金额(千元)', 'thousand'],
      ['贷款金额（人民币千元）', 'thousand'],
      ['贷款金额(仟元)', 'thousand'],
      ["Amount (RMB'000)", 'thousand'],
      ["Loan amount RMB'000", 'thousand'],
      ['Amount (RMB’000)', 'thousand'],
      ['Amount (in thousands of yuan)', 'thousand'],
      ['Amount in thousands of yuan', 'thousand'],
      ['Amount (thousand RMB)', 'thousand'],
      ['Amount (K yuan)', 'thousand'],
      ['贷款金额(万元)', 'wan'],
      ['贷款金额（单位：万元）', 'wan'],
      ['贷款金额（人民币，万元）', 'wan'],
      ['贷款金额（万元人民币）', 'wan'],
      ['贷款金额万元', 'wan'],
      ['贷款金额：万元', 'wan'],
      ['贷款金额（万）', 'wan'],
      ['Amount (10,000 yuan)', 'wan'],
      ['Amount (RMB 10,000)', 'wan'],
      ['Amount (ten thousand yuan)', 'wan'],
      ['贷款金额(百万元)', 'million'],
      ['贷款金额（百万人民币）', 'million'],
      ['Amount (CNY million)', 'million'],
      ['Amount (RMB mn)', 'million'],
      ['Loan amount, RMB million', 'million'],
      ['Amount_CNY_million', 'million'],
      ['贷款金额(亿元)', 'yi'],
      ['Amount (hundred million yuan)', 'yi'],
      ['Amount (100 million yuan)', 'yi'],
      ['贷款金额{万元}', 'wan'],
      ['贷款金额《万元》', 'wan'],
      ['放款金额（折人民币万元）', 'wan'],
      ['贷款金额（单位：“万元”）', 'wan'],
      ['贷款金额(千万元)', '?'],
      ['贷款金额(十万元)', '?'],
      ['贷款金额（元/万元）', '?'],
      ['贷款金额元（万元）', '?'],
      ['Amount (billion yuan)', '?'],
      ['贷款金额', null],
      ['贷款金额（人民币）', null],
      ['贷款金额（不含利息）', null],
      ['天元区合作银行贷款', null],
      ['Loan amount', null],
      ['Taiwanese loans', null],
      ['贷款金额(美元)', '美元'],
      ['贷款金额（万美元）', '美元'],
      ['贷款金额美元', '美元'],
      ['Amount (USD)', 'USD'],
      ['Amount (usd)', 'usd'],
      ['Loan amount in US$', 'US$'],
      ['金额（$）', '$'],
      ['贷款金额（欧元）', '欧元'],
      ['Amount (€ million)', '€'],
      ['贷款金额(万港币)', '港币'],
      ['Amount (HKD 10,000)', 'HKD'],
      ['金额（日元）', '日元'],
      ['Amount JPY', 'JPY'],
    ] as const)
      expect(brief(unitOfHeading(heading)), heading).to.equal(unit);
  });

  it('are recognised in lines above and below a table', () => {
    for (const [line, unit] of [
      ['单位：元', 'yuan'],
      ['单位：千元', 'thousand'],
      ['金额单位：人民币万元', 'wan'],
      ['（单位：百万元）', 'million'],
      ['单位:亿元、%', 'yi'],
      ['单位：户、笔、万元', 'wan'],
      ['编制单位：某某银行  单位：万元', 'wan'],
      ['单位 （万元）', 'wan'],
      ['单位： 万元', 'wan'],
      ['本表金额单位为千元', 'thousand'],
      ['以万元为单位', 'wan'],
      ['注：金额单位：元', 'yuan'],
      ['（万元）', 'wan'],
      ['人民币万元', 'wan'],
      ["Unit: RMB'000", 'thousand'],
      ['(in RMB million)', 'million'],
      ['Amounts in thousands of yuan', 'thousand'],
      ['Unit: 10,000 yuan', 'wan'],
      ['币种：人民币  单位：元', 'yuan'],
      ['币种：RMB  单位：万元', 'wan'],
      ['Currency: CNY; Unit: 10,000', 'wan'],
      ['注：1.本表金额单位均为万元，利率为年化利率', 'wan'],
      ['注：以上金额均为万元', 'wan'],
      ['说明：贷款金额单位为“万元”', 'wan'],
      ['单位：万元（外币折人民币）', 'wan'],
      ['单位：人民币（元）', 'yuan'],
      ['单位∶万元', 'wan'],
      ['2026年知识价值信用贷款明细表（元）', 'yuan'],
      ['币种：CNY', null],
      ['币种：人民币', null],
      ['授信总额（亿元）：5', null],
      ['合计金额：1000', null],
      ['放款汇总表(1000)', null],
      ['金额为10000', null],
      ['金额：千元', 'thousand'],
      ['币别：USD', 'USD'],
      ['单位：万美元', '美元'],
      ['币种：美元', '美元'],
      ['Currency: USD', 'USD'],
      ['(USD)', 'USD'],
      ['单位：元/万元', '?'],
      ['单位：十万元', '?'],
      ['某单位', null],
      ['填报单位：某某银行天元支行', null],
      ['2026 年贷款备案表', null],
      ['United in 2024', null],
      ['外币业务部填报', null],
      ['以知识价值信用贷款支持企业', null],
    ] as const)
      expect(brief(unitOfLineText(line)), line).to.equal(unit);
  });

  it('are recognised in names of sheets and in cells of a column of units', () => {
    for (const [name, unit] of [
      ['放款明细(万元)', 'wan'],
      ['万元', 'wan'],
      ['2026年（单位：元）', 'yuan'],
      ['Loans (USD)', 'USD'],
      ['Sheet1', null],
      ['天元支行', null],
      ['放款(2)', null],
      ['放款(1000)', null],
      ['Sheet1 (K)', null],
    ] as const)
      expect(brief(unitOfSheetName(name)), name).to.equal(unit);
    expect(['万元', '元', '人民币千元', '百万', '十万元', '某支行', ''].map(unitOfUnitCell)).to.deep.equal([
      'wan',
      'yuan',
      'thousand',
      'million',
      null,
      undefined,
      undefined,
    ]);
  });

  it('of other currencies are recognised in titles about loans in them', () => {
    const titles = ['2026年美元贷款明细表', '港币放款统计', '外币流贷清单'];
    expect(titles.map(currencyOfTitle)).to.deep.equal(['美元', '港币', '外币']);
    const others = ['本外币贷款明细表', '人民币贷款', '2026年知识价值信用贷款备案表', '天元支行贷款', '美元兑换业务'];
    expect(others.map(currencyOfTitle)).to.deep.equal(others.map(() => null));
    expect(unitOfHeading('贷款金额（本外币，万元）')).to.deep.equal({ unit: 'wan', currency: null });
  });
});
