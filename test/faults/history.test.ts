import { expect } from 'chai';
import { checkHistory, type Commit, type Observation, type Read } from './history.ts';

let amountFen = 0n;

/** A filing of one client, in the scopes of everything and of its bank. */
function filing(id: string, startMs: number, endMs: number, change: Partial<Commit> = {}): Commit {
  amountFen += 1_000n + amountFen;
  return { id, client: id, startMs, endMs, scopes: ['all', 'A'], filings: 1, amountFen, ...change };
}

const total = (scope: string, ...commits: Commit[]): Observation => ({
  scope,
  filings: commits.reduce((sum, { filings }) => sum + filings, 0),
  amountFen: commits.reduce((sum, commit) => sum + commit.amountFen, 0n),
});
const list = (scope: string, ...commits: Commit[]): Observation => ({
  scope,
  shown: new Map(commits.map(({ id, number }) => [id, number ?? null])),
});
const read = (startMs: number, endMs: number, ...sees: Observation[]): Read => ({
  what: `read at ${startMs}`,
  startMs,
  endMs,
  sees,
});

describe('the history check', () => {
  let one: Commit, two: Commit, inFlight: Commit, never: Commit;
  beforeEach(() => {
    amountFen = 0n;
    one = filing('one', 0, 10, { number: 'ZD2026-000001' });
    two = filing('two', 20, 30, { number: 'ZD2026-000002' });
    inFlight = filing('in flight', 40, 100, { number: 'ZD2026-000003' });
    never = filing('never answered', 50, Infinity);
  });
  const problemsOf = (...reads: Read[]): readonly string[] => {
    const { problems, ambiguous } = checkHistory([one, two, inFlight, never], reads);
    expect(ambiguous).to.equal(0);
    return problems;
  };

  it('accepts answers that contain what was acknowledged, with or without what is in flight', () => {
    expect(
      problemsOf(
        read(12, 15, total('all', one), list('A', one)),
        read(60, 70, total('all', one, two), total('A', one, two)),
        read(61, 75, total('all', one, two, inFlight), list('A', one, two, inFlight)),
        read(110, 120, total('all', one, two, inFlight, never), list('A', one, two, inFlight, never)),
      ),
    ).to.deep.equal([]);
  });

  it('accepts a total that falls by a void', () => {
    const voided = filing('void of one', 110, 120, { client: 'auditor', filings: -1, amountFen: -one.amountFen });
    const reads = [
      read(111, 112, total('all', one, two, inFlight)),
      read(113, 114, total('all', one, two, inFlight, voided)),
      read(130, 140, total('all', two, inFlight)),
    ];
    expect(checkHistory([one, two, inFlight, voided], reads).problems).to.deep.equal([]);
    expect(checkHistory([one, two, inFlight, voided], [...reads].reverse()).problems).to.deep.equal([]);
  });

  it('finds a lost filing', () => {
    expect(problemsOf(read(200, 210, list('all', one, inFlight)))).to.have.length(1);
    expect(problemsOf(read(200, 210, list('all', one, inFlight)))[0]).to.match(/misses two/);
    expect(problemsOf(read(200, 210, total('all', one, inFlight)))[0]).to.match(/no set of those in flight/);
  });

  it('finds a total that lags behind an acknowledged filing', () => {
    expect(problemsOf(read(10.5, 12, total('all'))).join()).to.match(/says 0 filings/);
    expect(problemsOf(read(35, 39, total('all', one), total('A', one, two)))).to.have.length(1);
  });

  it('finds a total of the right count and the wrong amount', () => {
    expect(problemsOf(read(35, 39, { ...total('all', one, two), amountFen: 1n }))).to.have.length(1);
  });

  it('finds a number that was given twice, and one that a list shows otherwise', () => {
    two.number = one.number!;
    expect(problemsOf()).to.deep.equal(['the number ZD2026-000001 was given to one and to two']);
    two.number = 'ZD2026-000002';
    const shown = new Map([['one', 'ZD2026-000009']]);
    expect(problemsOf(read(11, 12, { scope: 'all', shown })).join()).to.match(/ZD2026-000009 instead of/);
  });

  it('finds a list that shows what was not sent yet, or what nobody sent', () => {
    expect(problemsOf(read(12, 15, list('all', one, two))).join()).to.match(/shows two, which was not sent by then/);
    const twice = new Map([
      ['one', null],
      ['one again', null],
    ]);
    expect(problemsOf(read(12, 15, { scope: 'all', shown: twice })).join()).to.match(/shows one again/);
  });

  it('finds a total that goes back to before a filing in flight', () => {
    const [later, earlier] = [
      read(60, 65, total('all', one, two, inFlight)),
      read(70, 75, total('all', one, two)),
    ] as const;
    expect(problemsOf(later, earlier).join()).to.match(/no order of commits explains.*in flight/);
    expect(problemsOf(earlier, { ...later, startMs: 76, endMs: 80 })).to.deep.equal([]);
  });

  it('finds a list that is behind a total', () => {
    const reads = [read(60, 65, total('all', one, two, never)), read(70, 75, list('A', one, two))];
    expect(problemsOf(...reads).join()).to.match(/no order of commits explains.*never answered/);
  });

  it('finds one answer whose parts are of different moments', () => {
    expect(problemsOf(read(60, 65, total('all', one, two, inFlight), total('A', one, two)))).to.have.length(1);
  });

  it('finds two answers at once that see two filings in different order', () => {
    const reads = [read(60, 90, total('all', one, two, inFlight)), read(60, 90, total('all', one, two, never))];
    expect(problemsOf(...reads).join()).to.match(/no order of commits explains/);
  });

  it('finds a total with a later filing of a client and without its earlier one', () => {
    const [first, second] = [filing('first', 210, 220, { client: 'c' }), filing('second', 230, 240, { client: 'c' })];
    const { problems } = checkHistory([first, second], [read(205, 250, total('all', second))]);
    expect(problems).to.have.length(1);
  });

  it('finds an import of which a total shows a part', () => {
    const rows = filing('import', 200, 300, { filings: 6_000, amountFen: 6_000_000n });
    const part = { scope: 'all', filings: 1_000, amountFen: 1_000_000n };
    expect(checkHistory([rows], [read(250, 260, part)]).problems).to.have.length(1);
    expect(checkHistory([rows], [read(250, 260, total('all', rows))]).problems).to.deep.equal([]);
  });

  it('counts a total that two sets explain, and takes no order from it', () => {
    const [twin, other] = [filing('twin', 40, 100), filing('other', 40, 100, { client: 'other' })];
    const same = { ...other, amountFen: twin.amountFen };
    expect(checkHistory([twin, same], [read(60, 70, total('all', twin))])).to.deep.equal({
      problems: [],
      ambiguous: 1,
    });
  });

  it('checks a long history, and finds one answer in it that lags', function () {
    this.timeout(10_000);
    const commits: Commit[] = [];
    const reads: Read[] = [];
    let filed = 0n;
    for (let n = 0; n < 20_000; n += 1) {
      const amount = BigInt(1 + ((n * 7_919) % 100_003));
      commits.push(filing(`f${n}`, n, n + 5, { client: `c${n % 8}`, amountFen: amount }));
      filed += amount;
      reads.push(read(n + 0.5, n + 0.6, { scope: 'all', filings: n + 1, amountFen: filed }));
    }
    expect(checkHistory(commits, reads)).to.deep.equal({ problems: [], ambiguous: 0 });
    const lagging = { ...reads[9_000]!, startMs: 9_010.5, endMs: 9_010.6 };
    expect(checkHistory(commits, [...reads, lagging]).problems).to.have.length(1);
  });
});
