import { expect } from 'chai';
import { amountOfCell, isDoubtful } from '../../src/domain/sheet/cell-amount.ts';
import type { CellValue, ReadCell } from '../../src/domain/sheet/cell.ts';
import type { AmountUnit } from '../../src/domain/sheet/import-words.ts';

const text = (value: string): ReadCell => ({ text: value, kind: 'text' });
const number = (value: string, shown?: string, format?: string): ReadCell => ({
  text: value,
  kind: 'number',
  ...(shown === undefined ? {} : { shown }),
  ...(format === undefined ? {} : { format }),
});
/** Yuan, a code, or the values of the options. */
const read = (value: CellValue<bigint>): string =>
  value.ok
    ? (value.value / 100n).toString()
    : 'ask' in value
      ? `asks ${value.ask.options.map((option) => option.value).join(' ')}`
      : value.code;
const answered = (value: CellValue<bigint>, answer: string): string => {
  if (value.ok || !('ask' in value)) throw new Error('it was not asked');
  return read(value.answer(answer));
};

describe('amounts in cells', () => {
  it('have any of the known units, of the column or their own', () => {
    for (const [unit, cell] of [
      ['yuan', '3000000'],
      ['thousand', '3000'],
      ['wan', '300'],
      ['million', '3'],
      ['yi', '0.03'],
      ['wan', '3,000千元'],
      ['yuan', '3百万元'],
      ['thousand', '300万'],
      ['wan', 'RMB 3,000,000元'],
      ['wan', '3,000,000 yuan'],
      [null, '300萬圓'],
      [null, '300W'],
      ['yuan', '300（万元）'],
      ['wan', '3,000仟元'],
      ['wan', '人民币：300万元整'],
      ['wan', '300.'],
    ] as const)
      expect(read(amountOfCell(text(cell), unit)), `${cell} ${unit}`).to.equal('3000000');
  });

  it('may be written in Chinese numerals, beside the figures or alone', () => {
    for (const [cell, yuan] of [
      ['人民币伍拾万元整', '500000'],
      ['人民币（大写）叁佰万圆整', '3000000'],
      ['壹佰贰拾叁万肆仟伍佰陆拾柒元', '1234567'],
      ['五百万', '5000000'],
      ['壹亿贰仟万元', '120000000'],
      ['三百零五', '3050000'],
      ['叁佰万元整（￥3,000,000.00）', '3000000'],
      ['300万元（大写：叁佰万元整）', '3000000'],
    ] as const)
      expect(read(amountOfCell(text(cell), 'wan')), cell).to.equal(yuan);
    const withFen = amountOfCell(text('壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分'), null);
    expect(withFen).to.deep.equal({ ok: true, value: 123456789n });
    for (const cell of [
      '三百五',
      '叁佰万元整（￥2,000,000.00）',
      '五百余万',
      '300（其中 200）',
      '万元',
      '三十至五十万',
    ])
      expect(read(amountOfCell(text(cell), 'wan')), cell).to.equal('NOT_AN_AMOUNT');
  });

  it('of a few hundred yuan by their own unit are asked about in a column of larger ones', () => {
    const small = amountOfCell(text('300元'), 'wan');
    expect(read(small)).to.equal('asks column yuan');
    expect([answered(small, 'column'), answered(small, 'yuan')]).to.deep.equal(['3000000', '300']);
    expect(read(amountOfCell(text('0.08万元'), 'wan'))).to.equal('800');
    expect(read(amountOfCell(text('20000元'), 'wan'))).to.equal('20000');
  });

  it('are refused in another currency', () => {
    for (const cell of ['$500,000', '500000美元', 'USD 500,000', 'US$500000', '€3', '50万港币', 'HKD100', '300 万日元'])
      expect(read(amountOfCell(text(cell), 'wan')), cell).to.equal('CURRENCY_OTHER');
    expect(read(amountOfCell(number('500000', '$500,000.00', '"$"#,##0.00'), 'yuan'))).to.equal('CURRENCY_OTHER');
  });

  it('are doubtful below 10,000 yuan in any unit, unless the cell has its unit', () => {
    for (const [unit, cell] of [
      ['yuan', '1000'],
      ['yuan', '9999.99'],
      ['thousand', '5'],
      ['wan', '0.5'],
      ['million', '0.001'],
      ['yi', '0.00005'],
    ] as const) {
      const value = amountOfCell(text(cell), unit);
      expect(read(value), cell).to.equal('AMOUNT_UNIT_DOUBTFUL');
    }
    const doubt = amountOfCell(number('1000'), 'yuan');
    expect(!doubt.ok && doubt.repair).to.deep.equal({ value: '1000万元', why: 'UNIT' });
    expect(read(amountOfCell(text('1000元'), 'yuan'))).to.equal('1000');
    expect(read(amountOfCell(text('10000'), 'yuan'))).to.equal('10000');
    expect(isDoubtful(999_999n, 'wan')).to.equal(true);
  });

  it('are doubtful from a billion yuan on in units larger than the yuan, with the smaller unit as a suggestion', () => {
    const repair = (cell: string, unit: AmountUnit) => {
      const value = amountOfCell(text(cell), unit);
      return value.ok ? null : (value.repair?.value ?? null);
    };
    expect(repair('3000000', 'thousand')).to.equal('3000000元');
    expect(repair('3000000', 'wan')).to.equal('3000000元');
    expect(repair('3000', 'million')).to.equal('3000元');
  });

  it('are asked about when their number format shows another amount than they hold', () => {
    const scaled = amountOfCell(number('3000000', '3,000', '#,##0,'), 'thousand');
    expect(read(scaled)).to.equal('asks shown column yuan');
    expect([answered(scaled, 'shown'), answered(scaled, 'column'), answered(scaled, 'yuan')]).to.deep.equal([
      '3000000',
      '3000000000',
      '3000000',
    ]);
    const wan = amountOfCell(number('300', '300万元', '0"万元"'), 'yuan');
    expect(read(wan)).to.equal('asks shown column yuan');
    expect(answered(wan, 'shown')).to.equal('3000000');
    const sign = amountOfCell(number('3000000', '¥3,000,000.00', '"¥"#,##0.00'), 'wan');
    expect(read(sign)).to.equal('asks shown column yuan');
    expect(answered(sign, 'shown')).to.equal('3000000');
    const typed = amountOfCell(text('¥300'), 'wan');
    expect(read(typed)).to.equal('asks column yuan');
    expect(answered(typed, 'column')).to.equal('3000000');
    expect(read(amountOfCell(number('3000000', '300.0', '0!.0,'), 'wan'))).to.match(/^asks/);
  });

  it('are read at once when the format shows what they hold', () => {
    expect(read(amountOfCell(number('300', '300万元', '0"万元"'), 'wan'))).to.equal('3000000');
    expect(read(amountOfCell(number('345.67', '345.7万元', '0.0"万元"'), 'wan'))).to.equal('3456700');
    expect(read(amountOfCell(number('300', '300万元', '0"万元"'), null))).to.equal('3000000');
    expect(read(amountOfCell(number('3000000', '¥3,000,000.00', '"¥"#,##0.00'), 'yuan'))).to.equal('3000000');
    expect(read(amountOfCell(number('300', undefined, '#,##0.00'), 'wan'))).to.equal('3000000');
    expect(read(amountOfCell(number('3000000', '3,000,000元', '#,##0"元"'), 'yuan'))).to.equal('3000000');
    expect(read(amountOfCell(number('300', '0300', '0000'), 'wan'))).to.equal('3000000');
  });
});
