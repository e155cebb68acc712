import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { QUALIFICATION_KIND } from '../../src/domain/filing/status.ts';
import { NUMBER_PATTERN_FORM, NUMBER_PATTERN_REFUSED } from '../../src/domain/firm/qualification-kind.ts';
import {
  KIND_HEADINGS_MAX,
  KIND_POSITION_DEFAULT,
  KIND_POSITION_MAX,
  KIND_VALIDITY_MAX_MONTHS,
  NAME_MAX_CHARACTERS,
  NUMBER_PATTERN_MAX_CHARACTERS,
} from '../../src/domain/limits.ts';

/** Where the console keeps the rules of the kinds of qualifications. */
export const CONSOLE_KIND_RULES = path.resolve(import.meta.dirname, '../../src/web/shared/kind-rules.ts');

const HEAD =
  '// Written by `npm run types:console` from src/domain; test/web/api-types.test.ts fails when it is stale.\n\n';

/** The form of codes and of patterns, and the limits of a kind of qualifications. */
export async function consoleKindRules(): Promise<string> {
  const limits = {
    nameMax: NAME_MAX_CHARACTERS,
    patternMax: NUMBER_PATTERN_MAX_CHARACTERS,
    headingsMax: KIND_HEADINGS_MAX,
    monthsMax: KIND_VALIDITY_MAX_MONTHS,
    positionMax: KIND_POSITION_MAX,
    positionDefault: KIND_POSITION_DEFAULT,
  };
  const text = `${HEAD}export const KIND_CODE = ${String(QUALIFICATION_KIND)};

    /** What a pattern of certificate numbers consists of, and what it may not contain. */
    export const NUMBER_PATTERN_FORM = ${String(NUMBER_PATTERN_FORM)};
    export const NUMBER_PATTERN_REFUSED = ${String(NUMBER_PATTERN_REFUSED)};

    export const KIND_LIMITS = ${JSON.stringify(limits)} as const;\n`;
  return format(text, { ...(await resolveConfig(CONSOLE_KIND_RULES)), parser: 'typescript', quoteProps: 'as-needed' });
}
