import { expect } from 'chai';
import { amountWords, growthPercent, statement } from '../../src/domain/totals/statement.ts';

const yuan = (text: string): bigint => BigInt(text.replace('.', ''));

describe('the sentence of a year', () => {
  it('says an amount that is exceeded, and a round one as it is', () => {
    for (const [amount, words] of [
      ['1934567890.12', '超过19亿元（19.35亿元）'],
      ['1900000000.00', '19亿元'],
      ['1900000000.01', '超过19亿元（19.0000000001亿元）'],
      ['1999600000.00', '超过19亿元（19.996亿元）'],
      ['100000000.00', '1亿元'],
      ['99999999.99', '超过9999万元（9999.999999万元）'],
      ['5004900.00', '超过500万元（500.49万元）'],
      ['9999.99', '9999.99元'],
      ['0.00', '0.00元'],
    ] as const)
      expect(amountWords(yuan(amount), 'zh-CN'), amount).to.equal(words);
    expect(amountWords(yuan('1934567890.12'), 'en')).to.equal('more than 1934 million yuan (1934.57 million yuan)');
  });

  it('rounds growth half up, and states none over zero', () => {
    for (const [now, before, percent] of [
      ['1934567890.12', '1500000000.00', '29.0'],
      ['1000.00', '2000.00', '-50.0'],
      ['1000.50', '1000.00', '0.1'],
      ['1000.49', '1000.00', '0.0'],
      ['1.00', '0.00', null],
    ] as const)
      expect(growthPercent(yuan(now), yuan(before)), `${now} after ${before}`).to.equal(percent);
  });

  it('has no clause on growth when the year before was zero', () => {
    const year = { year: 2024, filings: 1210, firms: 830, amount: yuan('1934567890.12') };
    expect(statement(year, yuan('1500000000.00'), 'zh-CN')).to.equal(
      '2024年当年累计备案科技型企业知识价值信用贷款超过19亿元（19.35亿元），共1210笔，惠及企业830家，同比增长29.0%。',
    );
    expect(statement(year, 0n, 'zh-CN')).to.match(/惠及企业830家。$/);
    expect(statement(year, yuan('2000000000.00'), 'zh-CN')).to.include('同比下降3.3%');
    expect(statement(year, year.amount, 'zh-CN')).to.include('与上年同期持平');
    expect(statement({ ...year, filings: 1, firms: 1 }, 0n, 'en')).to.include('1 filing of 1 firm.');
  });

  it('says so when nothing was filed', () => {
    const none = { year: 2021, filings: 0, firms: 0, amount: 0n };
    expect(statement(none, 100n, 'zh-CN')).to.equal('2021年当年没有备案的科技型企业知识价值信用贷款。');
    expect(statement(none, 0n, 'en')).to.equal('In 2021, no knowledge-value credit loan was filed.');
  });
});
