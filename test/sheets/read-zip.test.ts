import { expect } from 'chai';
import { zipSync } from 'fflate';
import { openZip } from '../../src/sheets/read-zip.ts';
import { UnreadableError } from '../../src/sheets/spreadsheet.ts';

describe('a zip', () => {
  it('may unpack so much and no more over all its parts, each as often as it is read', async () => {
    const zip = await openZip(
      Buffer.from(zipSync({ a: new Uint8Array(100_000), b: new Uint8Array(100_000) })),
      350_000,
    );
    const read = async (name: string): Promise<number> => {
      let size = 0;
      for await (const chunk of await zip.open(name)) size += (chunk as Buffer).length;
      return size;
    };
    for (const name of ['a', 'b', 'a']) expect(await read(name)).to.equal(100_000);
    const error: unknown = await read('b').catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(UnreadableError);
    expect((error as UnreadableError).code).to.equal('FILE_TOO_COMPLEX');
  });
});
