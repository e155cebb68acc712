/**
 * Responses to filing (POST /filings) and checking (POST /filings/check), built from what the service has returned: the
 * database is not read again. A filing must look here as in `filings.view.ts`, which reads it back.
 */
import type { Actor } from '../../data/as-actor.ts';
import { presentStatus } from '../../domain/filing/status.ts';
import type { ErrorCode } from '../../domain/messages/codes.ts';
import { flagMessage, message, type Language } from '../../domain/messages/messages.ts';
import type { checkOnly, Filed } from './filings.service.ts';
import { presentFiling, presentLinks } from './filings.view.ts';

/** A filing that was just filed, as the officer of its bank sees it. */
export function presentFiled({ bank }: Pick<Actor, 'bank'>, { row, flags, context }: Filed, language: Language) {
  return presentFiling(
    {
      ...row,
      bank_code: bank!.code,
      bank_name: bank!.name,
      region_name: context.regionName ?? '',
      state_reason: null,
      amended_at: null,
      // `row.flags` has the unrestricted flags only. Of restricted ones the bank learns that there are some (IN_REVIEW).
      flags: row.flags,
      flags_other: undefined,
      in_review: row.flags.length < flags.length,
    },
    language,
  );
}

/** Without IN_REVIEW: only a filing that is on record learns that it rests on something of another bank. */
export function presentCheck(checked: ReturnType<typeof checkOnly>, language: Language) {
  const flags = checked.flags
    .filter((flag) => !flag.restricted)
    .map(({ rule, params }) => ({ rule, message: flagMessage(rule, params ?? {}, language) }));
  const errors = checked.errors.map(({ path, code, params }) => ({
    path,
    code: code as string,
    message: message(code as ErrorCode, params ?? {}, language),
  }));
  const { duplicateOf } = checked;
  if (duplicateOf !== null)
    errors.push({
      path: 'receiptNo',
      code: 'DUPLICATE_RECEIPT',
      message: message('DUPLICATE_RECEIPT', { id: duplicateOf }, language).detail,
    });
  const { checks, links } = checked;
  return { errors, flags, checks, status: presentStatus(links), qualifications: presentLinks(links), duplicateOf };
}
