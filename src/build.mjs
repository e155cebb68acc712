// Builds into dist what its arguments name, `service` or `console`, unless it is there already, made of the same sources: every start runs this.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const ROOT = path.resolve(import.meta.dirname, '..');
const CONSOLE = path.join(ROOT, 'src/web');
const COMPRESSED_FROM_BYTES = 1024;
/** Where each is put, how it is made, and of which files; of the versions of its libraries, too. */
const PARTS = {
  service: {
    target: 'dist/service',
    make: bundleService,
    sources: async () => (await filesOf('src')).filter((file) => !file.startsWith(CONSOLE + path.sep)),
  },
  console: {
    target: 'dist/web',
    make: bundleConsole,
    sources: async () => [path.join(ROOT, 'src/build.mjs'), ...(await filesOf('src/web'))],
  },
};

async function filesOf(folder) {
  const entries = await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

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

/** The service with its libraries in one file, and what its worker threads run in another: a process that looks for a thousand files begins later. */
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
    // What finds files beside its own stays where it is; pg takes the last one only where it is installed.
    external: ['@node-rs/argon2', 'swagger-ui-express', 'pg-native'],
    // Libraries of the older kind ask for node's own modules by it.
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
    // The server puts a fresh number in its place with every page (http/console.ts).
    html: { cspNonce: '__NONCE__' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      // Libraries mark their components for frameworks that render on a server; here is none.
      rolldownOptions: {
        onLog: (level, log, handle) => {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
        },
      },
    },
  });
  await compress(folder);
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

async function makeUnlessThere({ target, make, sources }) {
  const folder = path.join(ROOT, target);
  const stamp = path.join(folder, 'made-of');
  const wanted = await digestOf(await sources());
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;
  // Made aside, then moved into place: a start beside this one finds the old one or the new one.
  const aside = `${folder}.${process.pid}`;
  const old = `${aside}.old`;
  await make(aside);
  await writeFile(path.join(aside, 'made-of'), wanted);
  await rename(folder, old).catch(unless('ENOENT'));
  // Another start may have put there the same.
  await rename(aside, folder).catch(unless('ENOTEMPTY', 'EEXIST', 'EPERM'));
  for (const left of [old, aside]) await rm(left, { recursive: true, force: true });
}

function unless(...codes) {
  return (error) => {
    if (!codes.includes(error.code)) throw error;
  };
}

for (const name of process.argv.slice(2)) await makeUnlessThere(PARTS[name]);
