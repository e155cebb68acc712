import { expect } from 'chai';
import fc from 'fast-check';
import { disclosed, type Parts } from '../../src/domain/totals/disclosure.ts';
import { maskedName, parseCode, proofCode } from '../../src/domain/proof-code.ts';

const cell = (firms: number) => ({ filings: firms, firms, amount: `${firms}.00` });
const partsOf = (both: number, highTechOnly: number, techSmeOnly: number, neither: number): Parts => ({
  both: cell(both),
  highTechOnly: cell(highTechOnly),
  techSmeOnly: cell(techSmeOnly),
  neither: cell(neither),
});
const shown = (of: Parts, total: number): unknown => {
  const { parts, total: all } = disclosed(cell(total), of);
  return [all?.firms ?? null, ...Object.values(parts).map((part) => part?.firms ?? null)];
};

describe('what the public sees of a year', () => {
  it('hides parts with fewer than three firms, and another one with a single part', () => {
    expect(shown(partsOf(10, 5, 4, 3), 22)).to.deep.equal([22, 10, 5, 4, 3]);
    expect(shown(partsOf(10, 5, 4, 1), 20)).to.deep.equal([20, 10, 5, null, null]);
    expect(shown(partsOf(10, 5, 0, 1), 16)).to.deep.equal([16, 10, null, 0, null]);
    expect(shown(partsOf(10, 2, 0, 1), 13)).to.deep.equal([13, 10, null, 0, null]);
    expect(shown(partsOf(10, 1, 0, 1), 12)).to.deep.equal([12, null, null, 0, null]);
    expect(shown(partsOf(2, 0, 0, 0), 2)).to.deep.equal([null, null, null, null, null]);
    expect(shown(partsOf(0, 0, 0, 0), 0)).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it('never lets the total less what is shown be that of fewer than three firms', () => {
    const count = fc.nat({ max: 6 });
    fc.assert(
      fc.property(count, count, count, count, (...counts) => {
        const total = counts.reduce((sum, firms) => sum + firms, 0);
        const { parts, total: all } = disclosed(cell(total), partsOf(...counts));
        if (all === null) return total < 3;
        const hidden = Object.values(parts)
          .map((part, index) => (part === null ? counts[index]! : null))
          .filter((firms) => firms !== null);
        const rest = hidden.reduce<number>((sum, firms) => sum + firms, 0);
        return (
          Object.values(parts).every((part) => part === null || part.firms === 0 || part.firms >= 3) &&
          (hidden.length === 0 || (rest >= 3 && hidden.filter((firms) => firms > 0).length > 1))
        );
      }),
    );
  });

  it('counts a firm that is in two hidden parts once', () => {
    // Two firms at most are in the hidden parts if one of them is in both: a third part is hidden as well.
    expect(shown(partsOf(10, 5, 2, 1), 17)).to.deep.equal([17, 10, null, null, null]);
    expect(shown(partsOf(10, 5, 2, 1), 18)).to.deep.equal([18, 10, 5, null, null]);
  });

  it('reads a code as people type it, and masks names', () => {
    expect(parseCode('01ab-cdef ghjk')).to.equal('01ABCDEFGHJK');
    expect(parseCode('oIl000000000')).to.equal('011000000000');
    for (const wrong of ['', '01ABCDEFGHJ', '01ABCDEFGHJU', '01ABCDEFGHJK1'])
      expect(parseCode(wrong), wrong).to.equal(null);
    expect(parseCode(proofCode(new Uint8Array(12).fill(255)))).to.equal('ZZZZZZZZZZZZ');
    expect(maskedName('株洲星火智能装备有限公司')).to.equal('株洲********公司');
    expect(maskedName('甲公司')).to.equal('甲**');
  });
});
