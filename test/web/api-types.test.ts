import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { normaliseCertificateNo } from '../../src/domain/firm/certificate.ts';
import { isNumberPattern, isUnusualNumber } from '../../src/domain/firm/qualification-kind.ts';
import { numberFits } from '../../src/web/admin/number-pattern.ts';
import { CONSOLE_IMPORTS, consoleImports } from '../support/console-imports.ts';
import { CONSOLE_KIND_RULES, consoleKindRules } from '../support/console-kind-rules.ts';
import { CONSOLE_LIMITS, consoleLimits } from '../support/console-limits.ts';
import { CONSOLE_FIELDS, CONSOLE_TYPES, consoleFields, consoleTypes } from '../support/console-types.ts';

describe('the generated files of the console', () => {
  it('match the OpenAPI document; npm run types:console writes them', async function () {
    this.timeout(60_000);
    expect(
      (await readFile(CONSOLE_TYPES, 'utf8')) === (await consoleTypes()),
      'src/web/shared/api-types.ts is stale',
    ).to.equal(true);
  });

  it('has the fields of a filing as they are described', async () => {
    expect(await readFile(CONSOLE_FIELDS, 'utf8')).to.equal(await consoleFields());
  });

  it('has the limits of the registry; npm run types:console writes them', async () => {
    expect(await readFile(CONSOLE_LIMITS, 'utf8')).to.equal(await consoleLimits());
  });

  it('has the fields of each kind of import', async () => {
    expect(await readFile(CONSOLE_IMPORTS, 'utf8')).to.equal(await consoleImports());
  });

  it('has the rules of the kinds of qualifications, and tries patterns as the service does', async () => {
    expect(await readFile(CONSOLE_KIND_RULES, 'utf8')).to.equal(await consoleKindRules());
    for (const pattern of [
      '^ZX20[0-9]{2}[0-9]{6}$',
      '^AB|CD$',
      '^(A|B)-[0-9]{6}$',
      '^(A{2}){9}$',
      '^[$',
      '^A+$',
      '^A|$',
    ])
      for (const number of ['ZX2025123456', 'ab', 'ABX', 'b-１２ 3456', 'AAAAAAAAAAAAAAAAAA', '']) {
        const key = normaliseCertificateNo(number);
        const fits = isNumberPattern(pattern) ? !isUnusualNumber(pattern, key) : null;
        expect(numberFits(pattern, number), `${pattern} ${number}`).to.equal(fits);
      }
  });
});
