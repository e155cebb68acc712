import { expect } from 'chai';
import { branchNumberFits, looksLikeBranchNumber } from '../../src/domain/filing/branch-number.ts';
import { isNumberPattern, isUnusualNumber } from '../../src/domain/firm/qualification-kind.ts';
import { certificateOddity, normaliseCertificateNo } from '../../src/domain/firm/certificate.ts';
import { passwordWeakness } from '../../src/domain/account/password.ts';

describe('a bank branch number', () => {
  const real = ['102100099996', '105100000017', '313551088886'];

  it('is verified by its check digit', () => {
    for (const number of real) expect(branchNumberFits(number), number).to.equal(true);
  });

  it('is invalid with any single digit changed', () => {
    for (const number of real) {
      for (let at = 0; at < 12; at += 1) {
        for (const digit of '0123456789') {
          if (digit === number.charAt(at)) continue;
          expect(branchNumberFits(number.slice(0, at) + digit + number.slice(at + 1))).to.equal(false);
        }
      }
    }
  });

  it('has twelve digits', () => {
    for (const text of ['', '10210009999', '1021000999960', '株洲天元支行', '１02100099996']) {
      expect(looksLikeBranchNumber(text)).to.equal(false);
      expect(branchNumberFits(text)).to.equal(false);
    }
  });
});

// As in the rows of the two kinds.
const HIGH_TECH = '^(GR20(0[8-9]|[1-9][0-9])|GF20(0[8-9]|1[0-5]))[1-6][0-9]{7}$';
const TECH_SME = '^20(1[7-9]|[2-9][0-9])[1-6][0-9]{5}[0-9A-Z]{2}[0-9]{6}$';

describe('the pattern of certificate numbers', () => {
  it('may be one that takes linear time, and no other', () => {
    for (const pattern of [HIGH_TECH, TECH_SME, '^ZX20[0-9]{2}[0-9]{6}$', '^(A|B)-[0-9]{6}$'])
      expect(isNumberPattern(pattern), pattern).to.equal(true);
    for (const pattern of [
      '',
      'ZX',
      '^A+$',
      '^(A|A)*$',
      '^(A{2}){9}$',
      '^A{1,9}$',
      '^[$',
      '^(A$',
      '^a$',
      '^\\d$',
      '^.$',
      '^(|A)(|A)(|A)(|A)$',
      '^(A||B)$',
      '^A|$',
      '^$',
    ])
      expect(isNumberPattern(pattern), pattern).to.equal(false);
  });

  it('is one of the whole number, in each of its alternatives', () => {
    for (const [number, unusual] of [
      ['AB', false],
      ['CD', false],
      ['ABX', true],
      ['XCD', true],
    ] as const)
      expect(isUnusualNumber('^AB|CD$', number), number).to.equal(unusual);
  });
});

describe('a certificate number', () => {
  it('of a known form is not marked', () => {
    for (const number of ['GR202443000123', 'GR200811000001', 'GF201543000123'])
      expect(certificateOddity('high_tech', HIGH_TECH, number)).to.equal(null);
    expect(certificateOddity('tech_sme', TECH_SME, '2024430200A8000123')).to.equal(null);
    expect(certificateOddity('specialised_new', null, 'whatever')).to.equal(null);
  });

  it('of another form is marked', () => {
    for (const number of [
      '',
      'GR20244300012',
      'GF201643000123',
      'GF202443000123',
      'GR200743000123',
      'gr202443000123',
      'XR202443000123',
    ]) {
      expect(certificateOddity('high_tech', HIGH_TECH, number), number).to.equal('HIGH_TECH_NUMBER_FORM');
    }
    for (const number of ['', '2024430200A800012', '2016430200A8000123', '2024430200a8000123', 'GR202443000123']) {
      expect(certificateOddity('tech_sme', TECH_SME, number), number).to.equal('TECH_SME_NUMBER_FORM');
    }
  });

  it('is normalised for comparison', () => {
    expect(normaliseCertificateNo(' ｇｒ2024 43000123\u200b')).to.equal('GR202443000123');
  });
});

describe('a password', () => {
  it('of twelve characters and three classes is accepted', () => {
    for (const password of [
      'Zhidai-demo-2026',
      'correct-horse-7',
      'Abcdefghijk1',
      '湖南株洲知识价值贷款Aa备案',
      `Aa1${'x'.repeat(125)}`,
    ]) {
      expect(passwordWeakness(password, 'officer'), password).to.equal(null);
    }
  });

  it('is refused if it is short, long or simple, or contains the login or control characters', () => {
    expect(passwordWeakness('Zhidai-2026', 'officer')).to.equal('TOO_SHORT');
    expect(passwordWeakness('', 'officer')).to.equal('TOO_SHORT');
    expect(passwordWeakness(`Aa1${'x'.repeat(126)}`, 'officer')).to.equal('TOO_LONG');
    expect(passwordWeakness('abcdefghijkl', 'officer')).to.equal('PASSWORD_TOO_WEAK');
    expect(passwordWeakness('abcdefghijk1', 'officer')).to.equal('PASSWORD_TOO_WEAK');
    expect(passwordWeakness('My-OFFICER-2026', 'officer')).to.equal('PASSWORD_TOO_WEAK');
    expect(passwordWeakness('Zhidai-\0demo-2026', 'officer')).to.equal('CONTROL_CHARACTER');
    expect(passwordWeakness('Zhidai-\ud800demo-2026', 'officer')).to.equal('CONTROL_CHARACTER');
  });

  it('is measured in characters, not UTF-16 units', () => {
    expect(passwordWeakness('😀😀😀😀😀😀Aa1', 'officer')).to.equal('TOO_SHORT');
  });
});
