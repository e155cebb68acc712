import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import fc from 'fast-check';
import { addMonths as ours } from '../../src/domain/values/day.ts';
import { formatAmount } from '../../src/domain/values/money.ts';
import { addMonths, parseDay } from '../../src/web/shared/days.ts';
import {
  amountOf,
  fenOf,
  formatGrowth,
  formatWan,
  amountInWords,
  formatYuan,
  formatQuotient,
  parseAmount,
  amountInput,
} from '../../src/web/shared/money.ts';

const anyFen = fc.bigInt({ min: 1n, max: 999_999_999_999n });

describe('amounts in the console', () => {
  it('writes amounts in words as on a cheque', () => {
    const examples: [string, string][] = [
      ['3000000.00', '人民币叁佰万元整'],
      ['1680.32', '人民币壹仟陆佰捌拾元叁角贰分'],
      ['107000.53', '人民币壹拾万柒仟元伍角叁分'],
      ['16409.02', '人民币壹万陆仟肆佰零玖元零贰分'],
      ['325.04', '人民币叁佰贰拾伍元零肆分'],
      ['10000000.00', '人民币壹仟万元整'],
      ['1000500.00', '人民币壹佰万零伍佰元整'],
      ['100000001.00', '人民币壹亿零壹元整'],
      ['0.05', '人民币伍分'],
      ['0.50', '人民币伍角整'],
      ['9999999999.99', '人民币玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
      ['1010101010.10', '人民币壹拾亿壹仟零壹拾万壹仟零壹拾元壹角整'],
      ['5000001000.00', '人民币伍拾亿零壹仟元整'],
      ['2005.00', '人民币贰仟零伍元整'],
      ['20000.00', '人民币贰万元整'],
    ];
    for (const [amount, words] of examples)
      expect([amount, amountInWords(fenOf(amount))]).to.deep.equal([amount, words]);
  });

  it('writes every amount in words that can be read back', () => {
    const value = (words: string): bigint => {
      const [, whole = '', small = ''] = /^人民币(?:(.*)元)?零?(.*?)整?$/.exec(words)!;
      const group = (text: string): bigint =>
        [...text.matchAll(/([壹贰叁肆伍陆柒捌玖])([仟佰拾]?)/g)].reduce(
          (sum, [, digit, place]) =>
            sum + BigInt('零壹贰叁肆伍陆柒捌玖'.indexOf(digit!)) * ({ 仟: 1000n, 佰: 100n, 拾: 10n }[place!] ?? 1n),
          0n,
        );
      const [, yi = '', wan = '', rest = ''] = /^(?:(.*)亿)?(?:(.*)万)?(.*)$/.exec(whole)!;
      const [, jiao = '', cent = ''] = /^(?:(.)角)?(?:(.)分)?$/.exec(small)!;
      return (group(yi) * 100_000_000n + group(wan) * 10_000n + group(rest)) * 100n + group(jiao) * 10n + group(cent);
    };
    fc.assert(
      fc.property(anyFen, (fen) => value(amountInWords(fen)) === fen),
      { numRuns: 2000 },
    );
  });

  it('parses typed amounts in 元 and 万元 exactly', () => {
    expect(parseAmount('300', 'wan')).to.deep.equal({ ok: true, fen: 300_000_000n });
    expect(parseAmount('３００．５', 'wan')).to.deep.equal({ ok: true, fen: 300_500_000n });
    expect(parseAmount('0.000001', 'wan')).to.deep.equal({ ok: true, fen: 1n });
    expect(parseAmount('3,000,000.50', 'yuan')).to.deep.equal({ ok: true, fen: 300_000_050n });
    expect(parseAmount('9999999999.99', 'yuan')).to.deep.equal({ ok: true, fen: 999_999_999_999n });
    for (const [text, unit, fault] of [
      ['', 'yuan', 'form'],
      ['1e3', 'yuan', 'form'],
      ['-5', 'yuan', 'form'],
      ['500万', 'wan', 'form'],
      ['1.005', 'yuan', 'decimals'],
      ['0.0000001', 'wan', 'decimals'],
      ['0.00', 'yuan', 'zero'],
      ['10000000000', 'yuan', 'large'],
      ['9'.repeat(400), 'wan', 'large'],
    ] as const) {
      expect([text, parseAmount(text, unit)]).to.deep.equal([text, { ok: false, fault }]);
    }
    fc.assert(
      fc.property(anyFen, fc.constantFrom('yuan' as const, 'wan' as const), (fen, unit) => {
        const read = parseAmount(amountInput(fen, unit), unit);
        return read.ok && read.fen === fen;
      }),
    );
  });

  it('formats amounts as the service does', () => {
    fc.assert(fc.property(anyFen, (fen) => amountOf(fen) === formatAmount(fen) && fenOf(formatAmount(-fen)) === -fen));
  });

  it('rounds once, half up', async () => {
    const inYi = (amount: string): string => formatQuotient(fenOf(amount), 10n ** 10n, 2);
    expect([
      formatYuan('1234567.80'),
      formatWan('1234567.80'),
      formatWan('49.99'),
      formatWan('50.00'),
      inYi('1900000000.00'),
      inYi('-499999.99'),
      inYi('-500000.00'),
    ]).to.deep.equal(['1,234,567.80', '123.46', '0.00', '0.01', '19.00', '0.00', '-0.01']);
    // Imported dynamically: it uses browser types, which are not part of the type check of tests.
    const { roundAmount } = (await import(pathToFileURL('src/web/records/amounts.ts').href)) as {
      roundAmount(amount: string, language: string): { unit: string };
    };
    expect(['99999999.99', '100000000.00'].map((amount) => roundAmount(amount, 'zh-CN').unit)).to.deep.equal([
      '万元',
      '亿元',
    ]);
    expect([
      formatGrowth(150n, 100n),
      formatGrowth(100n, 150n),
      formatGrowth(1n, 0n),
      formatGrowth(0n, 5n),
      formatGrowth(10000n, 10001n),
    ]).to.deep.equal(['+50.0%', '−33.3%', null, '−100.0%', '+0.0%']);
  });
});

describe('days in the console', () => {
  it('parses the usual notations and rejects everything else', () => {
    for (const text of [
      '2026-03-15',
      '2026.3.15',
      '2026/3/15',
      '2026年3月15日',
      '20260315',
      '３-１５',
      '3.15',
      '0315',
      '3月15日',
      ' 2026 - 3 - 15 ',
    ])
      expect([text, parseDay(text, '2026-06-15')]).to.deep.equal([text, '2026-03-15']);
    for (const text of ['', '2026-02-29', '2026-13-01', '99999999', '1899-12-31', '15', 'x', '2026-3', '20260315 1'])
      expect([text, parseDay(text, '2026-06-15')]).to.deep.equal([text, null]);
  });

  it('adds months as the service does', () => {
    const day = fc
      .tuple(fc.integer({ min: 1900, max: 2900 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
      .map(
        ([year, month, dayOfMonth]) =>
          `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`,
      );
    fc.assert(
      fc.property(
        fc.oneof(day, fc.constantFrom('2024-02-29', '2023-01-31')),
        fc.integer({ min: 0, max: 36 }),
        (from, months) => addMonths(from, months) === ours(from, months),
      ),
    );
  });
});
