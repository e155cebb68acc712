/** The child processes of a process, as Linux lists them. */
import { readdirSync, readFileSync } from 'node:fs';

export const canListChildren = process.platform === 'linux';

export interface Child {
  readonly pid: number;
  readonly command: string;
  readonly environment: string;
}

export function childrenOf(parent: number): Child[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .flatMap((name) => {
      try {
        const [, status = ''] = /\nPPid:\s+([0-9]+)/.exec(readFileSync(`/proc/${name}/status`, 'utf8')) ?? [];
        if (Number(status) !== parent) return [];
        const [command, environment] = ['cmdline', 'environ'].map((file) =>
          readFileSync(`/proc/${name}/${file}`, 'utf8').replaceAll('\0', ' '),
        );
        return [{ pid: Number(name), command: command!, environment: environment! }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

/** Whether a process exists and has not ended (a zombie has). */
export function isAlive(pid: number): boolean {
  try {
    return !/\nState:\s+Z/.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
