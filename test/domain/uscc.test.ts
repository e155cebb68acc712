import { expect } from 'chai';
import fc from 'fast-check';
import {
  checkUscc,
  composeUscc,
  hasUsccShape,
  innerCheckFits,
  isCompanyCode,
  normaliseUscc,
  organisationCheckCharacter,
  usccCheckCharacter,
} from '../../src/domain/firm/uscc.ts';

const REAL = [
  '914300007808508659',
  '91430200712106524U',
  '914302007121024513',
  '9144030071526726XG',
  '9152000071430580XT',
];
const DEMONSTRATION = [
  '91430200000000027W',
  '91430200000000035P',
  '91430200000000043J',
  '91430200000000051D',
  '91430200000000094T',
  '91430200000000107G',
  '91430200000000115B',
];
const LEGAL_BUT_FAILING = '91350100M0001TGQXM';
const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const validCode = fc
  .tuple(
    fc.array(fc.constantFrom(...ALPHABET), { minLength: 8, maxLength: 8 }),
    fc.array(fc.constantFrom(...ALPHABET), { minLength: 8, maxLength: 8 }),
  )
  .map(([prefix, organisation]) => composeUscc(prefix.join(''), organisation.join('')));

describe('the unified social credit code', () => {
  for (const code of [...REAL, ...DEMONSTRATION]) {
    it(`accepts ${code}, with both check characters`, () => {
      expect(checkUscc(code)).to.equal('ok');
      expect(innerCheckFits(code)).to.equal(true);
      expect(isCompanyCode(code)).to.equal(true);
    });
  }

  it('reports that a code in legal use fails its check, but not the inner one', () => {
    expect(checkUscc(LEGAL_BUT_FAILING)).to.equal('bad_check_character');
    expect(innerCheckFits(LEGAL_BUT_FAILING)).to.equal(true);
  });

  it('reports a wrong inner check character if the outer one is right', () => {
    const first17 = '91430200' + '000000028';
    const code = first17 + usccCheckCharacter(first17);
    expect(checkUscc(code)).to.equal('ok');
    expect(innerCheckFits(code)).to.equal(false);
  });

  it('uses X for 10 and 0 for 11 in the organisation code', () => {
    expect(organisationCheckCharacter('71526726')).to.equal('X');
    expect(organisationCheckCharacter('00000000')).to.equal('0');
    expect(organisationCheckCharacter('D2143569')).to.equal('X');
  });

  it('composes the demonstration codes', () => {
    expect(composeUscc('91430200', '00000002')).to.equal('91430200000000027W');
    expect(composeUscc('91430200', '00000010')).to.equal('91430200000000107G');
  });

  it('composes codes that pass both checks', () => {
    fc.assert(
      fc.property(validCode, (code) => {
        expect(checkUscc(code)).to.equal('ok');
        expect(innerCheckFits(code)).to.equal(true);
      }),
    );
  });

  it('detects any single wrong character', () => {
    fc.assert(
      fc.property(validCode, fc.nat(17), fc.constantFrom(...ALPHABET), (code, at, other) => {
        fc.pre(code.charAt(at) !== other);
        expect(checkUscc(code.slice(0, at) + other + code.slice(at + 1))).to.equal('bad_check_character');
      }),
    );
  });

  it('has exactly 18 characters of the alphabet', () => {
    for (const text of [
      '',
      '9143020000000002',
      '91430200000000027W0',
      '91430200000000027w',
      '9143020000000002IW',
      '９1430200000000027W',
      '91430200000000027W\n',
    ]) {
      expect(hasUsccShape(text), JSON.stringify(text)).to.equal(false);
      expect(checkUscc(text)).to.equal('bad_shape');
      expect(innerCheckFits(text)).to.equal(false);
    }
  });

  it('normalises width, case, white space, invisible characters and every dash', () => {
    const clean = '91430200712106524U';
    for (const text of [
      '91430200712106524u',
      '９１４３０２００７１２１０６５２４Ｕ',
      ' 9143 0200\u00a07121\u300006524 U ',
      '\ufeff91430200\u200b712106524U',
      '91430200-712106524-U',
      '91430200－71210652‐4—U',
      '91430200−712106524U\t',
    ]) {
      expect(normaliseUscc(text), JSON.stringify(text)).to.equal(clean);
    }
  });

  it('leaves a normalised code unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const code = normaliseUscc(text);
        expect(normaliseUscc(code)).to.equal(code);
      }),
    );
  });

  it('identifies 92 and 93 as non-companies', () => {
    expect(isCompanyCode('92430200MA4L000000')).to.equal(false);
    expect(isCompanyCode('93430200MA4L000000')).to.equal(false);
  });

  it('throws when the check character of an invalid code is computed', () => {
    expect(() => usccCheckCharacter('123')).to.throw(RangeError);
    expect(() => usccCheckCharacter('9143020000000002I')).to.throw(RangeError);
    expect(() => organisationCheckCharacter('1234567')).to.throw(RangeError);
  });
});
