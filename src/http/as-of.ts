/** The query parameter `asOf`: what was posted by an instant, or by a posting. */
import type { Tx } from '../data/database.ts';
import { BEFORE_THE_FIRST, findPosting, type Posting } from '../data/posting.queries.ts';
import type { AsOf } from '../domain/values/as-of.ts';
import { parseInstant } from '../domain/values/instant.ts';
import { invalid } from './problem.ts';
import { Optional, rule, type Parsed } from './rule.ts';

const POSTING = /^[1-9][0-9]{0,14}$/;

/** The number of a posting, or an instant (RFC 3339). */
export const AsOfField = (): PropertyDecorator =>
  rule(
    'asOf',
    {
      type: 'string',
      description: 'The state that was posted by then: an instant (RFC 3339) or the number of a posting. 数据截至。',
      examples: ['2025-01-10T00:00:00.000Z', '242'],
    },
    (value): Parsed => {
      const text = String(value);
      if (POSTING.test(text)) return { ok: true, value: { posting: BigInt(text) } satisfies AsOf };
      const ms = parseInstant(text);
      return ms === null
        ? { ok: false, code: 'FORMAT', params: { expected: '2025-01-10T00:00:00.000Z, 242' } }
        : { ok: true, value: { instant: new Date(ms).toISOString() } satisfies AsOf };
    },
  );

/** The query of a record that can be read as of a posting. */
export class AsOfQuery {
  @Optional() @AsOfField() asOf?: AsOf;
}

/** The posting that a request stands on. @throws Problem VALIDATION_FAILED at `asOf` for a number that is not posted yet */
export async function postingOf(tx: Tx, asOf: AsOf): Promise<Posting> {
  const found = await findPosting(tx, asOf);
  if (found === null && 'posting' in asOf) throw invalid({ path: 'asOf', code: 'NOT_POSTED' });
  return found ?? BEFORE_THE_FIRST;
}

/** The posting that an answer stands on; null for what is not of a posting, and before the first one. */
export const presentPosting = (posting: Posting | null): Pick<Posting, 'no' | 'at'> | null =>
  posting === null || posting.no === 0 ? null : { no: posting.no, at: posting.at };
