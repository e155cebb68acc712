import { expect } from 'chai';
import { kindOfText } from '../../src/domain/firm/qualification-kind.ts';
import fc from 'fast-check';
import { amountOfCell, sumOfCell } from '../../src/domain/sheet/cell-amount.ts';
import { rateOfCell } from '../../src/domain/sheet/cell-rate.ts';
import { dayOfCell, dayOfSerial, swapDayAndMonth } from '../../src/domain/sheet/cell-date.ts';
import { numberOfCell, usccOfCell } from '../../src/domain/sheet/cell-identifier.ts';
import { gradeOfCell, guaranteeOfCell, textOfCell, yesNoOfCell } from '../../src/domain/sheet/cell-words.ts';
import { squeeze, type CellValue, type ReadCell } from '../../src/domain/sheet/cell.ts';
import { addDays } from '../../src/domain/values/day.ts';
import { formatAmount, MAX_AMOUNT_FEN } from '../../src/domain/values/money.ts';
import { formatRate } from '../../src/domain/values/rate.ts';
import { unitOfLineText } from '../../src/domain/sheet/amount-units.ts';
import { headingKey, unitOfText } from '../../src/domain/sheet/headings.ts';
import { composeUscc } from '../../src/domain/firm/uscc.ts';
import { usccsNearby } from '../../src/domain/firm/uscc-repair.ts';
import { decimalText, timesHundred } from '../../src/sheets/decimal-text.ts';

const cell = (text: string, kind: ReadCell['kind'] = 'text'): ReadCell => ({ text, kind });
const valueOf = <T>(value: CellValue<T>): T | string => (value.ok ? value.value : value.code);
const wide = (text: string): string =>
  text.replace(/[!-~]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) + 0xfee0));
const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
/** Fen in units of 10^places fen, without trailing zeros. */
function inUnit(fen: bigint, places: number): string {
  const digits = fen.toString().padStart(places + 1, '0');
  const decimals = digits.slice(-places).replace(/0+$/, '');
  return digits.slice(0, -places) + (decimals === '' ? '' : `.${decimals}`);
}
const fen = fc.bigInt({ min: 1n, max: MAX_AMOUNT_FEN });
const day = fc.integer({ min: 0, max: 45_000 }).map((days) => addDays('1950-01-01', days));
const anything = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[0-9.,%万亿元年月日\-/eE+ ]{0,20}$/),
);

describe('cells', () => {
  it('amounts are exact to the fen, whatever their unit, notation and width', () => {
    fc.assert(
      fc.property(
        // 300元 in a column of 万元 is asked about: see cell-amount.test.ts.
        fc.bigInt({ min: 1_000_000n, max: MAX_AMOUNT_FEN }),
        fc.constantFrom(['元', 2], ['万元', 6], ['万', 6], ['亿元', 10], ['百万', 8]),
        fc.boolean(),
        fc.boolean(),
        (amount, [word, places], full, commas) => {
          const [whole = '', decimals] = inUnit(amount, places as number).split('.');
          const text = `${commas ? grouped(whole) : whole}${decimals === undefined ? '' : `.${decimals}`}${word}`;
          for (const unit of ['yuan', 'wan', 'yi', null] as const)
            expect(valueOf(amountOfCell(cell(full ? wide(text) : text), unit)), text).to.equal(amount);
        },
      ),
    );
  });

  it('amounts without a unit have that of their column, or are doubtful, with the other unit as a suggestion', () => {
    fc.assert(
      fc.property(
        fen,
        fc.constantFrom(['yuan', 2] as const, ['wan', 6] as const, ['yi', 10] as const),
        (amount, [unit, places]) => {
          const read = amountOfCell(cell(inUnit(amount, places)), unit);
          if (read.ok) return void expect(read.value).to.equal(amount);
          expect(read.code).to.be.oneOf(['AMOUNT_UNIT_DOUBTFUL', 'TOO_LARGE']);
          // Less than 10,000 yuan in a column of a larger unit suggests no other one.
          if (read.repair === undefined) return void expect(unit !== 'yuan' && amount < 1_000_000n).to.equal(true);
          const again = amountOfCell(cell(read.repair.value), unit);
          expect(again.ok && again.value).to.equal(unit === 'yuan' ? amount * 10_000n : amount / 10_000n);
        },
      ),
    );
    expect(valueOf(amountOfCell(cell('300'), null))).to.equal('UNIT_UNKNOWN');
  });

  it('amounts that are invalid or not whole fen are refused and never rounded', () => {
    for (const [text, code] of Object.entries({
      '0.001元': 'TOO_MANY_DECIMALS',
      '0.0000001万': 'TOO_MANY_DECIMALS',
      '0': 'ZERO',
      '0.00万元': 'ZERO',
      '-5': 'NOT_AN_AMOUNT',
      '1e3': 'NOT_AN_AMOUNT',
      '1,00': 'NOT_AN_AMOUNT',
      五百余万: 'NOT_AN_AMOUNT',
      三百五: 'NOT_AN_AMOUNT',
      '9999999999999元': 'TOO_LARGE',
      '': 'NOT_AN_AMOUNT',
    })) {
      expect(valueOf(amountOfCell(cell(text), 'wan')), text).to.equal(code);
    }
    expect(sumOfCell(cell('999,999,999'), 'wan')).to.equal(999_999_999_000_000n);
    expect(sumOfCell(cell('见附件'), 'wan')).to.equal(null);
  });

  it('rates in per cent, with a sign and as a fraction are equal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 240_000 }), fc.boolean(), (rateE4, full) => {
        const text = formatRate(rateE4);
        for (const form of [text, `${text}%`, ` ${text} ％`])
          expect(valueOf(rateOfCell(cell(full ? wide(form) : form)))).to.equal(rateE4);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 99_999 }), (rateE4) => {
        expect(valueOf(rateOfCell(cell(`0.${String(rateE4).padStart(6, '0')}`)))).to.equal(rateE4);
      }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 360_000 }),
        (rateE4) => void expect(valueOf(rateOfCell(cell(`年利率${formatRate(rateE4)}%`)))).to.equal(rateE4),
      ),
    );
    for (const [text, code] of Object.entries({
      '36.0001': 'TOO_LARGE',
      '4.35‰': 52_200,
      '-1': 'NOT_A_RATE',
      '4.35001': 'TOO_MANY_DECIMALS',
      '0.25': 'RATE_DOUBTFUL',
      四厘: 'NOT_A_RATE',
    }))
      expect(valueOf(rateOfCell(cell(text))), text).to.equal(code);
  });

  it('days are equal in every form, and as serials of both date systems', () => {
    fc.assert(
      fc.property(day, fc.boolean(), (wanted, full) => {
        const [y = '', m = '', d = ''] = wanted.split('-');
        const short = [y, String(Number(m)), String(Number(d))];
        const serial = Math.round((Date.parse(wanted) - Date.parse('1899-12-30')) / 86_400_000);
        for (const form of [
          wanted,
          short.join('.'),
          short.join('/'),
          y + m + d,
          `${short[0]}年${short[1]}月${short[2]}日`,
          `${wanted} 23:59:59`,
          `${short.join('-')} 0:00`,
        ])
          expect(valueOf(dayOfCell(cell(full ? wide(form) : form), false)), form).to.equal(wanted);
        expect(dayOfSerial(String(serial), false)).to.equal(wanted);
        expect(dayOfSerial(`${serial - 1462}.75`, true)).to.equal(wanted);
        const swapped = swapDayAndMonth(wanted);
        if (swapped !== null) expect(swapDayAndMonth(swapped)).to.equal(wanted);
      }),
    );
    for (const [text, code] of Object.entries({
      '2026-02-30': 'NOT_A_DATE',
      '3/4/2026': 'AMBIGUOUS_DATE',
      '13/4/2026': '2026-04-13',
      '4/4/2026': '2026-04-04',
      '2026-13-05': 'NOT_A_DATE',
      今天: 'NOT_A_DATE',
      '60': 'NOT_A_DATE',
      '2024-12-31T16:00:00Z': '2025-01-01',
    }))
      expect(valueOf(dayOfCell(cell(text), false)), text).to.equal(code);
    expect(dayOfSerial('60', false)).to.equal(null);
  });

  it('booleans, grades and guarantees are recognised in any width and case, and nothing else is', () => {
    for (const [words, answer] of [
      ['是 有 √ ✓ Y yes TRUE 1', true],
      ['否 无 × N no FALSE 0', false],
    ] as const) {
      for (const word of words.split(' '))
        for (const form of [word, wide(word), ` ${word.toLowerCase()} `])
          expect(valueOf(yesNoOfCell(cell(form), 'renewal')), form).to.equal(answer);
    }
    for (const grade of ['A', 'b', 'Ｃ级', 'D类'])
      expect(valueOf(gradeOfCell(cell(grade)))).to.equal(squeeze(grade).charAt(0).toUpperCase());
    expect([
      valueOf(gradeOfCell(cell('F'))),
      valueOf(yesNoOfCell(cell('/'), 'firstLoan')),
      valueOf(guaranteeOfCell(cell('抵押'))),
    ]).to.deep.equal(['UNKNOWN_WORD', 'NOT_YES_OR_NO', 'GUARANTEE_OUTSIDE']);
    expect([valueOf(guaranteeOfCell(cell('纯信用'))), valueOf(guaranteeOfCell(cell('信用+保证')))]).to.deep.equal([
      'credit',
      'guaranteed_credit',
    ]);
    const kind = (code: string, name_zh: string, short_zh: string, ...headings: string[]) => ({
      code,
      name_zh,
      name_en: code.replace('_', ' '),
      short_zh,
      short_en: code,
      headings,
    });
    const kinds = [
      kind('high_tech', '高新技术企业', '高企', '高企'),
      kind('specialised', '专精特新中小企业', '专精特新', '专精特新'),
      kind('tech_sme', '科技型中小企业', '科小', '科小'),
      kind('little_giant', '小巨人企业', '小巨人', '专精特新小巨人', '--'),
    ];
    const named: [string, string | null][] = [
      ['高新技术企业', 'high_tech'],
      ['株洲市高企名单', 'high_tech'],
      ['科 小', 'tech_sme'],
      ['Tech-SME', 'tech_sme'],
      // Nobody enters a heading for it, and our own template offers the name.
      ['小巨人企业', 'little_giant'],
      ['省级专精特新企业名单', 'specialised'],
      ['专精特新小巨人名单', 'little_giant'],
      ['高企、科小名单', null],
      ['其他', null],
    ];
    for (const [text, code] of named) expect(kindOfText(text, kinds), text).to.equal(code);
  });

  it('codes are read as typed, refused as numbers, and suggested after one typing error', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 17 }), (number, at) => {
        const code = composeUscc('91430200', String(number).padStart(8, '0'));
        for (const form of [code, code.toLowerCase(), wide(code), ` ${code.slice(0, 8)}-${code.slice(8)} `])
          expect(valueOf(usccOfCell(cell(form)))).to.equal(code);
        expect(valueOf(usccOfCell(cell(code, 'number')))).to.equal('CODE_AS_NUMBER');
        const slip = code.slice(0, at) + (code.charAt(at) === '7' ? '4' : '7') + code.slice(at + 1);
        expect(usccsNearby(slip)).to.include(code);
      }),
    );
    for (const text of ['9.1430E+17', '9.14302e17', '9.143020000000003E+17'])
      expect(valueOf(usccOfCell(cell(text)))).to.equal('CODE_AS_NUMBER');
    expect(valueOf(numberOfCell(cell('2.0240305E+19'), 64))).to.equal('CODE_AS_NUMBER');
    expect(valueOf(numberOfCell(cell('20240305000123456789'), 64))).to.equal('20240305000123456789');
  });

  it('a code with O and I for 0 and 1 suggests the one with digits', () => {
    expect(usccsNearby('9I43O2OOOOOOOOO27W')).to.deep.equal(['91430200000000027W']);
    expect(usccsNearby('9I43O2OOOOOOOOO28W')).to.deep.equal([]);
    expect(usccsNearby('914302SS000000027W')).to.deep.equal([]);
  });

  it('any cell is read or refused with a code; nothing throws, and a value has its type', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom('text', 'number', 'date', 'percent', 'yesNo'), (text, kind) => {
        const one = cell(text, kind as ReadCell['kind']);
        for (const unit of ['yuan', 'wan', 'yi', null] as const) {
          const amount = amountOfCell(one, unit);
          if (amount.ok)
            expect(
              amount.value > 0n && amount.value <= MAX_AMOUNT_FEN && formatAmount(amount.value).length > 3,
            ).to.equal(true);
        }
        const rate = rateOfCell(one);
        if (rate.ok) expect(rate.value).to.be.within(0, 360_000);
        const on = dayOfCell(one, text.length % 2 === 0);
        if (on.ok) expect(on.value).to.match(/^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$/);
        for (const read of [
          yesNoOfCell(one, 'firstLoan'),
          numberOfCell(one, 64),
          gradeOfCell(one),
          guaranteeOfCell(one),
          usccOfCell(one),
          textOfCell(one, { min: 1, max: 64 }),
        ])
          expect(read.ok || read.code.length > 0).to.equal(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('units are recognised in headings and lines, and headings in any width', () => {
    for (const [text, unit] of [
      ['贷款金额(万元)', 'wan'],
      ['金额（元）', 'yuan'],
      ['金额(亿元)', 'yi'],
      ['Amount (yuan)', 'yuan'],
      ['金额', null],
    ] as const)
      expect(unitOfText(text), text).to.equal(unit);
    for (const [text, unit] of [
      ['单位：万元', 'wan'],
      ['金额单位:人民币元', 'yuan'],
      ['（单位：亿元）', 'yi'],
      ['某单位', null],
    ] as const)
      expect(unitOfLineText(text)?.unit ?? null, text).to.equal(unit);
    expect(headingKey('贷款金额（万元）')).to.equal(headingKey(' 贷款金额 (万元)'));
  });

  it('numbers of workbooks lose only binary rounding errors', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999, max: 999_999_999 }),
        fc.integer({ min: 0, max: 6 }),
        (digits, places) => {
          const plain = decimalText(String(Number(`${digits}e-${places}`)))!;
          expect(Number(plain)).to.equal(Number(`${digits}e-${places}`));
          expect(Number(timesHundred(plain))).to.equal(Number(`${digits}e${2 - places}`));
        },
      ),
    );
    expect([
      decimalText('4.3499999999999997E-2'),
      decimalText('2.9999999999999999E+2'),
      decimalText('x'),
      decimalText(''),
    ]).to.deep.equal(['0.0435', '300', null, null]);
  });
});
