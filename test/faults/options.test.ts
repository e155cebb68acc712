import { expect } from 'chai';
import { readOptions } from './options.ts';
import { ROUND_NAMES } from './rounds.ts';

describe('npm run faults', () => {
  it('takes the rounds that are asked for, and refuses words that it does not know', () => {
    expect(readOptions([], 7)).to.deep.equal({ minutes: 0, only: ROUND_NAMES, seed: 7, write: false });
    expect(readOptions(['--only', 'stall,history', '--minutes=10', '--seed', '3', '--write'], 7)).to.deep.equal({
      minutes: 10,
      only: ['stall', 'history'],
      seed: 3,
      write: true,
    });
    for (const words of [
      ['--only', 'earthquake'],
      ['--minutes', 'ten'],
      ['--round', 'stall'],
    ])
      expect(() => readOptions(words, 7), words.join(' ')).to.throw('npm run faults');
  });
});
