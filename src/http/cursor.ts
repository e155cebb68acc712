/**
 * Signed cursors of paginated lists. A cursor is valid only for the account, filters and sort that it was made for;
 * clients must not be able to make one.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { CURSOR_MAX_CHARACTERS } from '../domain/limits.ts';
import { invalid } from './problem.ts';

export type CursorKeys = readonly (string | number)[];

/**
 * Cursors of paginated lists: the sort keys of the last row, signed together with what the cursor is bound to (account,
 * filters, sort), which the cursor does not contain.
 */
export interface Cursors {
  write(boundTo: unknown, keys: CursorKeys): string;
  /** @throws Problem VALIDATION_FAILED (INVALID_CURSOR at `cursor`) */
  read(boundTo: unknown, cursor: string): CursorKeys;
}

export function createCursors(secret: Buffer): Cursors {
  const sign = (boundTo: unknown, payload: string): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify(boundTo))
      .update('\n')
      .update(payload)
      .digest()
      .subarray(0, 16)
      .toString('base64url');
  return {
    write(boundTo, keys) {
      const payload = Buffer.from(JSON.stringify(keys)).toString('base64url');
      return `${payload}.${sign(boundTo, payload)}`;
    },
    read(boundTo, cursor) {
      const [payload, signature, more] = cursor.length <= CURSOR_MAX_CHARACTERS ? cursor.split('.') : [];
      // Compared as text, because several base64url texts decode to the same bytes.
      const given = Buffer.from(signature ?? '');
      const expected = Buffer.from(sign(boundTo, payload ?? ''));
      if (!payload || more !== undefined || given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw invalid({ path: 'cursor', code: 'INVALID_CURSOR' });
      }
      return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as CursorKeys;
    },
  };
}
