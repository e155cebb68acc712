import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { goodFiling } from '../support/filing.ts';
import { builtConsole, openConsoleWorld } from '../support/web/console-world.ts';
import { visiting } from '../support/web/visit.ts';

const WEB = path.resolve('src/web');
const SIGN_IN_MAX_BYTES = 300_000;
const PAGE_MAX_BYTES = 1_000_000;
const TEXTS = /texts[.]ts$/;
const CHART = /\/chart-[^/]+[.]js$/;

const sources = (ending: RegExp): string[] =>
  readdirSync(WEB, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => path.join(WEB, file));

describe('the bundle and sources of the console', function () {
  this.timeout(120_000);

  it('loads at most 300 kB of script for sign-in, 1 MB for any page, and the chart library only for charts', async () => {
    await builtConsole();
    const assets = path.resolve('dist/web/assets');
    const size = (file: string): number =>
      statSync(path.join(assets, `${file}.br`), { throwIfNoEntry: false })?.size ??
      statSync(path.join(assets, file)).size;
    const world = await openConsoleWorld();
    // The chart needs a filing to draw.
    await (await world.as('officer')).post('/filings', goodFiling());
    const loaded = async (as: string | undefined, at: string, ready: string): Promise<string[]> => {
      const files = new Set<string>();
      await visiting(
        { url: world.url, now: world.time.now, first: true, ...(as === undefined ? {} : { as }) },
        async (visit) => {
          visit.page.on('request', (request) => {
            if (request.url().endsWith('.js')) files.add(request.url());
          });
          await visit.goto(at);
          await visit.see(visit.page.locator(ready));
        },
      );
      return [...files];
    };
    const bytes = (files: readonly string[]): number => files.reduce((sum, file) => sum + size(path.basename(file)), 0);
    try {
      const [signIn, ...pages] = [
        await loaded(undefined, '/', 'input[name=login]'),
        await loaded('officer', '/filings/new', 'input[name=firm]'),
        await loaded('firm', '/standing', '#loans'),
        await loaded('admin', '/accounts', 'tbody tr'),
        await loaded('auditor', '/overview', '.chart[data-drawn=true] canvas'),
      ];
      expect(signIn).to.have.length.above(0);
      expect(bytes(signIn)).to.be.below(SIGN_IN_MAX_BYTES);
      for (const files of pages) expect(bytes(files)).to.be.below(PAGE_MAX_BYTES);
      expect([signIn, ...pages].map((files) => files.some((file) => CHART.test(file)))).to.deep.equal([
        false,
        false,
        false,
        false,
        true,
      ]);
      // All scripts together are below the limit of a page, so pages not opened here are, too.
      expect(bytes(readdirSync(assets).filter((file) => file.endsWith('.js')))).to.be.below(PAGE_MAX_BYTES);
    } finally {
      await world.close();
    }
  });

  it('has no unused texts', async () => {
    const code = sources(/[.]tsx?$/)
      .filter((file) => !/texts(-\w+)?[.]ts$/.test(file))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const isUsed = (key: string): boolean => new RegExp(`[.]${key}\\b|'${key}'`).test(code);
    const unused: string[] = [];
    let count = 0;
    for (const file of sources(TEXTS)) {
      for (const [name, both] of Object.entries(
        (await import(pathToFileURL(file).href)) as Record<string, Record<string, object>>,
      )) {
        const keys = Object.keys(both['zh-CN'] ?? {});
        count += keys.length;
        unused.push(...keys.filter((key) => !isUsed(key)).map((key) => `${path.relative(WEB, file)} ${name}.${key}`));
      }
    }
    expect(count).to.be.above(500);
    expect(unused).to.deep.equal([]);
  });

  it('defines each CSS class in one style sheet, so that the order of loading does not matter', () => {
    const definitions = new Map<string, Set<string>>();
    for (const file of sources(/[.]css$/)) {
      for (const [, selectors] of readFileSync(file, 'utf8')
        .replaceAll(/\/\*.*?\*\//gs, '')
        .matchAll(/([^{}]+)\{/g)) {
        for (const selector of selectors!.split(',')) {
          // Only rules for the class alone; rules for it inside another element belong to that element.
          const [, name] = /^\s*[.]([\w-]+)\s*$/.exec(selector) ?? [];
          if (name !== undefined) definitions.set(name, (definitions.get(name) ?? new Set()).add(path.basename(file)));
        }
      }
    }
    expect(definitions.size).to.be.above(100);
    expect(
      [...definitions]
        .filter(([, files]) => files.size > 1)
        .map(([name, files]) => `${name}: ${[...files].join(', ')}`),
    ).to.deep.equal([]);
  });
});
