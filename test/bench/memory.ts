/** Peak memory of a process, on Linux only; elsewhere there is no figure. */
import { readFileSync, writeFileSync } from 'node:fs';
import { round } from './figures.ts';

/** The most resident memory at once, in MB. */
export interface PeakMemory {
  /** Of the process itself. */
  readonly processMb: number;
  /** Of the largest of its child processes; null when there was none. */
  readonly childMb: number | null;
}

export interface MemoryWatch {
  /** Begins anew. */
  reset(): void;
  /** Since the last reset; null where the platform does not tell. */
  peak(): PeakMemory | null;
  end(): void;
}

const CHILDREN_EVERY_MS = 100;

/** Linux keeps the peak of a process (proc(5): VmHWM) and resets it on request (clear_refs). Children may end at any time, so they are read often. */
export function watchMemory(pid: number): MemoryWatch {
  let isReset = false;
  let childMb: number | null = null;
  const look = (): void => {
    for (const child of childrenOf(pid)) {
      const peak = peakMb(child);
      if (peak !== null) childMb = Math.max(childMb ?? 0, peak);
    }
  };
  const timer = setInterval(look, CHILDREN_EVERY_MS).unref();
  return {
    reset() {
      isReset = resetPeak(pid);
      childrenOf(pid).forEach(resetPeak);
      childMb = null;
    },
    peak() {
      look();
      const processMb = peakMb(pid);
      return isReset && processMb !== null ? { processMb, childMb } : null;
    },
    end: () => clearInterval(timer),
  };
}

function peakMb(pid: number): number | null {
  const kb = /VmHWM:\s+([0-9]+) kB/.exec(readProc(pid, 'status'))?.[1];
  return kb === undefined ? null : round(Number(kb) / 1024, 0);
}

/** Children are listed with the thread that started them, mostly the main one. */
function childrenOf(pid: number): number[] {
  return readProc(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

function resetPeak(pid: number): boolean {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
    return true;
  } catch {
    return false;
  }
}
