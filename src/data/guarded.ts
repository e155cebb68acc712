import type { Answered } from './batch.ts';
import { ALONGSIDE, LAST, WITH_NEXT } from './together.ts';

interface Unsent {
  readonly text: string;
  readonly values: readonly unknown[];
}
/** Sends statements in one message and gives their answers. */
export type Send = (statements: readonly Unsent[]) => readonly Promise<Answered>[];

const NO_ROWS: Answered = { command: '', rowCount: 0, rows: [] };
const BEGINS = /^(begin|start transaction)/;
const ended = (): Error => new Error('a statement after the end of its transaction');

/**
 * One client as Kysely takes it, refusing a second statement before the first has answered. BEGIN is not sent by itself:
 * it travels with the statement after it. ROLLBACK is never refused (it follows whatever is on its way); nothing is
 * taken while it runs, nor once the client is given back.
 */
export function guarded(
  send: Send,
  release: (error?: Error | boolean) => void,
): { query(text: string, values?: readonly unknown[]): Promise<Answered>; release(error?: Error | boolean): void } {
  const line = waitingLine(send);
  let busy = false;
  let [over, released] = [false, false];
  let committed: Promise<Answered> | null = null;

  async function rollback(): Promise<Answered> {
    const whole = await committed?.then(
      () => true,
      () => false,
    );
    committed = null;
    if (whole || line.drop()) return NO_ROWS;
    over = true;
    try {
      return await send([{ text: 'rollback', values: [] }])[0]!;
    } finally {
      over = released;
    }
  }

  async function commit(): Promise<Answered> {
    // Nothing was said since BEGIN.
    if (committed === null && line.drop()) return NO_ROWS;
    const answer = await (committed ?? line.send({ text: 'commit', values: [] })[0]!);
    committed = null;
    // Of a transaction in which a statement has failed COMMIT says so, and no error.
    if (answer.command !== 'COMMIT') throw new Error('nothing was committed: a statement before it had failed');
    return answer;
  }

  async function ordinary(text: string, values: readonly unknown[]): Promise<Answered> {
    if (text.startsWith(WITH_NEXT)) return line.holdForNext({ text, values });
    if (!text.startsWith(LAST)) return line.send({ text, values })[0]!;
    const [answer, ending] = line.send({ text, values }, { text: 'commit', values: [] });
    committed = ending!;
    return answer!;
  }

  return {
    async query(text, values = []) {
      if (text === 'rollback') return rollback();
      const alongside = line.expectsNext() && text.startsWith(ALONGSIDE);
      if (busy && !alongside)
        throw new Error('two statements at once in one transaction: await the first before sending the second');
      if (over || (committed !== null && text !== 'commit')) throw ended();
      if (alongside) return line.send({ text, values })[0]!;
      if (BEGINS.test(text)) {
        line.hold({ text, values });
        return NO_ROWS;
      }
      busy = true;
      try {
        return await (text === 'commit' ? commit() : ordinary(text, values));
      } finally {
        busy = false;
      }
    },
    release(error) {
      [over, released] = [true, true];
      release(error);
    },
  };
}

/** What waits for the next statement to travel with. */
function waitingLine(sendAll: Send) {
  let held: Unsent[] = [];
  let tell: ((answer: Promise<Answered>) => void) | null = null;
  return {
    hold: (statement: Unsent): void => {
      held = [statement];
    },
    /** @returns its answer, once the next statement has taken it along */
    holdForNext(statement: Unsent): Promise<Answered> {
      held.push(statement);
      return new Promise((resolve) => {
        tell = resolve;
      });
    },
    expectsNext: (): boolean => tell !== null,
    /** Forgets what was held, which nobody needs now. @returns whether there was something */
    drop(): boolean {
      const some = held.length > 0;
      [held, tell] = [[], null];
      return some;
    },
    /** @returns the answers to `statements`, each once what was held has been answered */
    send(...statements: Unsent[]): Promise<Answered>[] {
      const answers = sendAll([...held, ...statements]);
      const before = answers.slice(0, held.length);
      tell?.(before.at(-1)!);
      [held, tell] = [[], null];
      const given = answers.slice(before.length).map((answer) => Promise.all([answer, ...before]).then(([own]) => own));
      // COMMIT's is looked at later, or never when the statement before it fails.
      for (const answer of given) answer.catch(() => undefined);
      return given;
    },
  };
}
