import { expect } from 'chai';
import { branchNumberFits, looksLikeBranchNumber } from '../../src/domain/filing/branch-number.ts';
import { isNumberPattern, isUnusualNumber } from '../../src/domain/firm/qualification-kind.ts';
import { certificateOddity, normaliseCertificateNo } from '../../src/domain/firm/certificate.ts';
import { deviceName } from '../../src/domain/account/device.ts';
import { guessableWords, passwordFault } from '../../src/domain/account/password.ts';

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
  const fault = (password: string): string | undefined => passwordFault(password)?.code;

  it('may have any kind of characters', () => {
    for (const password of ['abcdefghijkl', '春天的蝴蝶喜欢吃辣椒炒蛋', `Aa1${'x'.repeat(125)}`])
      expect(fault(password), password).to.equal(undefined);
  });

  it('is refused if it is short or long, or contains control characters', () => {
    expect(fault('Zhidai-2026')).to.equal('TOO_SHORT');
    expect(fault('')).to.equal('TOO_SHORT');
    expect(fault(`Aa1${'x'.repeat(126)}`)).to.equal('TOO_LONG');
    expect(fault('Zhidai-\0demo-2026')).to.equal('CONTROL_CHARACTER');
    expect(fault('Zhidai-\ud800demo-2026')).to.equal('CONTROL_CHARACTER');
  });

  it('is measured in characters, not UTF-16 units', () => {
    expect(fault('😀😀😀😀😀😀Aa1')).to.equal('TOO_SHORT');
  });

  it('gains nothing from words that an attacker tries first', () => {
    const words = guessableWords(['officer.li', '工商银行株洲分行', null, undefined], 2026);
    expect(words).to.include.members(['zhidai', '知贷', '2025', '2026', '2027', 'officer.li', 'officer', 'li']);
    expect(words).to.include.members(['工商银行株洲分行', '工商银行', '株洲', '分行']);
  });
});

describe('the name of a device', () => {
  const MOZILLA = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
  for (const [userAgent, name] of [
    [`${MOZILLA} Chrome/131.0.0.0 Safari/537.36`, 'Chrome 131 · Windows'],
    [`${MOZILLA} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.70`, 'Edge 131 · Windows'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
      'Safari 18 · macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
      'Safari 18 · iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; 23127PN0CC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160 MMWEBSDK/20240404 MicroMessenger/8.0.49.2600',
      'WeChat 8 · Android',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox 132 · Linux'],
    ['curl/8.5.0', 'curl 8.5.0'],
    ['Apache-HttpClient/4.5.14 (Java/17.0.9)', 'Apache-HttpClient 4.5.14'],
    ['Mozilla/5.0', null],
    ['<script>alert(1)</script>', null],
    ['', null],
    [undefined, null],
  ] as const)
    it(`of ${String(userAgent).slice(0, 60)} is ${name}`, () => expect(deviceName(userAgent)).to.equal(name));
});
