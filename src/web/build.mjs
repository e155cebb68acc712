// Builds the console into dist/web, unless it is there already, made of the same sources: `npm start` runs this each time.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const HERE = import.meta.dirname;
const ROOT = path.resolve(HERE, '../..');
const TARGET = path.join(ROOT, 'dist/web');
const STAMP = path.join(TARGET, 'made-of');
const COMPRESSED_FROM_BYTES = 1024;

/** A digest of everything that the built console is made of: its sources, and the versions of its libraries. */
async function madeOf() {
  const digest = createHash('sha256');
  const files = (await readdir(HERE, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of [...files, path.join(ROOT, 'package-lock.json')].sort()) {
    digest.update(path.relative(ROOT, file)).update('\0').update(await readFile(file)).update('\0');
  }
  return digest.digest('hex');
}

async function bundle(folder) {
  // Loaded only when there is something to build: it takes longer than finding that there is not.
  const { build } = await import('vite');
  await build({
    configFile: false, root: HERE, base: '/', logLevel: 'warn', publicDir: false,
    // The server puts a fresh number in its place with every page (http/console.ts).
    html: { cspNonce: '__NONCE__' },
    build: {
      outDir: folder, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, reportCompressedSize: false, chunkSizeWarningLimit: 2000,
      // Libraries mark their components for frameworks that render on a server; here is none.
      rolldownOptions: { onLog: (level, log, handle) => { if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log); } },
    },
  });
}

/** A compressed copy beside each text file, made once, so that the server compresses nothing. */
async function compress(folder) {
  const brotli = (content) => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } });
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/[.](js|css|svg)$/.test(entry.name)) continue;
    const content = await readFile(file);
    if (content.length < COMPRESSED_FROM_BYTES) continue;
    await writeFile(`${file}.br`, await brotli(content));
    await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
  }
}

const wanted = await madeOf();
const found = existsSync(STAMP) ? await readFile(STAMP, 'utf8') : '';
if (found !== wanted) {
  // Made aside, then moved into place: a start beside this one finds the old one or the new one.
  const aside = `${TARGET}.${process.pid}`;
  await bundle(aside);
  await compress(aside);
  await writeFile(path.join(aside, 'made-of'), wanted);
  await mkdir(path.dirname(TARGET), { recursive: true });
  await rm(TARGET, { recursive: true, force: true });
  await rename(aside, TARGET);
}
