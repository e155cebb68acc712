const EVERY_MS = 2_000;

export interface Progress {
  add(rows: number, what: string): void;
  end(): void;
}

/** Prints how far long work is, every two seconds. */
export function createProgress(total: number, print: (line: string) => void): Progress {
  const began = performance.now();
  let [done, last] = [0, began];
  return {
    add(rows, what) {
      done += rows;
      const now = performance.now();
      if (now - last < EVERY_MS) return;
      last = now;
      const share = total === 0 ? 1 : Math.min(1, done / total);
      const left = share > 0.02 ? `, ${Math.ceil(((now - began) / 1000) * (1 / share - 1))} s left / 剩余` : '';
      print(`  ${Math.floor(share * 100)} % (${what}: ${done} of ${total} rows / 行${left})`);
    },
    end: () => print(`  100 % (${done} rows / 行, ${((performance.now() - began) / 1000).toFixed(1)} s)`),
  };
}
