import { expect } from 'chai';
import { readOptions } from './options.ts';
import { WORDS } from './rounds.ts';

const ROUND_NAMES = WORDS.names;

describe('npm run faults', () => {
  it('takes the rounds that are asked for, and refuses words that it does not know', () => {
    expect(readOptions([], 7, WORDS)).to.deep.equal({
      minutes: 0,
      only: ROUND_NAMES,
      seed: 7,
      write: false,
      keep: false,
    });
    expect(readOptions(['--only', 'stall,history', '--minutes=10', '--seed', '3', '--write'], 7, WORDS)).to.deep.equal({
      minutes: 10,
      only: ['stall', 'history'],
      seed: 3,
      write: true,
      keep: false,
    });
    for (const words of [['--only', 'earthquake'], ['--minutes', 'ten'], ['--round', 'stall'], ['--keep']])
      expect(() => readOptions(words, 7, WORDS), words.join(' ')).to.throw('npm run faults');
  });
});
