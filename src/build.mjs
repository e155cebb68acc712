// Builds the parts named by the arguments (`service`, `console`) into dist. Every start runs this, so a part whose sources
// have not changed is skipped.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const ROOT = path.resolve(import.meta.dirname, '..');
const CONSOLE = path.join(ROOT, 'src/web');
const COMPRESSED_FROM_BYTES = 1024;
/** For each part: its output folder, its build function, and its source files. */
const PARTS = {
  service: {
    target: 'dist/service',
    build: bundleService,
    sources: async () => (await filesOf('src')).filter((file) => !file.startsWith(CONSOLE + path.sep)),
  },
  console: {
    target: 'dist/web',
    build: bundleConsole,
    sources: async () => [path.join(ROOT, 'src/build.mjs'), ...(await filesOf('src/web'))],
  },
};

async function filesOf(folder) {
  const entries = await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** SHA-256 over the names and contents of the files, and package-lock.json for the versions of the libraries. */
async function digestOf(files) {
  const digest = createHash('sha256');
  for (const file of [...files, path.join(ROOT, 'package-lock.json')].sort()) {
    digest
      .update(path.relative(ROOT, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  return digest.digest('hex');
}

/** Bundles the service with its libraries into one file, and its import process into another: loading a thousand files delays a start. */
async function bundleService(folder) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: ['main', 'import-worker'].map((name) => path.join(ROOT, `src/${name}.ts`)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    // The first two load files next to their own, the dictionaries of zxcvbn and unpdf are loaded when they are needed; pg
    // requires pg-native only if it is installed.
    external: [
      '@node-rs/argon2',
      'swagger-ui-express',
      '@zxcvbn-ts/core',
      '@zxcvbn-ts/language-common',
      'unpdf/pdfjs',
      'pg-native',
    ],
    // CommonJS libraries load Node's modules with `require`.
    banner: {
      js: `import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);`,
    },
  });
}

async function bundleConsole(folder) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: CONSOLE,
    base: '/',
    logLevel: 'warn',
    publicDir: false,
    // Placeholder: http/console.ts inserts a new nonce into each page.
    html: { cspNonce: '__NONCE__' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      // Ignores 'use client' directives of libraries: there is no rendering on the server.
      rolldownOptions: {
        onLog: (level, log, handle) => {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
        },
      },
    },
  });
  await compress(folder);
}

/** Writes compressed copies of each text file, so that the server does not compress on requests. */
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

async function buildIfChanged({ target, build, sources }) {
  const folder = path.join(ROOT, target);
  const digestFile = 'sources.sha256';
  const digest = await digestOf(await sources());
  const builtFrom = path.join(folder, digestFile);
  if (existsSync(builtFrom) && (await readFile(builtFrom, 'utf8')) === digest) return;
  // Built in a temporary folder and renamed: a concurrent start finds the old build or the new one.
  const temporary = `${folder}.${process.pid}`;
  const old = `${temporary}.old`;
  await build(temporary);
  await writeFile(path.join(temporary, digestFile), digest);
  await rename(folder, old).catch(ignoring('ENOENT'));
  // Fails if a concurrent start has moved the same build into place.
  await rename(temporary, folder).catch(ignoring('ENOTEMPTY', 'EEXIST', 'EPERM'));
  for (const left of [old, temporary]) await rm(left, { recursive: true, force: true });
}

function ignoring(...codes) {
  return (error) => {
    if (!codes.includes(error.code)) throw error;
  };
}

for (const name of process.argv.slice(2)) await buildIfChanged(PARTS[name]);
