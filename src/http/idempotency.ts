/**
 * The Idempotency-Key header: its form, the comparison of bodies, and how long answers are stored. serve.ts looks keys
 * up and stores answers.
 */
import { createHash } from 'node:crypto';
import { IDEMPOTENCY_KEY_KEPT_HOURS, IDEMPOTENCY_KEY_MAX_CHARACTERS } from '../domain/limits.ts';
import { invalid } from './problem.ts';

/** The Idempotency-Key of a request: 1–255 visible ASCII characters. @throws Problem VALIDATION_FAILED at the header */
export function idempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  if (header.length > IDEMPOTENCY_KEY_MAX_CHARACTERS || !/^[\x21-\x7e]+$/.test(header)) {
    throw invalid({
      path: 'Idempotency-Key',
      code: 'FORMAT',
      params: { expected: `1–${IDEMPOTENCY_KEY_MAX_CHARACTERS} visible ASCII` },
    });
  }
  return header;
}

/** A hash of the parsed JSON, independent of white space and the order of members. */
export function bodyHash(json: unknown): Buffer {
  return createHash('sha256').update(canonical(json)).digest();
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  let members = '';
  for (const key of Object.keys(value).sort())
    members += `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])},`;
  return `{${members}}`;
}

/** Stored answers from before this time have expired. @param at now */
export function answersExpiredBefore(at: Date): Date {
  return new Date(at.getTime() - IDEMPOTENCY_KEY_KEPT_HOURS * 3_600_000);
}
