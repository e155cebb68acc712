import { expect } from 'chai';
import { rateOfCell } from '../../src/domain/sheet/cell-rate.ts';
import { rateUnitOf, rateUnitOfHeading, rateUnitOfLine } from '../../src/domain/sheet/rate-units.ts';
import type { CellValue } from '../../src/domain/sheet/cell.ts';

const LPR = { oneYearE4: 30_000, fiveYearE4: 35_000 };
const reading = (heading: string, text: string, kind: 'text' | 'number' | 'percent' = 'text') =>
  rateOfCell({ text, kind }, rateUnitOfHeading(heading), () => LPR);
/** Per cent, a code, or the question. */
const brief = (value: CellValue<number>): string | number =>
  value.ok ? value.value / 10_000 : 'ask' in value ? `asks ${value.ask.code}` : value.code;
const answered = (value: CellValue<number>, answer: string): string | number => {
  if (value.ok || !('ask' in value)) throw new Error('it was not asked');
  return brief(value.answer(answer));
};

describe('rates in cells', () => {
  it('are those of a year in per cent, whatever period and notation the heading names', () => {
    for (const [heading, text, rate] of [
      ['年利率(%)', '4.35', 4.35],
      ['年利率(%)', '0.0435', 4.35],
      ['年利率(%)', '4.35%', 4.35],
      ['年利率', '4.35', 4.35],
      ['利率', '4.35%', 4.35],
      ['利率(‰)', '3.625', 4.35],
      ['月利率(‰)', '3.625', 4.35],
      ['月利率（千分之）', '3.625', 4.35],
      ['利率(‰)', '43.5', 4.35],
      ['年利率(‰)', '43.5', 4.35],
      ['月利率(%)', '0.3625', 4.35],
      ['月利率', '0.3625', 4.35],
      ['月利率', '3.625', 4.35],
      ['月利率', '0.3625%', 4.35],
      ['月利率(%)', '0.003625', 4.35],
      ['利率', '3.625‰', 4.35],
      ['利率', '月息3.625‰', 4.35],
      ['利率', '3.625‰/月', 4.35],
      ['利率', '年化4.35%', 4.35],
      ['利率', '4.35%/年', 4.35],
      ['月利率(‰)', '3.5417', 4.25],
      ['Monthly rate (%)', '0.3625', 4.35],
      ['利率（月‰）', '3.625', 4.35],
      ['年利率(%)', '年化利率4.35%', 4.35],
      ['年利率(%)', '固定利率4.35%', 4.35],
      ['年利率(%)', '4.35%（固定）', 4.35],
      ['年利率(%)', '4.35% per annum', 4.35],
      ['年利率(%)', '百分之4.35', 4.35],
      ['年利率(%)', '4.35%(LPR+135BP)', 4.35],
      ['年利率(%)', 'LPR+135BP（4.35%）', 4.35],
      ['年利率(%)', '4.35（LPR+135BP）', 4.35],
      ['年利率(%)', '月利率3.625‰', 4.35],
      ['年利率(%)', '月息3.625厘', 4.35],
      ['年利率(%)', '年息4.35厘', 4.35],
      ['利率', '月千分之3.625', 4.35],
      ['月利率（厘）', '3.625', 4.35],
      ['年利率（厘）', '4.35', 4.35],
      ['年利率(%)', '年利率0.3625%', 0.3625],
      ['年利率(%)', '34.5', 34.5],
      ['年利率(%)', '0.36', 0.36],
      ['利率', '34.5%', 34.5],
      ['年利率(%)', '0', 0],
    ] as const)
      expect(brief(reading(heading, text)), `${heading} ${text}`).to.equal(rate);
    expect(brief(reading('月利率', '0.3625%', 'percent'))).to.equal(4.35);
  });

  it('are asked about when more than one reading is usual, and never taken as they stand', () => {
    const both = reading('利率(‰)', '12');
    expect(brief(both)).to.equal('asks RATE_UNIT_UNKNOWN');
    expect([answered(both, 'month.permille'), answered(both, 'year.permille')]).to.deep.equal([14.4, 1.2]);
    const daily = reading('日利率(‱)', '1.2');
    expect(brief(daily)).to.equal('asks RATE_UNIT_UNKNOWN');
    expect([answered(daily, 'day360.permyriad'), answered(daily, 'day365.permyriad')]).to.deep.equal([4.32, 4.38]);
    for (const [heading, text] of [
      ['年利率(‰)', '3.625'],
      ['年利率', '3.625‰'],
      ['日利率', '0.012%'],
      ['月利率(%)', '4.35'],
      ['月利率', '1.5'],
    ] as const)
      expect(brief(reading(heading, text)), `${heading} ${text}`).to.equal('asks RATE_UNIT_UNKNOWN');
    expect(brief(reading('年利率(%)', '3.625‰'))).to.equal('NOT_A_RATE');
  });

  it('that are unusual in per cent a year, or in 厘, are asked about', () => {
    for (const [heading, text] of [
      ['利率(%)', '0.3625'],
      ['年利率', '0.95'],
      ['利率(%)', '34.5'],
      ['年利率(%)', '0.0029'],
      ['利率', '0.3625%'],
      ['利率（厘）', '3.625'],
      ['利率', '3.625厘'],
      ['年利率(%)', '3.625厘'],
    ] as const)
      expect(brief(reading(heading, text)), `${heading} ${text}`).to.equal('asks RATE_UNIT_UNKNOWN');
    const monthly = reading('年利率', '0.3625');
    expect(['year.percent', 'month.percent'].map((answer) => answered(monthly, answer))).to.deep.equal([0.3625, 4.35]);
    const perMille = reading('利率(%)', '34.5');
    expect(answered(perMille, 'year.permille')).to.equal(3.45);
    expect(brief(reading('年利率(%)', '3.45%-3.65%'))).to.equal('NOT_A_RATE');
  });

  it('have the unit of a line where their heading names none', () => {
    const below = (line: string, text: string, heading = '利率') =>
      brief(
        rateOfCell({ text, kind: 'text' }, rateUnitOf(rateUnitOfHeading(heading), rateUnitOfLine(line)), () => LPR),
      );
    for (const [line, text] of [
      ['单位：万元、‰', '3.625'],
      ['（单位：万元，‰）', '3.625'],
      ['注：利率为月利率', '3.625'],
      ['注：利率均为月利率（‰）', '3.625'],
      ['单位：万元、%', '4.35'],
      ['2026年贷款明细表（单位：万元、%）', '4.35'],
      ['本表利率为年化利率', '4.35'],
      ['单位：万元', '4.35'],
    ] as const)
      expect(below(line, text), line).to.equal(4.35);
    expect(below('单位：万元、‰', '4.35', '年利率(%)')).to.equal(4.35);
    for (const line of [
      '单位：%、‰',
      '2026年贷款备案表',
      '月利率和日利率',
      '注：执行利率按LPR加点确定',
      '逾期罚息按日利率万分之五计收',
      '贷款利率不得超过LPR上浮50BP',
    ])
      expect(rateUnitOfLine(line), line).to.equal(null);
    expect(rateUnitOfLine('注：利率为加点（BP）')).to.deep.equal({ period: null, scale: 'points' });
  });

  it('have the unit that their number format shows', () => {
    const shown = (text: string, as: string, heading = '利率') =>
      rateOfCell({ text, kind: 'number', shown: as }, rateUnitOfHeading(heading), () => LPR);
    expect(brief(shown('3.625', '3.6‰'))).to.equal(4.35);
    expect(brief(shown('30', 'LPR+30BP', '年利率(%)'))).to.equal('asks RATE_OVER_LPR');
    expect(brief(shown('30', '30BP'))).to.equal('asks RATE_OVER_LPR');
    expect(brief(shown('4.35', '4.35%', '年利率(%)'))).to.equal(4.35);
    expect(brief(shown('4.35', '04.35'))).to.equal(4.35);
  });

  it('in points over the LPR are converted by the LPR that is named, or that is chosen', () => {
    const points = reading('利率(BP)', '30', 'number');
    expect(brief(points)).to.equal('asks RATE_OVER_LPR');
    expect(['oneYear', 'fiveYear', 'none'].map((answer) => answered(points, answer))).to.deep.equal([
      3.3,
      3.8,
      'RATE_IN_POINTS',
    ]);
    for (const [heading, text, wanted] of [
      ['利率', '1年期LPR+30BP', 3.3],
      ['年利率(%)', '一年期LPR加30个基点', 3.3],
      ['利率', '5年期以上LPR-20BP', 3.3],
      ['利率', '1Y LPR+30BP', 3.3],
      ['利率', 'LPR(5Y)+30BP', 3.8],
      ['利率', '一年期LPR加点30BP', 3.3],
      ['利率', 'LPR+30BP', 'asks RATE_OVER_LPR'],
      ['利率', '30BP', 'asks RATE_OVER_LPR'],
      ['利率', '30（BP）', 'RATE_IN_POINTS'],
      ['LPR加点（基点）', '30', 'asks RATE_OVER_LPR'],
      ['利率（BP）', '4.35%', 4.35],
      ['利率', 'LPR', 'RATE_IN_POINTS'],
      ['利率', 'LPR+0.3%', 'RATE_IN_POINTS'],
      ['利率(BP)', '随行就市', 'RATE_IN_POINTS'],
    ] as const)
      expect(brief(reading(heading, text)), `${heading} ${text}`).to.equal(wanted);
    expect(brief(rateOfCell({ text: '30', kind: 'number' }, rateUnitOfHeading('利率(bp)')))).to.equal('RATE_IN_POINTS');
  });
});
