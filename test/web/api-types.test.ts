import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { CONSOLE_LIMITS, consoleLimits } from '../support/console-limits.ts';
import { CONSOLE_TYPES, consoleTypes } from '../support/console-types.ts';

describe('what the console knows of the API', () => {
  it('is what the OpenAPI document says; where it is stale, npm run types:console writes it anew', async function () {
    this.timeout(60_000);
    expect(
      (await readFile(CONSOLE_TYPES, 'utf8')) === (await consoleTypes()),
      'src/web/shared/api-types.ts is stale',
    ).to.equal(true);
  });

  it('has the limits of the registry; where they are stale, npm run types:console writes them anew', async () => {
    expect(
      (await readFile(CONSOLE_LIMITS, 'utf8')) === (await consoleLimits()),
      'src/web/shared/programme-limits.ts is stale',
    ).to.equal(true);
  });
});
