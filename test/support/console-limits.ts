/** Generates src/web/shared/programme-limits.ts (`npm run types:console`). */
import path from 'node:path';
import { format } from 'prettier';
import { LIMIT_ENTRIES } from '../../src/domain/programme/limits/registry.ts';

/** Where the console keeps its description of the programme limits. */
export const CONSOLE_LIMITS = path.resolve(import.meta.dirname, '../../src/web/shared/programme-limits.ts');

const HEAD =
  '// Written by `npm run types:console` from the registry of limits; test/web/api-types.test.ts fails when it is stale.\n\n';

/** The registry of limits as the console knows it: names, settings and their shapes, words in both languages. */
export async function consoleLimits(): Promise<string> {
  const limits = LIMIT_ENTRIES.map(([name, { title, settings, rules }]) => ({
    name,
    title,
    settings: Object.entries(settings).map(([setting, shape]) => ({ name: setting, ...shape })),
    rules: Object.entries(rules).map(([code, { label }]) => ({ code, label })),
  }));
  const text = `${HEAD}export const PROGRAMME_LIMITS = ${JSON.stringify(limits)} as const;\n`;
  return format(text, { parser: 'typescript', printWidth: 120, singleQuote: true });
}
