import { expect } from 'chai';
import { dayOfCell } from '../../src/domain/sheet/cell-date.ts';
import { issueDayInTitle, validityOfCell } from '../../src/domain/sheet/cell-validity.ts';

const day = (text: string): string => {
  const value = dayOfCell({ text, kind: 'text' }, false);
  return value.ok ? value.value : value.code;
};
const validity = (text: string) => {
  const value = validityOfCell({ text, kind: 'text' }, false);
  return value.ok ? value.value : value.code;
};

describe('days and periods in cells', () => {
  it('may have a weekday, a time as databases write it, other dashes, or numerals', () => {
    for (const text of [
      '2026年3月15日星期日',
      '2026/3/15 周日',
      '2026-03-15 上午 10:30',
      '2026-03-15 下午3:30',
      '20260315103015',
      '20260315 10:30:15',
      '2026-03-15-10.30.15.123456',
      '2026–03–15',
      '2026−3−15',
      '2026.3.15.',
      '二〇二六年三月十五日',
      '二○二六年三月十五号',
    ])
      expect(day(text), text).to.equal('2026-03-15');
    for (const text of ['26-03-15', '3/15/26', '113年3月15日', '二〇二六年十三月一日', '2026-03-15至2027-03-15'])
      expect(day(text), text).to.equal('NOT_A_DATE');
    for (const text of ['2026年3月', '2026-03', '2026.3', '202603']) expect(day(text), text).to.equal('DAY_NOT_STATED');
  });

  it('a period may have a label, times of day, brackets, or the same twice', () => {
    for (const text of [
      '有效期：2024-12-01至2027-11-30',
      '有效期自2024年12月1日至2027年11月30日止',
      '2024-12-01 00:00:00 至 2027-11-30 00:00:00',
      '2024-12-01,2027-11-30',
      '2024-12-01\n2027-11-30',
      '2024.12.01——2027.11.30',
      '（2024-12-01至2027-11-30）',
      '三年（2024-12-01至2027-11-30）',
    ])
      expect(validity(text), text).to.deep.equal({ from: '2024-12-01', to: '2027-11-30' });
    for (const text of ['三年', '有效期限：叁年', '自发证之日起3年内有效', '三十六个月'])
      expect(validity(text), text).to.deep.equal({ months: 36 });
    for (const text of ['2027-11-30止', '有效期至2027-11-30', '截至2027年11月30日'])
      expect(validity(text), text).to.deep.equal({ to: '2027-11-30' });
    for (const text of ['长期', '2024-2027', '2024年12月至2027年11月', '36', '三三年', '有效'])
      expect(validity(text), text).to.equal('NOT_A_DATE');
  });

  it('the day of issue may stand before or behind its word in the text above a list', () => {
    for (const text of [
      '发证日期统一为2024年12月1日',
      '2024年12月1日颁发的高新技术企业证书',
      '证书签发日期：2024-12-01',
      '发证日期：二〇二四年十二月一日',
    ])
      expect(issueDayInTitle(text), text).to.equal('2024-12-01');
    for (const text of ['（2024年12月1日）', '发证日期：2024年12月1日、2024年12月5日发证', '认定时间：2024年12月'])
      expect(issueDayInTitle(text), text).to.equal(null);
  });
});
