import { createHmac, timingSafeEqual } from 'node:crypto';
import { CURSOR_MAX_CHARACTERS } from '../domain/limits.ts';
import { invalid } from './problem.ts';

export type CursorKeys = readonly (string | number)[];

/**
 * Page marks: the sort keys of the last row, signed together with what they belong to (account, filters, sort), which is
 * not in the cursor itself.
 */
export interface Cursors {
  write(belongsTo: unknown, keys: CursorKeys): string;
  /** @throws Problem VALIDATION_FAILED (INVALID_CURSOR at `cursor`) */
  read(belongsTo: unknown, cursor: string): CursorKeys;
}

export function createCursors(secret: Buffer): Cursors {
  const sign = (belongsTo: unknown, payload: string): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify(belongsTo))
      .update('\n')
      .update(payload)
      .digest()
      .subarray(0, 16)
      .toString('base64url');
  return {
    write(belongsTo, keys) {
      const payload = Buffer.from(JSON.stringify(keys)).toString('base64url');
      return `${payload}.${sign(belongsTo, payload)}`;
    },
    read(belongsTo, cursor) {
      const [payload, signature, more] = cursor.length <= CURSOR_MAX_CHARACTERS ? cursor.split('.') : [];
      // As text: several texts decode to the same bytes.
      const given = Buffer.from(signature ?? '');
      const wanted = Buffer.from(sign(belongsTo, payload ?? ''));
      if (!payload || more !== undefined || given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
        throw invalid({ path: 'cursor', code: 'INVALID_CURSOR' });
      }
      return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as CursorKeys;
    },
  };
}
