import { expect } from 'chai';
import fc from 'fast-check';
import { formatAmount, MAX_AMOUNT_FEN, parseAmount } from '../../src/domain/values/money.ts';
import { formatRate, MAX_RATE_E4, parseRate } from '../../src/domain/values/rate.ts';

const NOT_STRINGS = [3_000_000, 0, null, undefined, true, ['1.00'], { fen: 1 }, 1n];
const BAD_FORMS = [
  '',
  ' ',
  '.',
  '1.',
  '.5',
  '007.00',
  '00',
  '-1',
  '+1',
  '1e5',
  '1E5',
  '1,000.00',
  '１00',
  '100元',
  '500万',
  ' 1',
  '1 ',
  '1\n',
  '0x10',
  'NaN',
  'Infinity',
  '1.2.3',
  '1_000',
  '一百',
];

describe('an amount', () => {
  it('is parsed to the fen', () => {
    expect(parseAmount('3000000.00')).to.deep.equal({ ok: true, fen: 300_000_000n });
    expect(parseAmount('3000000')).to.deep.equal({ ok: true, fen: 300_000_000n });
    expect(parseAmount('0.5')).to.deep.equal({ ok: true, fen: 50n });
    expect(parseAmount('0.01')).to.deep.equal({ ok: true, fen: 1n });
    expect(parseAmount('9999999999.99')).to.deep.equal({ ok: true, fen: MAX_AMOUNT_FEN });
  });

  it('must be a string', () => {
    for (const value of NOT_STRINGS) expect(parseAmount(value)).to.deep.equal({ ok: false, code: 'NOT_A_STRING' });
  });

  it('has exactly one form', () => {
    for (const value of BAD_FORMS)
      expect(parseAmount(value), JSON.stringify(value)).to.deep.equal({ ok: false, code: 'FORMAT' });
  });

  it('is refused with a third decimal, even a zero', () => {
    for (const value of ['1.234', '1.000', '0.000'])
      expect(parseAmount(value)).to.deep.equal({ ok: false, code: 'TOO_MANY_DECIMALS' });
  });

  it('is greater than zero and at most the maximum', () => {
    for (const value of ['0', '0.0', '0.00']) expect(parseAmount(value)).to.deep.equal({ ok: false, code: 'ZERO' });
    for (const value of ['10000000000', '10000000000.00', '9'.repeat(200_000)]) {
      expect(parseAmount(value)).to.deep.equal({ ok: false, code: 'TOO_LARGE' });
    }
  });

  it('is unchanged after formatting and parsing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: MAX_AMOUNT_FEN }), (fen) => {
        const text = formatAmount(fen);
        expect(text).to.match(/^[0-9]+\.[0-9]{2}$/);
        expect(parseAmount(text)).to.deep.equal({ ok: true, fen });
      }),
    );
  });

  it('is formatted with two decimals, also for sums and differences', () => {
    expect(formatAmount(300_000_000n)).to.equal('3000000.00');
    expect(formatAmount(0n)).to.equal('0.00');
    expect(formatAmount(-5n)).to.equal('-0.05');
    expect(formatAmount(-12_345n)).to.equal('-123.45');
    expect(formatAmount(10n ** 30n)).to.equal(`1${'0'.repeat(28)}.00`);
  });

  it('is accepted or refused without an exception, for any text', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseAmount(value).ok).to.be.a('boolean');
        expect(parseRate(value).ok).to.be.a('boolean');
      }),
    );
  });
});

describe('a rate', () => {
  it('is parsed to the ten-thousandth of a per cent', () => {
    expect(parseRate('3.45')).to.deep.equal({ ok: true, rateE4: 34_500 });
    expect(parseRate('3.4567')).to.deep.equal({ ok: true, rateE4: 34_567 });
    expect(parseRate('0')).to.deep.equal({ ok: true, rateE4: 0 });
    expect(parseRate('36.0000')).to.deep.equal({ ok: true, rateE4: MAX_RATE_E4 });
  });

  it('is refused if it is invalid', () => {
    for (const value of NOT_STRINGS) expect(parseRate(value)).to.deep.equal({ ok: false, code: 'NOT_A_STRING' });
    for (const value of [...BAD_FORMS, '4.35%']) expect(parseRate(value)).to.deep.equal({ ok: false, code: 'FORMAT' });
    expect(parseRate('3.45678')).to.deep.equal({ ok: false, code: 'TOO_MANY_DECIMALS' });
    for (const value of ['36.0001', '37', '100', '9'.repeat(1000)]) {
      expect(parseRate(value)).to.deep.equal({ ok: false, code: 'TOO_LARGE' });
    }
  });

  it('is formatted with two to four decimals', () => {
    const written = [
      [34_500, '3.45'],
      [34_567, '3.4567'],
      [34_560, '3.456'],
      [40_000, '4.00'],
      [0, '0.00'],
      [1, '0.0001'],
      [5_000, '0.50'],
      [-1_500, '-0.15'],
    ] as const;
    for (const [rateE4, text] of written) expect(formatRate(rateE4)).to.equal(text);
    expect(() => formatRate(0.5)).to.throw(RangeError);
  });

  it('is unchanged after formatting and parsing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_RATE_E4 }), (rateE4) => {
        expect(parseRate(formatRate(rateE4))).to.deep.equal({ ok: true, rateE4 });
      }),
    );
  });
});
