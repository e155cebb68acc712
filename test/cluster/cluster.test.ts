import { expect } from 'chai';
import { readOptions } from '../faults/options.ts';
import { wordsOf } from '../support/process.ts';
import { fill, ofMachine, readDocumented, variablesOf } from './files.ts';
import { findPrograms } from './programs.ts';
import { WORDS } from './steps.ts';

describe('npm run cluster', () => {
  it('takes the steps that are asked for, and refuses words that it does not know', () => {
    const { only, keep } = readOptions(['--only', 'switchover', '--keep'], 7, WORDS);
    expect({ only, keep }).to.deep.equal({ only: ['switchover'], keep: true });
    for (const words of [
      ['--only', 'earthquake'],
      ['--minutes', '3'],
    ])
      expect(() => readOptions(words, 7, WORDS), words.join(' ')).to.throw('npm run cluster');
  });

  it('says in both languages what a machine lacks', async () => {
    const answer = await findPrograms([]);
    expect(answer).to.match(/^Skipped: .* \/ 已跳过：/);
    if (process.platform === 'linux') expect(answer).to.contain('patroni');
  });

  it('gives a machine its own name and address, except in lines that name all three', () => {
    const text = 'name: db1\nlisten: 10.20.0.11:5432\nhosts: 10.20.0.11:2379,10.20.0.12:2379,10.20.0.13:2379';
    expect(ofMachine(text, 2)).to.equal(
      'name: db2\nlisten: 10.20.0.12:5432\nhosts: 10.20.0.11:2379,10.20.0.12:2379,10.20.0.13:2379',
    );
  });

  it('refuses to run a documented line that it cannot fill', () => {
    expect(fill('# 10.20.0.9\nlisten: 10.20.0.11', [['10.20.0.11', 'here']])).to.equal('listen: here');
    for (const line of ['listen: 10.20.0.11', 'password: CHANGE-me', 'path: /var/lib/zhidai'])
      expect(() => fill(line, []), line).to.throw(line);
  });
});

describe('the files of docs/operations', () => {
  it('start the service with the words of npm start, and give it time to stop', () => {
    const unit = readDocumented('zhidai.service');
    expect(/^ExecStart=\/usr\/bin\/node (.*)$/m.exec(unit)?.[1]).to.equal(wordsOf('start').join(' '));
    const stopSeconds = Number(variablesOf(readDocumented('zhidai.env'))['STOP_SECONDS'] ?? 25);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).to.be.greaterThan(stopSeconds);
    expect(readDocumented('zhidai-backup.service')).to.contain(wordsOf('backup').join(' '));
  });

  it('keep the times of Patroni within its lease, and acknowledge nothing on one machine alone', () => {
    const text = readDocumented('patroni.yml');
    const number = (name: string): number => Number(new RegExp(`^ +${name}: (\\d+)$`, 'm').exec(text)?.[1]);
    expect(number('ttl')).to.be.at.least(20);
    expect(number('loop_wait') + 2 * number('retry_timeout')).to.be.at.most(number('ttl'));
    expect(text)
      .to.match(/^ +synchronous_mode: true$/m)
      .and.match(/^ +synchronous_mode_strict: true$/m);
  });
});
