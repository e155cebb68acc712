import { expect } from 'chai';
import { statedIn } from '../../src/domain/sheet/stated-totals.ts';

describe('what a line states about the loans of a table', () => {
  for (const [line, count, yuan] of [
    ['2026年3月备案表（共 3 笔，９００万元）', 3, '9000000'],
    ['本次报送贷款3笔、合计金额900万元', 3, '9000000'],
    ['合计笔数：12', 12, null],
    ['笔数 3 金额(万元) 900', 3, null],
    ['以上共3条', 3, null],
    ['总额：1,234,567.89元', null, '1234567.89'],
    ['1月2笔，2月3笔，共5笔', 5, null],
    ['注：单笔金额不超过1000万元，每户最多2笔', null, null],
    ['本年累计备案1200笔，35亿元', null, null],
    ['2026年3月放款300万元，合计600万元', null, null],
    ['填报单位：某某银行', null, null],
    ['注：根据备案管理办法第12条填报', null, null],
    ['备案贷款为1000万元（含）以内', null, null],
    ['知识价值信用贷款备案额度500万元', null, null],
  ] as const)
    it(`${line}: ${count ?? 'no'} loans, ${yuan ?? 'no sum'}`, () => {
      const fen = yuan === null ? null : BigInt(Math.round(Number(yuan) * 100));
      expect(statedIn(line)).to.deep.equal({ count, fen });
    });
});
