/**
 * Runs the whole benchmark on a tiny database, to test the benchmark itself: that it measures what it says, and fails
 * on wrong answers. The speeds are not tested here.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { runBench } from './bench.ts';
import { percentile } from './figures.ts';
import { readOptions, SECTION_NAMES } from './options.ts';
import { printReport, type Report } from './report.ts';

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

  it('fills a world of the size that was asked for, posts its ledger, and measures each phase', () => {
    expect(report.world).to.include({ filings: 2000, firms: 40, banks: 25, clients: 4 });
    const phases = report.world.generation.map(({ phase }) => phase);
    expect(phases).to.include.members([
      'firms',
      'qualifications',
      'filings',
      'posting; vacuum and statistics meanwhile',
    ]);
  });

  it('compares filing with and without a key with its floor', () => {
    const { floor, withKey, withoutKey, ratio, ratioWithoutKey } = report.figures.filing!;
    for (const one of [floor, withKey, withoutKey]) expect(one.perSecond).to.have.length(1);
    expect(ratio).to.be.closeTo(withKey.perSecond[0]! / floor.perSecond[0]!, 0.01);
    expect(ratioWithoutKey).to.be.closeTo(withoutKey.perSecond[0]! / floor.perSecond[0]!, 0.01);
  });

  it('compares batches with the floor of filing, in filings a second', () => {
    const { batches, ratio } = report.figures.batches!;
    expect(batches.perSecond[0]).to.be.at.least((batches.requests - 4) * 100);
    expect(ratio).to.be.above(0);
  });

  it('measures totals unchanged and right after a filing, by every grouping, with no stale answer', () => {
    const { unchanged, floor, afterFiling, afterFilingOther } = report.figures.totals!;
    expect(Object.keys(unchanged)).to.deep.equal(['year', 'year,bank,status', 'year,bank,status, not compressed']);
    expect(floor.requests).to.equal(unchanged['year']!.requests);
    const groupings = { ...afterFiling, ...afterFilingOther };
    expect(Object.keys(groupings)).to.have.length(16);
    for (const [by, one] of Object.entries(groupings)) {
      expect(one.staleAnswers, by).to.equal(0);
      expect(one.requests, by).to.equal(one.filings * 4);
      expect(one.groupByMs, by).to.be.above(0);
    }
  });

  it('measures one busy cell', () => {
    expect(report.figures['busy-cell']!.oneCell.perSecond).to.have.length(1);
    expect(report.figures['busy-cell']!.cell.firms).to.be.above(0);
  });

  it('compares first pages of both kinds of readers with their floor, and deep pages and searches with first ones', () => {
    const { auditor, officer } = report.figures.lists!;
    for (const one of [auditor!, officer!])
      expect(one.ratio).to.be.closeTo(one.first.perSecond[0]! / one.floor.perSecond[0]!, 0.01);
    expect(auditor!.deepPage).to.be.above(30);
    expect(officer!.deepPage).to.be.at.least(1);
    expect(Object.values(auditor!.searchByFirst)).to.have.length(4);
    expect(Object.values(officer!.searchByFirst)).to.have.length(3);
  });

  it('measures all filings as files, with what they cost others', () => {
    for (const format of ['csv', 'xlsx']) {
      const { megabytes, listMeanwhile } = report.figures.exports![format]!;
      expect(megabytes).to.be.above(0.1);
      expect(listMeanwhile.requests).to.be.above(0);
    }
  });

  it('compares imports of both formats with COPY of the same rows, with what they cost others', () => {
    for (const format of ['csv', 'xlsx']) {
      const one = report.figures.imports![format]!;
      expect(one.rows).to.equal(2000);
      expect(one.seconds).to.be.above(one.checkedSeconds);
      expect(one.ratio).to.be.closeTo(one.seconds / one.copySeconds, 0.5);
      for (const others of [one.listMeanwhile, one.filingMeanwhile]) expect(others.requests).to.be.above(0);
    }
  });

  it('measures totals right after an import until it is posted, with no stale answer', () => {
    const { rows, totals, staleAnswers, postedSeconds, listMeanwhile, filingMeanwhile } = report.figures.pending!;
    expect({ rows, staleAnswers }).to.deep.equal({ rows: 2000, staleAnswers: 0 });
    expect(postedSeconds).to.be.above(0);
    for (const one of [totals, listMeanwhile, filingMeanwhile]) expect(one.requests).to.be.above(0);
  });

  it('measures the peak of memory of each section where the platform tells it', function () {
    if (process.platform !== 'linux') return this.skip();
    expect(Object.keys(report.memory)).to.deep.equal([...SECTION_NAMES]);
    for (const { processMb } of Object.values(report.memory)) expect(processMb).to.be.within(50, 2_000);
  });

  it('says of each target whether it was met', () => {
    const figures = report.targets.map(({ figure }) => figure);
    expect(figures).to.include.members([
      'one filing, with key : bare Express INSERT',
      'batch of 100 : bare Express INSERT',
      'first list page, officer : bare Express SELECT',
      'totals unchanged, by year, p99',
      'totals right after a filing, by year,month, p99',
      'import of csv : COPY without triggers',
      'import posted after its commit',
      'generator of the world',
    ]);
    const posted = report.targets.find(({ figure }) => figure === 'import posted after its commit');
    expect(posted).to.deep.equal({
      figure: 'import posted after its commit',
      value: report.figures.pending!.postedSeconds,
      target: '≤ 30 s',
      met: report.figures.pending!.postedSeconds <= 30,
    });
  });

  it('prints what it has measured and leaves out what it has not', () => {
    expect(printReport(report)).to.include('Filing one by one').and.include('Peak memory');
    const { filing: _filing, ...figures } = report.figures;
    expect(printReport({ ...report, figures, memory: {} })).not.to.match(/one by one|Peak memory|undefined|NaN/);
  });

  it('takes the sections that are asked for, and refuses words that it does not know', () => {
    expect(readOptions([], {}).only).to.deep.equal([...SECTION_NAMES]);
    expect(readOptions(['--only', 'totals,lists', '--rows=2_000'], {})).to.deep.include({
      only: ['totals', 'lists'],
      rows: 2000,
    });
    expect(() => readOptions(['--only', 'everything'], {})).to.throw('npm run bench');
    expect(() => readOptions(['--row', '5'], {})).to.throw('npm run bench');
    expect(percentile([5, 1, 4, 2, 3], 0.5)).to.equal(3);
    expect(percentile([1, 2], 0.99)).to.equal(2);
  });

  it('measures a kept world again', async () => {
    const again = await runBench(
      readOptions([...SMALL, '--only', 'batches'], { BENCH_DATA_DIR: dataDir }),
      () => undefined,
    );
    expect(again.figures).to.have.all.keys('batches');
    expect(again.world.generation).to.deep.equal(report.world.generation);
    expect(again.world.filings).to.be.above(2000);
  });
});
