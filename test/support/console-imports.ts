import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { isFilingField } from '../../src/domain/filing/fields.ts';
import { fieldLabel } from '../../src/domain/sheet/import-labels.ts';
import { ALL_IMPORT_FIELDS, IMPORT_FIELDS } from '../../src/domain/sheet/import-words.ts';

/** Where the console keeps the fields of imports. */
export const CONSOLE_IMPORTS = path.resolve(import.meta.dirname, '../../src/web/shared/import-fields.ts');

const HEAD =
  '// Written by `npm run types:console` from src/domain/sheet/import-words.ts; test/web/api-types.test.ts fails when it is stale.\n\n';

/** The fields of each kind of import, and the titles of those that a filing does not have. */
export async function consoleImports(): Promise<string> {
  const titles = ALL_IMPORT_FIELDS.filter((field) => !isFilingField(field)).map((field) => [
    field,
    { 'zh-CN': fieldLabel(field, 'zh-CN'), en: fieldLabel(field, 'en') },
  ]);
  const text = `${HEAD}export const IMPORT_FIELDS = ${JSON.stringify(IMPORT_FIELDS)} as const;

    /** Titles of fields that a filing does not have. */
    export const IMPORT_FIELD_TITLES = ${JSON.stringify(Object.fromEntries(titles))} as const;\n`;
  return format(text, {
    ...(await resolveConfig(CONSOLE_IMPORTS)),
    parser: 'typescript',
    quoteProps: 'as-needed',
  });
}
