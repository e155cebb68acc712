// npm run lighthouse: runs Lighthouse on the built console with the demonstration world: on the sign-in page and on the heaviest pages
// of each role, signed in and with an empty cache. Lighthouse is large, so it is no dependency but run by npx in a fixed version.
// `-- --phone` simulates a slow phone on a slow network.
import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { stopCluster } from '../world.ts';
import { findChromium } from './chromium.ts';
import { openDemoWorld } from './demo-world.ts';

const LIGHTHOUSE = 'lighthouse@12.8.2';
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
/** The minimum scores; best practices are only reported. */
const WANTED = { performance: 95, accessibility: 95, 'best-practices': 0 } as const;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const PAGES: readonly { readonly as: string | null; readonly at: string }[] = [
  { as: null, at: '/' },
  { as: 'officer', at: '/filings/new' },
  { as: 'officer', at: '/filings' },
  { as: 'auditor', at: '/overview' },
  { as: 'auditor', at: '/review' },
  { as: 'firm', at: '/standing' },
  { as: 'admin', at: '/accounts' },
];
/** The median of this many runs counts, as the speed of a shared machine varies. */
const RUNS = 3;
const PASSWORD = 'Zhidai-demo-2026';

type Scores = Record<(typeof CATEGORIES)[number], number>;
interface Report {
  readonly finalDisplayedUrl: string;
  readonly categories: Record<string, { score: number | null }>;
  readonly audits: Record<
    string,
    {
      score: number | null;
      displayValue?: string;
      title: string;
      details?: { items?: { resourceType?: string; transferSize?: number }[] };
    }
  >;
}

const [, , ...words] = process.argv;
const phone = words.includes('--phone');
const only = words.find((word) => !word.startsWith('--')) ?? '';

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
      .on('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        server.close(() => resolve(port));
      });
  });
}

/** A browser with a signed-in account. */
async function browserOf(
  url: string,
  as: string | null,
  folder: string,
): Promise<{ port: number; emptyCache(): Promise<void>; close(): Promise<void> }> {
  const { executable, env } = await findChromium();
  const port = await freePort();
  const context = await chromium.launchPersistentContext(await mkdtemp(path.join(folder, 'profile-')), {
    executablePath: executable,
    env: { ...process.env, ...env } as Record<string, string>,
    args: [...FLAGS, `--remote-debugging-port=${port}`],
    locale: 'zh-CN',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  if (as !== null) {
    await page.goto(url);
    await page.locator('input[name=login]').fill(as);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('#side').waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
  }
  // Another open tab of the console would share its token.
  await page.goto('about:blank');
  return {
    port,
    async emptyCache() {
      const protocol = await context.newCDPSession(page);
      await protocol.send('Network.clearBrowserCache');
      await protocol.detach();
    },
    close: () => context.close(),
  };
}

async function run(address: string, port: number, folder: string): Promise<Report> {
  const file = path.join(folder, 'report.json');
  // Keeps the cookies, which hold the session.
  const lighthouse = spawn(
    'npx',
    [
      '--yes',
      LIGHTHOUSE,
      address,
      '--quiet',
      '--output=json',
      `--output-path=${file}`,
      `--only-categories=${CATEGORIES.join(',')}`,
      ...(phone ? [] : ['--preset=desktop']),
      `--port=${port}`,
      '--disable-storage-reset',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const code = await new Promise((resolve) => lighthouse.on('close', resolve));
  if (code !== 0) throw new Error(`lighthouse ended with ${String(code)}`);
  return JSON.parse(await readFile(file, 'utf8')) as Report;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function measure(url: string, { as, at }: (typeof PAGES)[number], folder: string): Promise<boolean> {
  const browser = await browserOf(url, as, folder);
  try {
    const reports: Report[] = [];
    for (let round = 0; round < RUNS; round += 1) {
      await browser.emptyCache();
      reports.push(await run(url + at, browser.port, folder));
    }
    const scores = Object.fromEntries(
      CATEGORIES.map((category) => [
        category,
        Math.round(median(reports.map(({ categories }) => categories[category]?.score ?? 0)) * 100),
      ]),
    ) as Scores;
    const last = reports.at(-1)!;
    // A redirect to the sign-in page would be measured instead.
    if (new URL(last.finalDisplayedUrl).pathname !== at) throw new Error(`${at}: measured ${last.finalDisplayedUrl}`);
    const script = (last.audits['network-requests']?.details?.items ?? [])
      .filter(({ resourceType }) => resourceType === 'Script')
      .reduce((bytes, { transferSize = 0 }) => bytes + transferSize, 0);
    const said = (id: string): string => last.audits[id]?.displayValue?.replaceAll('\u00a0', ' ') ?? '?';
    console.log(
      `${as ?? 'nobody'} ${at}: ${CATEGORIES.map((category) => `${category} ${scores[category]}`).join(', ')}; first paint ${said('first-contentful-paint')}, largest ${said('largest-contentful-paint')}, blocked ${said('total-blocking-time')}, shift ${said('cumulative-layout-shift')}; script ${Math.round(script / 1000)} kB`,
    );
    const low = CATEGORIES.filter((category) => scores[category] < WANTED[category]);
    for (const category of low)
      console.log(
        `  ${category} is below ${WANTED[category]}: ${Object.values(last.audits)
          .filter(({ score }) => score !== null && score < 0.9)
          .map(({ title, displayValue }) => `${title}${displayValue ? ` (${displayValue})` : ''}`)
          .join('; ')}`,
      );
    return low.length === 0;
  } finally {
    await browser.close();
  }
}

const folder = await mkdtemp(path.join(tmpdir(), 'zhidai-lighthouse-'));
const world = await openDemoWorld(new Date());
try {
  for (const page of PAGES.filter(({ as, at }) => `${as ?? 'nobody'} ${at}`.includes(only)))
    if (!(await measure(world.url, page, folder))) process.exitCode = 1;
} finally {
  await world.close();
  await stopCluster();
  await rm(folder, { recursive: true, force: true });
}
