import { randomBytes, randomInt } from 'node:crypto';
import { hash as argon2, verify as argon2Verify } from '@node-rs/argon2';
import { passwordWeakness } from '../../domain/account/password.ts';
import { Problem } from '../../http/problem.ts';

/** Hashing of passwords. Every method may throw Problem TOO_MANY_REQUESTS when too many wait already. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
  /** Takes as long as verify and is never true: for a login that nobody has. */
  verifyNothing(password: string): Promise<false>;
  /** A new one-time password for a login, to be told once, and its hash, to be kept. */
  oneTime(login: string): Promise<{ readonly oneTimePassword: string; readonly hash: string }>;
}

export interface HashingLimits {
  /** How many are hashed at once. Each takes a thread of the libuv pool (of four) and 19 MiB. */
  readonly concurrency: number;
  /** How many may wait for their turn. */
  readonly queueLimit: number;
}

// OWASP Password Storage Cheat Sheet: argon2id (2 in the library's enum), 19 MiB, two passes, one lane.
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;
const RETRY_AFTER_SECONDS = 2;

export function createPasswords(limits: HashingLimits): Passwords {
  const inLine = createLine(limits);
  const nobodys = unmatchedHash();
  const hash = (password: string): Promise<string> => inLine(() => argon2(password, OPTIONS));
  return {
    hash,
    verify: (stored, password) => inLine(() => argon2Verify(stored, password)),
    async verifyNothing(password) {
      await inLine(() => argon2Verify(nobodys, password));
      return false;
    },
    async oneTime(login) {
      const oneTimePassword = randomPassword(login);
      return { oneTimePassword, hash: await hash(oneTimePassword) };
    },
  };
}

/** Runs at most `concurrency` works at once and lets at most `queueLimit` wait: a storm of sign-ins starves nobody else. */
function createLine({ concurrency, queueLimit }: HashingLimits): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= concurrency) {
      if (waiting.length >= queueLimit) throw tooMany();
      // Whoever finishes hands its place on, so that nobody slips in between.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

export function tooMany(): Problem {
  return new Problem('TOO_MANY_REQUESTS', {
    params: { seconds: RETRY_AFTER_SECONDS },
    headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
  });
}

/** A hash with the parameters of the real ones that no password has: its digest was drawn, not computed. */
function unmatchedHash(): string {
  const part = (bytes: number): string => randomBytes(bytes).toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${OPTIONS.memoryCost},t=${OPTIONS.timeCost},p=${OPTIONS.parallelism}$${part(16)}$${part(OPTIONS.outputLen)}`;
}

// Without 0 O o 1 I l, which look alike on paper.
const UNAMBIGUOUS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const ONE_TIME_CHARACTERS = 20;

function randomPassword(login: string): string {
  for (;;) {
    const password = Array.from({ length: ONE_TIME_CHARACTERS }, () => UNAMBIGUOUS[randomInt(UNAMBIGUOUS.length)]).join(
      '',
    );
    if (passwordWeakness(password, login) === null) return password;
  }
}
