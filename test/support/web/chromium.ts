/** Finds the browser of the console tests. A missing browser is a failure with instructions, never a skipped test. */
import { execFileSync, spawn } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const require = createRequire(import.meta.url);
const ROOT = path.resolve(import.meta.dirname, '../../..');
const CACHE = path.join(ROOT, 'node_modules/.cache/zhidai-browser');

/** The executable of the test browser and its environment. */
export interface Chromium {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

const NONE =
  `The browser tests found no browser. The one from npm (@sparticuz/chromium) is for Linux on x64; elsewhere install Chrome or Chromium, or name one: CHROME_PATH=/path/to/chrome npm test. ` +
  `/ 未找到用于界面测试的浏览器：请安装 Chrome 或 Chromium，或以 CHROME_PATH 指明其路径。`;

/**
 * Finds the browser: CHROME_PATH, or the one from npm (Linux on x64), or an installed one. Browser tests are never
 * skipped: without a browser they fail with instructions.
 */
export async function findChromium(): Promise<Chromium> {
  const env = await fontEnvironment();
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH: there is no ${named}`);
    return { executable: named, env };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return fromNpm(env);
  const installed = PLACES[process.platform]?.find((place) => existsSync(place));
  if (!installed) throw new Error(NONE);
  return { executable: installed, env };
}

const PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    ...[process.env['ProgramFiles'], process.env['ProgramFiles(x86)'], process.env['LOCALAPPDATA']]
      .filter((folder) => folder !== undefined)
      .map((folder) => path.join(folder, 'Google/Chrome/Application/chrome.exe')),
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Unpacks the browser to a temporary folder and renames it: the package itself unpacks in place, where a parallel run finds an incomplete copy. */
async function fromNpm(env: Record<string, string>): Promise<Chromium> {
  const packed = path.join(path.dirname(require.resolve('@sparticuz/chromium')), '../../bin');
  const { version } = require(path.join(packed, '../package.json')) as { version: string };
  const folder = path.join(CACHE, `chromium-${version}`);
  const executable = path.join(folder, 'chromium');
  if (!existsSync(executable)) {
    await mkdir(CACHE, { recursive: true });
    const part = await mkdtemp(path.join(CACHE, 'part-'));
    await pipeline(
      createReadStream(path.join(packed, 'chromium.br')),
      createBrotliDecompress({ chunkSize: 2 ** 21 }),
      createWriteStream(path.join(part, 'chromium'), { mode: 0o755 }),
    );
    if (!runs(path.join(part, 'chromium'), env))
      await untar(path.join(packed, 'al2023.tar.br'), path.join(part, 'libraries'));
    // A parallel run may have been first.
    await rename(part, folder).catch(() => rm(part, { recursive: true, force: true }));
  }
  const libraries = path.join(folder, 'libraries');
  return { executable, env: existsSync(libraries) ? { ...env, LD_LIBRARY_PATH: path.join(libraries, 'lib') } : env };
}

/** Slim containers lack NSS, which the package includes. */
function runs(executable: string, env: Record<string, string>): boolean {
  try {
    execFileSync(executable, ['--version'], { stdio: 'ignore', env: { ...process.env, ...env } });
    return true;
  } catch {
    return false;
  }
}

async function untar(archive: string, into: string): Promise<void> {
  await mkdir(into);
  const tar = spawn('tar', ['-x', '-C', into], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = new Promise<void>((resolve, reject) =>
    tar
      .on('error', reject)
      .on('close', (code) => (code === 0 ? resolve() : reject(new Error(`tar ended with ${code}`)))),
  );
  await pipeline(createReadStream(archive), createBrotliDecompress(), tar.stdin);
  await ended;
}

/** Uses only a Chinese font from npm, so that layout and screenshots are the same on every machine. */
async function fontEnvironment(): Promise<Record<string, string>> {
  if (process.platform !== 'linux') return {};
  const fonts = path.dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  const folders = ['400Regular', '500Medium', '600SemiBold', '700Bold'].map((weight) => path.join(fonts, weight));
  const alias = (family: string): string =>
    `<alias binding="same"><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`;
  const file = path.join(CACHE, 'fonts.conf');
  await mkdir(CACHE, { recursive: true });
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders.map((folder) => `<dir>${folder}</dir>`).join('')}` +
      `<cachedir>${path.join(CACHE, 'fontconfig')}</cachedir>${['sans-serif', 'system-ui', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC'].map(alias).join('')}</fontconfig>`,
  );
  return { FONTCONFIG_FILE: file };
}
