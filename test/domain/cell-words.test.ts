import { expect } from 'chai';
import { numberOfCell, singleNumberOfCell, usccOfCell } from '../../src/domain/sheet/cell-identifier.ts';
import { gradeOfCell, guaranteeOfCell, textOfCell, yesNoOfCell } from '../../src/domain/sheet/cell-words.ts';
import type { CellValue, ReadCell } from '../../src/domain/sheet/cell.ts';

const cell = (text: string, kind: ReadCell['kind'] = 'text', shown?: string): ReadCell => ({
  text,
  kind,
  ...(shown === undefined ? {} : { shown }),
});
const read = <T>(value: CellValue<T>): T | string =>
  value.ok ? value.value : 'ask' in value ? `asks ${value.ask.id}` : value.code;
/** The first meaning of each text. */
const all = <T>(texts: readonly string[], reader: (one: ReadCell) => CellValue<T>) =>
  Object.fromEntries(texts.map((text) => [text, read(reader(cell(text)))]));
const each = <T>(texts: readonly string[], wanted: T) => Object.fromEntries(texts.map((text) => [text, wanted]));

describe('words in cells', () => {
  it('guarantees are matched whole, and denials are not taken for what they deny', () => {
    const credit = [
      '信用',
      '纯信用',
      '无担保',
      '免担保',
      '信用（无抵押无担保）',
      '无抵押、无担保',
      '信用贷款',
      '信用贷',
      '无抵押贷款',
      '没有担保',
      'Credit',
    ];
    expect(all(credit, guaranteeOfCell)).to.deep.equal(each(credit, 'credit'));
    const guaranteed = ['信用担保贷款', '信用+保证', '担保公司担保', '政府性融资担保', '信用贷款（担保公司担保）'];
    expect(all(guaranteed, guaranteeOfCell)).to.deep.equal(each(guaranteed, 'guaranteed_credit'));
    const outside = [
      '抵押',
      '不动产抵押',
      '不动产抵押担保',
      '知识产权质押',
      '专利权质押贷款',
      '实控人保证',
      '个人连带责任保证',
      '信用+抵押',
      '信用（实际控制人保证）',
      '担保公司担保+房产抵押',
      '最高额抵押',
      '最高额专利权质押',
      '抵（质）押',
      '信用，追加实控人连带责任',
    ];
    expect(all(outside, guaranteeOfCell)).to.deep.equal(each(outside, 'GUARANTEE_OUTSIDE'));
  });

  it('a guarantee that is not listed is asked about, and the answer reads it', () => {
    const asked = guaranteeOfCell(cell(' 第三方保证 '));
    expect(read(asked)).to.equal('asks guarantee:第三方保证');
    if (asked.ok || !('ask' in asked)) throw new Error('it was not asked');
    expect(asked.ask).to.include({ code: 'WORD_UNKNOWN', remember: true });
    expect(asked.ask.options.map(({ value }) => value)).to.deep.equal(['credit', 'guaranteed_credit', 'none']);
    expect(read(asked.answer('guaranteed_credit'))).to.equal('guaranteed_credit');
    expect(read(asked.answer('none'))).to.equal('UNKNOWN_WORD');
    for (const word of ['担保', '保证', '非担保公司担保', '不属于信用', '无抵押担保'])
      expect(read(guaranteeOfCell(cell(word))), word).to.equal(`asks guarantee:${word}`);
  });

  it('yes and no depend on the question', () => {
    const answers = (word: string) => [
      read(yesNoOfCell(cell(word), 'firstLoan')),
      read(yesNoOfCell(cell(word), 'renewal')),
    ];
    expect(answers('续贷')).to.deep.equal([false, true]);
    expect(answers('首贷')).to.deep.equal([true, false]);
    expect(answers('无还本续贷')).to.deep.equal([false, true]);
    expect(answers('新增')).to.deep.equal(['NOT_YES_OR_NO', false]);
    expect(answers('展期')).to.deep.equal(['NOT_YES_OR_NO', 'NOT_YES_OR_NO']);
    expect(answers('也许')).to.deep.equal(['NOT_YES_OR_NO', 'NOT_YES_OR_NO']);
    expect(answers('同上')).to.deep.equal(['NOT_YES_OR_NO', 'NOT_YES_OR_NO']);
    expect(answers('非首贷户')[0]).to.equal(false);
    expect(answers('是（首贷）')[0]).to.equal(true);
    expect(answers('是（续贷）')[0]).to.equal('NOT_YES_OR_NO');
    expect([answers('☑是 □否')[0], answers('□是 ☑否')[0], answers('是√')[0]]).to.deep.equal([true, false, true]);
    expect(answers('□是 □否')[0]).to.equal('NOT_YES_OR_NO');
  });

  it('grades are one letter, not a part of a rating', () => {
    expect(all(['A', 'b级', 'Ｃ类', 'Grade D', 'E等级', '知识价值A级'], gradeOfCell)).to.deep.equal({
      A: 'A',
      b级: 'B',
      Ｃ类: 'C',
      'Grade D': 'D',
      E等级: 'E',
      知识价值A级: 'A',
    });
    const others = ['AA', 'AAA', 'A+', 'A级以下', '1级', 'F', '级A', '未评级'];
    expect(all(others, gradeOfCell)).to.deep.equal(each(others, 'UNKNOWN_WORD'));
  });

  it('placeholders are no numbers, codes or names', () => {
    const none = [
      '同上',
      '待补',
      '无',
      '/',
      '—',
      '-',
      'n/a',
      '暂无',
      '0',
      '000',
      '〃',
      '"',
      '（待补）',
      'XXX',
      '……',
      '无。',
    ];
    const refused = each(none, 'NOT_STATED');
    expect(all(none, (one) => numberOfCell(one, 64))).to.deep.equal(refused);
    expect(all(none, usccOfCell)).to.deep.equal(refused);
    const texts = none.filter((text) => !/^[0X]+$/.test(text));
    expect(all(texts, (one) => textOfCell(one, { min: 2, max: 200 }))).to.deep.equal(each(texts, 'NOT_STATED'));
    const kept = ['无锡样例科技有限公司', 'HT-0', '待补001', 'C++', '同上海公司'];
    expect(all(kept, (one) => textOfCell(one, { min: 1, max: 200 }))).to.deep.equal(
      Object.fromEntries(kept.map((text) => [text, text])),
    );
  });

  it('a receipt is one number', () => {
    const single = (text: string) => read(singleNumberOfCell(cell(text), 64));
    for (const text of ['JJ-001、JJ-002', 'JJ-001；JJ-002', 'JJ-001\nJJ-002', 'JJ-001等3笔'])
      expect(single(text), text).to.equal('NUMBERS_SEVERAL');
    for (const text of ['JJ-001/1', 'JJ-001', '（2026）湘借字 001 号']) expect(single(text), text).to.equal(text);
  });

  it('an identifier that the spreadsheet has converted is refused; its protection is no part of it', () => {
    const number = (text: string, kind: ReadCell['kind'] = 'text', shown?: string) =>
      read(numberOfCell(cell(text, kind, shown), 64));
    for (const [text, kind] of [
      ['2026-03-15', 'date'],
      ['12%', 'percent'],
      ['TRUE', 'yesNo'],
      ['12.5', 'number'],
      ['-5', 'number'],
      ['3月15日', 'text'],
      ['15-Mar', 'text'],
      ['Mar-26', 'text'],
      ['2026/3/15', 'text'],
      ['FALSE', 'text'],
      ['12.00%', 'text'],
    ] as const)
      expect(number(text, kind), text).to.equal('CODE_CONVERTED');
    for (const text of ['2026/3/15 0:00', '2026-03-15 00:00:00', '10:20', '1,234', '12,345,678.00'])
      expect(number(text), text).to.equal('CODE_CONVERTED');
    for (const text of ['补录中', '待系统生成', '同合同编号', '未放款', '是'])
      expect(number(text), text).to.equal('NOT_STATED');
    for (const text of ['借据号：JJ-1', '编号: JJ-1']) expect(number(text), text).to.equal('JJ-1');
    for (const text of ['湘银借字第一号', 'HT-A', '=1+1', '1-2']) expect(number(text), text).to.equal(text);
    expect(number('=TEXT(A2,"00000")')).to.equal('FORMULA_WITHOUT_VALUE');
    for (const text of ['2.02E+19', '1E-05']) expect(number(text), text).to.equal('CODE_AS_NUMBER');
    expect(number('1234567890123456', 'number')).to.equal('CODE_AS_NUMBER');
    expect(number('4909', 'number', '00004909')).to.equal('00004909');
    expect(number('4909', 'number')).to.equal('4909');
    for (const text of ["'JJ-1", '’JJ-1', '＇JJ-1', '="JJ-1"', '="\'JJ-1"', '\tJJ-1', "''JJ-1"])
      expect(number(text), text).to.equal('JJ-1');
    expect(number('2026-03-15')).to.equal('2026-03-15');
    expect(read(usccOfCell(cell("'91430200000000027W")))).to.equal('91430200000000027W');
    for (const text of [
      '="91430200000000027W"',
      '“91430200000000027W”',
      '91430200000000027W。',
      '统一社会信用代码：91430200000000027W',
    ])
      expect(read(usccOfCell(cell(text))), text).to.equal('91430200000000027W');
    expect(read(usccOfCell(cell('2026-03-15', 'date')))).to.equal('CODE_CONVERTED');
  });
});
