import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { runBench, type Report } from './bench.ts';
import { SECTIONS, readOptions } from './options.ts';
import { printReport } from './report.ts';
import { percentile } from './figures.ts';

const SMALL = [
  '--rows',
  '2000',
  '--clients',
  '4',
  '--rounds',
  '1',
  '--seconds',
  '0.3',
  '--repeats',
  '2',
  '--requests',
  '20',
];

describe('npm run bench', function () {
  this.timeout(180_000);
  let dataDir: string;
  let report: Report;

  before(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'zhidai-bench-test-'));
    report = await runBench(readOptions(SMALL, { BENCH_DATA_DIR: dataDir }), () => undefined);
  });
  after(() => rm(dataDir, { recursive: true, force: true }));

  it('fills a world of the size that was asked for, and says how long each part took', () => {
    expect(report.world).to.include({ filings: 2000, firms: 40, banks: 25, clients: 4 });
    expect(report.world.generation!.map(({ phase }) => phase)).to.include.members([
      'firms',
      'qualifications',
      'filings',
      'totals folded; vacuum and statistics meanwhile',
    ]);
  });

  it('measures filing beside its floor', () => {
    const { floorPerSecond, oursPerSecond, ratio } = report.filing!;
    expect([floorPerSecond.length, oursPerSecond.length]).to.deep.equal([1, 1]);
    expect(ratio).to.be.closeTo(oursPerSecond[0]! / floorPerSecond[0]!, 0.01);
  });

  it('measures totals unchanged and right after a filing, with no answer that lags', () => {
    expect(Object.keys(report.totals!.unchanged)).to.deep.equal([
      'year',
      'year,bank,status',
      'year,bank,status, not compressed',
    ]);
    expect(report.totals!.floor.requests).to.equal(report.totals!.unchanged['year']!.requests);
    const after = Object.entries(report.totals!.afterFiling);
    expect(after.map(([by]) => by)).to.include.members([
      'year',
      'year,bank,status',
      'year,month',
      'year,region',
      'year,status',
      'year,month,bank',
      'year,bank,region,status',
    ]);
    for (const [by, one] of after) {
      expect(one.answersThatLag, by).to.equal(0);
      expect(one.requests, by).to.equal(one.filings * 4);
      expect(report.totals!.askedOfTheTableMs[by], by).to.be.above(0);
    }
  });

  it('measures one busy cell, and first and deep pages of both kinds of readers', () => {
    expect(report.busyCell!.oneCellPerSecond).to.have.length(1);
    expect(report.lists!['auditor']!.deepPage).to.be.above(30);
    expect(report.lists!['officer']!.deepPage).to.be.at.least(1);
    expect(Object.values(report.lists!['auditor']!.lookedFor)).to.have.length(4);
  });

  it('measures all filings as files, with what they cost others', () => {
    for (const format of ['csv', 'xlsx']) {
      const { megabytes, meanwhile } = report.exports![format]!;
      expect(megabytes).to.be.above(0.1);
      expect(meanwhile.requests).to.be.above(0);
    }
  });

  it('measures imports of both formats beside COPY of the same rows, with what they cost others', () => {
    for (const format of ['csv', 'xlsx']) {
      const one = report.imports![format]!;
      expect(one.rows).to.equal(2000);
      expect(
        [one.seconds, one.copySeconds, one.copyWithoutTriggersSeconds, one.listMeanwhile.requests].every(
          (figure) => figure > 0,
        ),
        JSON.stringify(one),
      ).to.equal(true);
      expect(one.byCopy).to.be.closeTo(one.seconds / one.copySeconds, 0.01);
    }
  });

  it('prints what it has measured and leaves out what it has not', () => {
    expect(printReport(report)).to.include('Filing one by one').and.include('ratio of medians');
    const { filing: _filing, peakMb: _peakMb, ...rest } = report;
    expect(printReport(rest)).not.to.match(/one by one|Peak memory|undefined|NaN/);
  });

  it('takes the sections that are asked for, and refuses words that it does not know', () => {
    expect(readOptions([], {}).only).to.deep.equal([...SECTIONS]);
    expect(readOptions(['--only', 'totals,lists', '--rows=2_000'], {})).to.deep.include({
      only: ['totals', 'lists'],
      rows: 2000,
    });
    expect(() => readOptions(['--only', 'everything'], {})).to.throw('npm run bench');
    expect(() => readOptions(['--row', '5'], {})).to.throw('npm run bench');
    expect(percentile([5, 1, 4, 2, 3], 0.5)).to.equal(3);
    expect(percentile([1, 2], 0.99)).to.equal(2);
  });
});
