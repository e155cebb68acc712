/** Controls of a page by what they are called. */
import type { Locator } from 'playwright-core';
import type { Visit } from './visit.ts';

export const dialog = (visit: Visit): Locator => visit.page.getByRole('dialog');

/** A text is the whole name, a pattern a part of it. */
export const button = (visit: Visit, name: string | RegExp): Locator =>
  visit.page.getByRole('button', { name, exact: typeof name === 'string' });

export const link = (visit: Visit, name: string): Locator => visit.page.getByRole('link', { name, exact: true });
