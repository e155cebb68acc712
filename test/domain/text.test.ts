import { expect } from 'chai';
import fc from 'fast-check';
import {
  cleanText,
  codePointLength,
  nameKey,
  numberKey,
  trimBlanks,
  withoutFinalZeros,
} from '../../src/domain/values/text.ts';

const anyText = fc.string({ unit: 'binary' });

describe('cleaning text', () => {
  it('trims every kind of white space', () => {
    expect(cleanText(' \t\u3000\u00a0\ufeff\u200b株洲 测试\u2003\r\n')).to.deep.equal({ ok: true, text: '株洲 测试' });
    expect(cleanText('\u3000 ')).to.deep.equal({ ok: true, text: '' });
  });

  it('trims exactly the white space of Unicode and the invisible characters of spreadsheets', () => {
    const blank = /^[\p{White_Space}\u180e\u200b\u2060\ufeff]$/u;
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code);
      const trimmed = trimBlanks(`${character}a${character}`);
      if (trimmed !== (blank.test(character) ? 'a' : `${character}a${character}`))
        expect.fail(`U+${code.toString(16)}: ${JSON.stringify(trimmed)}`);
    }
    const patterns = /^[\p{White_Space}\u180e\u200b\u2060\ufeff]+|[\p{White_Space}\u180e\u200b\u2060\ufeff]+$/gu;
    const blanks = fc.string({ unit: fc.constantFrom(' ', '\u3000', '\u200b', 'a', '株', '\n') });
    fc.assert(fc.property(blanks, (text) => trimBlanks(text) === text.replace(patterns, '')));
  });

  it('removes the zeros at an end alone', () => {
    for (const [text, without] of [
      ['100', '1'],
      ['0', ''],
      ['', ''],
      ['0.050', '0.05'],
      ['1.00x', '1.00x'],
    ])
      expect(withoutFinalZeros(text!)).to.equal(without);
  });

  it('refuses NUL, control characters and lone surrogates', () => {
    for (const text of [
      'a\0b',
      '\0',
      'a\u0007',
      'a\tb',
      'a\nb',
      'a\u0085b',
      '\u009f',
      '\u007f',
      '\ud800',
      'a\udc00b',
      '\udc00\ud800',
    ]) {
      expect(cleanText(text), JSON.stringify(text)).to.deep.equal({ ok: false });
    }
  });

  it('accepts characters beyond the basic plane and counts each once', () => {
    expect(cleanText('𠮷野家😀')).to.deep.equal({ ok: true, text: '𠮷野家😀' });
    expect(codePointLength('𠮷野家😀')).to.equal(4);
    expect(codePointLength('')).to.equal(0);
  });

  it('leaves clean text unchanged', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const cleaned = cleanText(text);
        if (cleaned.ok) expect(cleanText(cleaned.text)).to.deep.equal(cleaned);
      }),
    );
  });
});

describe('the key of a number', () => {
  it('ignores width, case and spaces', () => {
    const key = numberKey('JK-2024/001');
    for (const text of [
      'jk-2024/001',
      'ＪＫ－２０２４／００１',
      ' JK - 2024 / 001 ',
      'JK\u200b-2024\u2060/001\ufeff',
      'J\u00adK-2024/001\u3000',
    ]) {
      expect(numberKey(text), JSON.stringify(text)).to.equal(key);
    }
  });

  it('differs for different numbers', () => {
    expect(numberKey('JK-001')).to.not.equal(numberKey('JK001'));
    expect(numberKey('001')).to.not.equal(numberKey('01'));
  });

  it('is empty for text without visible characters', () => {
    for (const text of ['\u00ad', '\u3164', '\u200d\u2063']) expect(numberKey(text)).to.equal('');
  });

  it('of a key is the same key', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(numberKey(numberKey(text))).to.equal(numberKey(text));
        expect(nameKey(nameKey(text))).to.equal(nameKey(text));
      }),
      { numRuns: 1000 },
    );
    for (const text of ['ΐ', 'ǰ', 'ŉ', 'ß', 'ﬁ', 'ͅ', 'e\u200d\u0301'])
      expect(numberKey(numberKey(text))).to.equal(numberKey(text));
  });
});

describe('the key of a name', () => {
  it('unifies brackets, width and case', () => {
    const key = nameKey('株洲测试科技(集团)ABC有限公司');
    for (const text of [
      '株洲测试科技（集团）ABC有限公司',
      '株洲测试科技〔集团〕abc有限公司',
      '株洲测试科技【集团】ＡＢＣ 有限公司',
      '株洲测试科技［集团］ABC有限公司',
    ]) {
      expect(nameKey(text)).to.equal(key);
    }
    expect(nameKey('株洲测试科技有限公司')).to.not.equal(nameKey('株洲测试科技股份有限公司'));
  });
});
