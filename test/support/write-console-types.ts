import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { CONSOLE_FIELDS, CONSOLE_TYPES, consoleFields, consoleTypes } from './console-types.ts';

await writeFile(CONSOLE_TYPES, await consoleTypes());
await writeFile(CONSOLE_FIELDS, await consoleFields());
