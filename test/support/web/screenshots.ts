// npm run screenshots: takes every page in its states, wide and narrow, into screenshots/ (ignored by git).
import 'reflect-metadata';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { MANY, SHOTS, type Shot } from './shots.ts';
import { openDemoWorld } from './demo-world.ts';
import { NARROW, stopBrowser, Visit, WIDE } from './visit.ts';
import { stopCluster } from '../world.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../screenshots');
const NOW = new Date('2026-06-15T02:00:00.000Z');
/** Longer pages are cut. */
const HEIGHT_MAX = 4800;

const [, , only = ''] = process.argv;

async function take(url: string, shot: Shot): Promise<string[]> {
  const faults: string[] = [];
  for (const [size, viewport] of [
    ['wide', WIDE],
    ['narrow', NARROW],
  ] as const) {
    for (const language of shot.languages ?? (['zh-CN'] as const)) {
      const visit = await Visit.open({ url, language, viewport, now: NOW });
      try {
        for (const route of shot.instead ?? []) await visit.page.route(route.url, route.answer);
        if (shot.as !== null) await visit.signIn(shot.as, 'Zhidai-demo-2026');
        await visit.page.goto(shot.at);
        if (shot.ready !== 'at once') {
          await visit.page.waitForSelector('h1', { state: 'attached' });
          await visit.settled();
        }
        await shot.then?.(visit);
        if (shot.ready !== 'at once') {
          await visit.settled();
          await visit.page.waitForSelector('.spinner', { state: 'detached' });
        }
        const height = Math.min(
          HEIGHT_MAX,
          Math.max(viewport.height, (await visit.page.evaluate('document.documentElement.scrollHeight')) as number),
        );
        if (shot.whole ?? true) await visit.page.setViewportSize({ width: viewport.width, height });
        if (shot.ready === 'at once') await visit.page.waitForTimeout(700);
        else await visit.settled();
        // Charts are drawn when they come near the viewport.
        if (shot.whole ?? true) await visit.page.waitForSelector('.chart[data-drawn=false]', { state: 'detached' });
        const file = `${shot.name}${language === 'en' ? '-en' : ''}-${size}.png`;
        await visit.page.screenshot({ path: path.join(FOLDER, file) });
        await visit.fits(file).catch((error: Error) => faults.push(error.message));
        if (shot.instead === undefined) faults.push(...visit.faults.map((fault) => `${file}: ${fault}`));
      } catch (error) {
        faults.push(`${shot.name} ${size}: ${(error as Error).message.split('\n')[0]}`);
      } finally {
        await visit.context.close();
      }
    }
  }
  return faults;
}

if (only === '') await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const world = await openDemoWorld(NOW);
const faults: string[] = [];
async function takeAll(shots: readonly Shot[]): Promise<void> {
  for (const shot of shots) {
    const found = await take(world.url, shot);
    console.log(`${found.length === 0 ? 'taken' : 'FAULTS'}  ${shot.name}`);
    faults.push(...found);
  }
}
await takeAll(SHOTS.filter(({ name }) => name.includes(only)));
const many = MANY.filter(({ name }) => name.includes(only));
if (many.length > 0) {
  await world.enterManyRows();
  await takeAll(many);
}
await stopBrowser();
await world.close();
await stopCluster();
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
}
