import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  daysBetween,
  parseDay,
  parseMonthDay,
  shanghaiDay,
  shanghaiYear,
  yearOf,
} from '../../src/domain/values/day.ts';

const MS_PER_DAY = 86_400_000;
const utcDay = (dayNumber: number) => new Date(dayNumber * MS_PER_DAY).toISOString().slice(0, 10);
const dayNumber = fc.integer({ min: Date.UTC(1900, 0, 1) / MS_PER_DAY, max: Date.UTC(2999, 11, 31) / MS_PER_DAY });

const monthOf = (day: string): number => Number(day.slice(5, 7));

describe('a day', () => {
  it('is valid in one form only', () => {
    for (const day of ['2024-02-29', '2000-02-29', '1900-01-01', '2999-12-31']) expect(parseDay(day)).to.equal(day);
    for (const value of [
      '2023-02-29',
      '1900-02-29',
      '2024-13-01',
      '2024-00-10',
      '2024-04-31',
      '2024-01-00',
      '2024-1-5',
      '20240105',
      '2024/01/05',
      '2024-01-05T00:00:00Z',
      ' 2024-01-05',
      '2024-01-05\n',
      '２024-01-05',
      '1899-12-31',
      '3000-01-01',
      '0000-01-01',
      '',
      null,
      20240105,
      new Date(0),
      ['2024-01-05'],
    ]) {
      expect(parseDay(value), String(value)).to.equal(null);
    }
  });

  it('follows the proleptic Gregorian calendar of the platform', () => {
    fc.assert(
      fc.property(dayNumber, dayNumber, (a, b) => {
        expect(parseDay(utcDay(a))).to.equal(utcDay(a));
        expect(addDays(utcDay(a), b - a)).to.equal(utcDay(b));
        expect(daysBetween(utcDay(a), utcDay(b))).to.equal(b - a);
      }),
    );
  });

  it('moves by months, clamped to the end of the month', () => {
    const moved = [
      ['2024-02-29', 36, '2027-02-28'],
      ['2024-03-15', 36, '2027-03-15'],
      ['2024-01-31', 1, '2024-02-29'],
      ['2023-01-31', 1, '2023-02-28'],
      ['2024-12-31', 2, '2025-02-28'],
      ['2024-01-15', -1, '2023-12-15'],
      ['2024-03-31', -1, '2024-02-29'],
      ['2024-08-31', 3, '2024-11-30'],
      ['2024-02-29', 48, '2028-02-29'],
      ['2024-05-05', 0, '2024-05-05'],
    ] as const;
    for (const [day, months, expected] of moved)
      expect(addMonths(day, months), `${day} + ${months}`).to.equal(expected);
  });

  it('has the same day of the month unless the month is too short', () => {
    fc.assert(
      fc.property(dayNumber, fc.integer({ min: 0, max: 600 }), (number, months) => {
        const day = utcDay(number);
        const moved = addMonths(day, months);
        expect(yearOf(moved) * 12 + monthOf(moved)).to.equal(yearOf(day) * 12 + monthOf(day) + months);
        const wasClamped = moved.slice(8) !== day.slice(8);
        if (wasClamped) expect(monthOf(addDays(moved, 1))).to.not.equal(monthOf(moved));
      }),
    );
  });

  it('of an instant is the day in Shanghai', () => {
    expect(shanghaiDay(new Date('2024-12-31T15:59:59.999Z'))).to.equal('2024-12-31');
    expect(shanghaiDay(new Date('2024-12-31T16:00:00Z'))).to.equal('2025-01-01');
    expect(shanghaiYear(new Date('2024-12-31T16:00:00Z'))).to.equal(2025);
    expect(shanghaiDay(new Date('1969-12-31T16:00:00Z'))).to.equal('1970-01-01');
    expect(() => shanghaiDay(new Date(Number.NaN))).to.throw(RangeError);
  });

  it('of an instant equals that of the time zone database after the last summer time', () => {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1992-01-01T00:00:00Z'), max: new Date('2200-01-01T00:00:00Z'), noInvalidDate: true }),
        (instant) => {
          expect(shanghaiDay(instant)).to.equal(format.format(instant));
        },
      ),
    );
  });

  it('throws for invalid arithmetic', () => {
    expect(() => addMonths('2024-1-5', 1)).to.throw(RangeError);
    expect(() => addMonths('2024-01-05', 0.5)).to.throw(RangeError);
    expect(() => addDays('2024-01-05', Number.NaN)).to.throw(RangeError);
    expect(() => addMonths('2999-01-05', 12 * 9000)).to.throw(RangeError);
  });
});

describe('a day of any year', () => {
  it('is parsed, including 29 February', () => {
    for (const text of ['01-01', '02-29', '12-31']) expect(parseMonthDay(text)).to.equal(text);
    for (const value of ['02-30', '13-01', '00-01', '1-1', '0101', '01-01\n', '', null, 101])
      expect(parseMonthDay(value)).to.equal(null);
  });
});
