import { expect } from 'chai';
import { coalesce } from '../../src/data/coalesce.ts';

/** A read that the test completes, with a record of the requested keys. */
function slow() {
  const asked: { keys: readonly string[]; answer(): void; fail(error: Error): void }[] = [];
  const ask = (keys: readonly string[]): Promise<Map<string, string>> =>
    new Promise((resolve, reject) => {
      asked.push({
        keys,
        answer: () =>
          resolve(
            new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `${key} of question ${asked.length}`])),
          ),
        fail: reject,
      });
    });
  return { asked, ask };
}
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('coalesced calls', () => {
  it('reads the first key at once, and all keys of the calls in between together, each once', async () => {
    const { asked, ask } = slow();
    const find = coalesce(ask, 10);
    const [first, ...others] = [find('a'), find('b'), find('a'), find('c'), find('b')];
    expect(asked.map(({ keys }) => keys)).to.deep.equal([['a']]);
    asked[0]!.answer();
    expect(await first).to.equal('a of question 1');
    await tick();
    expect(asked.map(({ keys }) => keys)).to.deep.equal([['a'], ['b', 'a', 'c']]);
    asked[1]!.answer();
    expect(await Promise.all(others)).to.deep.equal([
      'b of question 2',
      'a of question 2',
      'c of question 2',
      'b of question 2',
    ]);
    const later = find('a');
    asked[2]!.answer();
    expect(await later).to.equal('a of question 3');
  });

  it('returns no result of a read that started before the call', async () => {
    const { asked, ask } = slow();
    const find = coalesce(ask, 10);
    const early = find('a');
    const late = find('a');
    asked[0]!.answer();
    expect(await early).to.equal('a of question 1');
    await tick();
    asked[1]!.answer();
    expect(await late).to.equal('a of question 2');
  });

  it('reads at most the given number of keys, and returns undefined for a missing one', async () => {
    const { asked, ask } = slow();
    const find = coalesce(ask, 2);
    const all = ['a', 'b', 'nobody', 'd'].map(find);
    for (let question = 0; question < 3; question += 1) {
      asked[question]!.answer();
      await tick();
    }
    expect(asked.map(({ keys }) => keys)).to.deep.equal([['a'], ['b', 'nobody'], ['d']]);
    expect(await all[2]).to.equal(undefined);
    expect(await all[3]).to.equal('d of question 3');
  });

  it('passes an error to the calls of that read, and continues with the next one', async () => {
    const { asked, ask } = slow();
    const find = coalesce(ask, 10);
    const [first, second] = [find('a'), find('b')];
    asked[0]!.fail(new Error('lost'));
    expect(await first.catch(String)).to.equal('Error: lost');
    await tick();
    asked[1]!.answer();
    expect(await second).to.equal('b of question 2');
  });
});
