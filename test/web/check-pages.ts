import { expect } from 'chai';
import type { Visit } from '../support/web/visit.ts';

/** Opens each page in the console: none is wider than the window, and all are accessible. */
export async function checkPages(visit: Visit, pages: readonly string[], language: 'zh-CN' | 'en'): Promise<void> {
  const headings = new Set<string>();
  for (const path of pages) {
    await visit.turnTo(path);
    headings.add(await visit.page.getByRole('heading', { level: 1 }).innerText());
    await visit.fits(path);
    // The structure is the same in English, only the texts are longer.
    if (language === 'zh-CN') await visit.accessible(`${path} on a narrow screen`);
  }
  // Every page was shown: each has its own heading.
  expect(headings.size).to.equal(pages.length);
}
