/**
 * Checks that recorded requests and answers fit one order of commits (linearizability, as Jepsen checks it). Pure: it
 * knows nothing of HTTP or of the registry.
 *
 * An order exists when this graph has no cycle: a commit comes before each read that shows it and after each read that
 * does not, and whatever was answered before something else was sent comes before it.
 */

/** A change that was sent: a filing, a void (negative), an import (many filings). */
export interface Commit {
  readonly id: string;
  /** Clients send one request after another, so their commits are in order. */
  readonly client: string;
  readonly startMs: number;
  /** Infinity until it is acknowledged. */
  endMs: number;
  /** The totals and lists that it belongs to. */
  readonly scopes: readonly string[];
  readonly filings: number;
  readonly amountFen: bigint;
  number?: string | null;
}

/** What an answer says of one scope: a total of its commits, or each of them by its id, with its number if it has one. */
export type Observation =
  | { readonly scope: string; readonly filings: number; readonly amountFen: bigint }
  | { readonly scope: string; readonly shown: ReadonlyMap<string, string | null> };

export interface Read {
  readonly what: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly sees: readonly Observation[];
}

export interface Verdict {
  readonly problems: readonly string[];
  /** Totals that more than one set of commits explains, or too many to try: only their bounds are checked. */
  readonly ambiguous: number;
}

/** More combinations than this are not tried. */
const MAX_COMBINATIONS = 200_000;

export function checkHistory(commits: readonly Commit[], reads: readonly Read[]): Verdict {
  const problems = repeatedNumbers(commits);
  const scopes = indexByScope(commits);
  const nodes = new Map<Commit | Read, number>([...commits, ...reads].map((one, index) => [one, index]));
  const edges: [number, number][] = [];
  let ambiguous = 0;
  for (const read of reads)
    for (const observation of read.sees) {
      const clients = (scopes.get(observation.scope) ?? []).map((of) => during(of, read));
      const shown =
        'shown' in observation
          ? checkList(read, observation, clients, problems)
          : findCommits(read, observation, clients, problems);
      if (shown === 'ambiguous') ambiguous += 1;
      else if (shown !== 'unexplained')
        for (const commit of clients.flatMap(({ inFlight }) => inFlight)) {
          const [at, by] = [nodes.get(commit)!, nodes.get(read)!];
          edges.push(shown.has(commit) ? [at, by] : [by, at]);
        }
    }
  const cycle = findCycle([...commits, ...reads], edges);
  if (cycle !== undefined) problems.push(`no order of commits explains: ${cycle.map(nameOf).join(' → ')}`);
  return { problems, ambiguous };
}

const nameOf = (one: Commit | Read): string =>
  `${'what' in one ? one.what : one.id} (${one.startMs.toFixed(1)}–${one.endMs.toFixed(1)} ms)`;

function repeatedNumbers(commits: readonly Commit[]): string[] {
  const numbered = new Map<string, Commit>();
  const problems: string[] = [];
  for (const commit of commits) {
    if (commit.number == null) continue;
    const first = numbered.get(commit.number);
    if (first !== undefined) problems.push(`the number ${commit.number} was given to ${first.id} and to ${commit.id}`);
    numbered.set(commit.number, commit);
  }
  return problems;
}

/** The commits of one client in one scope, in order, with the sums of the first n of them. */
interface Sequence {
  readonly commits: Commit[];
  readonly sums: Sum[];
}
interface Sum {
  readonly filings: number;
  readonly amountFen: bigint;
}
const NOTHING: Sum = { filings: 0, amountFen: 0n };
const plus = (a: Sum, b: Sum): Sum => ({ filings: a.filings + b.filings, amountFen: a.amountFen + b.amountFen });

function indexByScope(commits: readonly Commit[]): Map<string, Sequence[]> {
  const scopes = new Map<string, Map<string, Sequence>>();
  for (const commit of commits)
    for (const scope of commit.scopes) {
      const clients = scopes.get(scope) ?? new Map<string, Sequence>();
      scopes.set(scope, clients);
      const of = clients.get(commit.client) ?? { commits: [], sums: [NOTHING] };
      clients.set(commit.client, of);
      of.commits.push(commit);
      of.sums.push(plus(of.sums.at(-1)!, commit));
    }
  return new Map([...scopes].map(([scope, clients]) => [scope, [...clients.values()]]));
}

/** A client's commits as a read must see them. */
interface Seen {
  /** Acknowledged before the question was sent: the answer must contain them. */
  before(): readonly Commit[];
  readonly sumBefore: Sum;
  /** Neither before nor after: the answer may contain them. */
  readonly inFlight: readonly Commit[];
}

function during({ commits, sums }: Sequence, { startMs, endMs }: Read): Seen {
  const first = firstIndex(commits, (commit) => commit.endMs >= startMs);
  const after = firstIndex(commits, (commit) => commit.startMs > endMs);
  return { before: () => commits.slice(0, first), sumBefore: sums[first]!, inFlight: commits.slice(first, after) };
}

/** Binary search: `holds` is false up to some index and true from there on. */
function firstIndex<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function checkList(
  read: Read,
  { scope, shown }: { scope: string; shown: ReadonlyMap<string, string | null> },
  clients: readonly Seen[],
  problems: string[],
): Set<Commit> {
  const before = clients.flatMap((client) => client.before());
  const inFlight = clients.flatMap((client) => client.inFlight);
  const left = new Map(shown);
  for (const commit of before)
    if (!left.delete(commit.id))
      problems.push(`${nameOf(read)} misses ${nameOf(commit)}, acknowledged before (${scope})`);
  const seen = new Set(inFlight.filter((commit) => left.delete(commit.id)));
  for (const id of left.keys()) problems.push(`${nameOf(read)} shows ${id}, which was not sent by then (${scope})`);
  for (const commit of [...before, ...seen]) {
    const number = shown.get(commit.id);
    if (number != null && commit.number != null && number !== commit.number)
      problems.push(`${nameOf(read)} shows ${commit.id} with number ${number} instead of ${commit.number}`);
  }
  return seen;
}

/** The commits in flight that a total contains: of each client the first ones. */
function findCommits(
  read: Read,
  observed: Sum & { scope: string },
  clients: readonly Seen[],
  problems: string[],
): Set<Commit> | 'ambiguous' | 'unexplained' {
  const before = clients.reduce((sum, { sumBefore }) => plus(sum, sumBefore), NOTHING);
  const wanted = { filings: observed.filings - before.filings, amountFen: observed.amountFen - before.amountFen };
  const halves = twoHalves(clients.map(({ inFlight }) => inFlight).filter(({ length }) => length > 0));
  if (halves.some((half) => half.reduce((all, { length }) => all * (length + 1), 1) > MAX_COMBINATIONS))
    return 'ambiguous';
  const [some, others] = halves.map(combinations) as [Combination[], Combination[]];
  const byKey = new Map<string, Combination[]>();
  for (const one of some) {
    const key = `${one.sum.filings} ${one.sum.amountFen}`;
    byKey.set(key, [...(byKey.get(key) ?? []), one]);
  }
  const found = others.flatMap(({ sum, commits }) =>
    (byKey.get(`${wanted.filings - sum.filings} ${wanted.amountFen - sum.amountFen}`) ?? []).map((other) => [
      ...commits,
      ...other.commits,
    ]),
  );
  if (found.length > 1) return 'ambiguous';
  if (found.length === 1) return new Set(found[0]);
  problems.push(
    `${nameOf(read)} says ${observed.filings} filings, ${observed.amountFen} fen (${observed.scope}); acknowledged ` +
      `before were ${before.filings}, ${before.amountFen} fen, and no set of those in flight explains the rest`,
  );
  return 'unexplained';
}

interface Combination {
  readonly sum: Sum;
  readonly commits: readonly Commit[];
}

/** All ways to take the first ones of each client. */
function combinations(clients: readonly (readonly Commit[])[]): Combination[] {
  let all: Combination[] = [{ sum: NOTHING, commits: [] }];
  for (const inFlight of clients)
    all = all.flatMap((one) => {
      const longer = [one];
      for (const commit of inFlight) {
        const last = longer.at(-1)!;
        longer.push({ sum: plus(last.sum, commit), commits: [...last.commits, commit] });
      }
      return longer;
    });
  return all;
}

/** Two groups of clients with about as many combinations each. */
function twoHalves(clients: readonly (readonly Commit[])[]): (readonly Commit[])[][] {
  const halves: (readonly Commit[])[][] = [[], []];
  const counts = [1, 1];
  for (const inFlight of [...clients].sort((a, b) => b.length - a.length)) {
    const half = counts[0]! <= counts[1]! ? 0 : 1;
    halves[half]!.push(inFlight);
    counts[half]! *= inFlight.length + 1;
  }
  return halves;
}

/** Kahn's algorithm. Order in time takes one more node for each end: an operation, its end, later ends, later starts. */
function findCycle(
  operations: readonly (Commit | Read)[],
  edges: readonly (readonly [number, number])[],
): (Commit | Read)[] | undefined {
  const count = operations.length;
  const byEnd = operations.map((_, index) => index).sort((a, b) => operations[a]!.endMs - operations[b]!.endMs);
  const next: number[][] = Array.from({ length: 2 * count }, () => []);
  const missing = new Uint32Array(2 * count);
  const add = (from: number, to: number): void => {
    next[from]!.push(to);
    missing[to]! += 1;
  };
  for (const [from, to] of edges) add(from, to);
  byEnd.forEach((operation, position) => {
    add(operation, count + position);
    if (position > 0) add(count + position - 1, count + position);
  });
  operations.forEach(({ startMs }, operation) => {
    const earlier = firstIndex(byEnd, (other) => operations[other]!.endMs >= startMs);
    if (earlier > 0) add(count + earlier - 1, operation);
  });
  const ready = [...missing.keys()].filter((node) => missing[node] === 0);
  for (let node = ready.pop(); node !== undefined; node = ready.pop())
    for (const to of next[node]!) if ((missing[to]! -= 1) === 0) ready.push(to);
  const start = missing.findIndex((left) => left > 0);
  return start < 0 ? undefined : cycleFrom(start, next, missing).flatMap((node) => operations[node] ?? []);
}

/** Goes back through nodes that were never ready: each has such a predecessor. */
function cycleFrom(start: number, next: readonly number[][], missing: Uint32Array): number[] {
  const previous = new Map<number, number>();
  next.forEach((targets, from) => {
    if (missing[from]! > 0) for (const to of targets) previous.set(to, from);
  });
  const path: number[] = [];
  let node = start;
  for (; !path.includes(node); node = previous.get(node)!) path.push(node);
  return path.slice(path.indexOf(node)).reverse();
}
