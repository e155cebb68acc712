import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
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
});
