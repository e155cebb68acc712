import { randomBytes, randomInt } from 'node:crypto';
import { hash as argon2, verify as argon2Verify } from '@node-rs/argon2';
import { normalisedPassword } from '../../domain/account/password.ts';
import { Problem } from '../../http/problem.ts';

/** Hashing of passwords. Every method throws Problem TOO_MANY_REQUESTS if its queue is full. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
  /** For an unknown login: takes as long as `verify`, and is false. */
  verifyUnknownLogin(password: string): Promise<false>;
  /** Generates a one-time password, with its hash for storage. */
  oneTime(): Promise<{ readonly oneTimePassword: string; readonly hash: string }>;
}

export interface HashingLimits {
  /** Hashes computed at the same time. Each takes one of the four threads of the libuv pool, and 19 MiB. */
  readonly concurrency: number;
  /** Maximum of waiting calls. */
  readonly queueLimit: number;
}

// OWASP Password Storage Cheat Sheet: argon2id (2 in the library's enum), 19 MiB, two passes, one lane.
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;
const RETRY_AFTER_SECONDS = 2;

export function createPasswords(limits: HashingLimits): Passwords {
  const enqueue = createQueue(limits);
  const unmatchedHash = createUnmatchedHash();
  const hash = (password: string): Promise<string> => enqueue(() => argon2(normalisedPassword(password), OPTIONS));
  const verify = (stored: string, password: string): Promise<boolean> =>
    enqueue(async () => {
      const normalised = normalisedPassword(password);
      // Hashes of earlier versions are of the password as it was typed.
      return (
        (await argon2Verify(stored, normalised)) || (normalised !== password && (await argon2Verify(stored, password)))
      );
    });
  return {
    hash,
    verify,
    async verifyUnknownLogin(password) {
      await verify(unmatchedHash, password);
      return false;
    },
    async oneTime() {
      const oneTimePassword = randomPassword();
      return { oneTimePassword, hash: await hash(oneTimePassword) };
    },
  };
}

/** Runs at most `concurrency` tasks at the same time and lets at most `queueLimit` wait, so that many sign-ins do not block other work. */
function createQueue({ concurrency, queueLimit }: HashingLimits): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running >= concurrency) {
      if (waiting.length >= queueLimit) throw tooMany();
      // A finished task passes its slot to the first waiting one.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await task();
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

/** A hash that no password matches, with the parameters of real ones: its digest is random. */
function createUnmatchedHash(): string {
  const part = (bytes: number): string => randomBytes(bytes).toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${OPTIONS.memoryCost},t=${OPTIONS.timeCost},p=${OPTIONS.parallelism}$${part(16)}$${part(OPTIONS.outputLen)}`;
}

// Without 0 O o 1 I l, which look alike.
const UNAMBIGUOUS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const ONE_TIME_CHARACTERS = 20;

const randomPassword = (): string =>
  Array.from({ length: ONE_TIME_CHARACTERS }, () => UNAMBIGUOUS[randomInt(UNAMBIGUOUS.length)]).join('');
