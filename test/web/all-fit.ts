import { expect } from 'chai';
import type { Visit } from '../support/web/visit.ts';

/** Turns to each page of the console that is open: none is wider than the window, and all are accessible. */
export async function allFit(visit: Visit, pages: readonly string[], language: 'zh-CN' | 'en'): Promise<void> {
  const headings = new Set<string>();
  for (const path of pages) {
    await visit.turnTo(path);
    headings.add(await visit.page.getByRole('heading', { level: 1 }).innerText());
    await visit.fits(path);
    // Its words are longer, its structure is the same.
    if (language === 'zh-CN') await visit.accessible(`${path} on a narrow screen`);
  }
  // Each page came.
  expect(headings.size).to.equal(pages.length);
}
