/**
 * Reads the SQL files of db/ for migrate.ts. File names give the order; the hash of db/code decides whether the code is
 * applied again.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The SQL that defines the database: a folder like db/. */
export interface SchemaTexts {
  /** Name without ending → text, in order. Each runs once. */
  readonly migrations: ReadonlyMap<string, string>;
  /** Name without ending → text, in order. All are applied again whenever their hash changes. */
  readonly code: ReadonlyMap<string, string>;
  /** SHA-256 of the code, in hex. */
  readonly codeHash: string;
}

/** db/: the same relative path from src/data and from the built dist/service. */
const FOLDER = fileURLToPath(new URL('../../db', import.meta.url));
let texts: SchemaTexts | undefined;

/** The SQL of this version, read from db/ once. */
export function schemaTexts(): SchemaTexts {
  return (texts ??= readSchemaTexts(FOLDER));
}

/** Reads `migrations/*.sql` and `code/*.sql` of a folder. */
export function readSchemaTexts(folder: string): SchemaTexts {
  const migrations = readFolder(path.join(folder, 'migrations'));
  const code = readFolder(path.join(folder, 'code'));
  const digest = createHash('sha256');
  for (const [name, text] of code) digest.update(`${name}\0${text}\0`);
  return { migrations, code, codeHash: digest.digest('hex') };
}

/** The name of the newest migration of this version. */
export function newestMigration(): string {
  return [...schemaTexts().migrations.keys()].at(-1)!;
}

function readFolder(folder: string): Map<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return new Map(files.sort().map((file) => [file.slice(0, -4), readFileSync(path.join(folder, file), 'utf8')]));
}
