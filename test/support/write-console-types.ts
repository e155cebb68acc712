import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { CONSOLE_TYPES, consoleTypes } from './console-types.ts';

await writeFile(CONSOLE_TYPES, await consoleTypes());
