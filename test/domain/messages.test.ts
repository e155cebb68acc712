import { expect } from 'chai';
import { ERROR_CODES, FIELD_CODES, PROBLEM_CODES, SHOWN_FLAG_RULES } from '../../src/domain/messages/codes.ts';
import { fill } from '../../src/domain/messages/template.ts';
import { flagMessage, LANGUAGES, message } from '../../src/domain/messages/messages.ts';

const hasChinese = (text: string) => /\p{Script=Han}/u.test(text);
const PARAMS = {
  expected: '18',
  min: '2',
  max: '200',
  allowed: 'A, B',
  today: '2025-01-01',
  disbursedOn: '2025-01-01',
  months: '36',
  lastDueOn: '2025-01-01',
  lastDay: '2025-01-01',
  lpr: '3.00',
  basisPoints: '150',
  grade: 'A',
  registeredName: '株洲',
  day: '2025-01-01',
  seconds: '60',
  state: 'accepted',
  id: 'x',
};

describe('messages', () => {
  it('exist for every code in both languages, with and without params', () => {
    for (const params of [{}, PARAMS]) {
      for (const language of LANGUAGES) {
        const texts = [
          ...FIELD_CODES.map((code) => message(code, params, language)),
          ...SHOWN_FLAG_RULES.map((rule) => flagMessage(rule, params, language)),
          ...PROBLEM_CODES.flatMap((code) => Object.values(message(code, params, language))),
        ];
        for (const text of texts) {
          expect(text)
            .to.match(/\S/)
            .and.not.match(/[{}[\]]|undefined|\s{2}| [.,;，。]/);
          if (language === 'zh-CN') expect(hasChinese(text), text).to.equal(true);
          else expect(hasChinese(text.replace('株洲', '')), text).to.equal(false);
        }
      }
    }
  });

  it('cover errors and flags with one list of unique codes', () => {
    expect(new Set(FIELD_CODES)).to.deep.equal(new Set([...ERROR_CODES, ...SHOWN_FLAG_RULES]));
    expect(new Set(FIELD_CODES).size).to.equal(FIELD_CODES.length);
    expect(PROBLEM_CODES).to.have.length(21);
  });

  it('explain how to fix a number sent as an amount', () => {
    expect(message('NOT_A_STRING', {}, 'en')).to.contain('Send a string');
    expect(message('NOT_A_STRING', {}, 'zh-CN')).to.contain('字符串');
  });

  it('name the current state when it does not allow an action', () => {
    expect(message('STATE_CONFLICT', { state: 'voided' }, 'en').detail).to.contain('voided');
    expect(message('STATE_CONFLICT', { state: 'voided' }, 'zh-CN').detail)
      .to.contain('已作废')
      .and.contain('voided');
  });

  it('distinguish a broken limit that refuses from one that flags', () => {
    expect(message('AMOUNT_OVER_LIMIT', { max: '1.00' }, 'en')).to.contain('cannot be filed');
    expect(flagMessage('AMOUNT_OVER_LIMIT', { max: '1.00' }, 'en')).to.contain('review');
  });

  it('name the exceeded limit of a file, in the language of the reader', () => {
    for (const [params, zh, en] of [
      [{ rows: 9 }, '行', 'rows'],
      [{ parts: 9 }, '部件', 'parts'],
      [{ bytes: 9 }, '字节', 'bytes'],
      [{ times: 9 }, '倍', 'packed'],
      [{ memoryMb: 9 }, '内存', 'memory'],
      [{ merged: 9 }, '合并', 'merged'],
      [{ texts: 9 }, '不同文本', 'different texts'],
      [{ characters: 9 }, '字符', 'characters'],
    ] as const) {
      expect(message('FILE_TOO_COMPLEX', params, 'zh-CN'))
        .to.contain(zh)
        .and.contain('9')
        .and.not.match(/[a-z]{3}/);
      expect(message('FILE_TOO_COMPLEX', params, 'en'))
        .to.contain(en)
        .and.contain('9');
    }
  });

  it('insert values unchanged, even if they look like templates', () => {
    expect(fill('a[ {x}]', { x: '{y}[$&]', y: 'no' })).to.equal('a {y}[$&]');
    expect(fill('a[ {toString}]{constructor}', {})).to.equal('a');
  });
});
