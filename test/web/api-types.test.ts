import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { CONSOLE_TYPES, consoleTypes } from '../support/console-types.ts';

describe('the API types of the console', () => {
  it('match the OpenAPI document; npm run types:console writes them', async function () {
    this.timeout(60_000);
    expect(
      (await readFile(CONSOLE_TYPES, 'utf8')) === (await consoleTypes()),
      'src/web/shared/api-types.ts is stale',
    ).to.equal(true);
  });
});
