/** `npm run types:console`: writes the generated files of the console. */
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { CONSOLE_IMPORTS, consoleImports } from './console-imports.ts';
import { CONSOLE_KIND_RULES, consoleKindRules } from './console-kind-rules.ts';
import { CONSOLE_LIMITS, consoleLimits } from './console-limits.ts';
import { CONSOLE_FIELDS, CONSOLE_TYPES, consoleFields, consoleTypes } from './console-types.ts';

await writeFile(CONSOLE_TYPES, await consoleTypes());
await writeFile(CONSOLE_FIELDS, await consoleFields());
await writeFile(CONSOLE_LIMITS, await consoleLimits());
await writeFile(CONSOLE_IMPORTS, await consoleImports());
await writeFile(CONSOLE_KIND_RULES, await consoleKindRules());
