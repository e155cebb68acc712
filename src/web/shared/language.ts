import { createStore, useStore } from './store.ts';
import { readKept, keep } from './kept.ts';

export type Language = 'zh-CN' | 'en';
/** A text in each language. Texts live in the folder of the pages that show them. */
export type Texts<T> = Readonly<Record<Language, T>>;
export type Text = Texts<string>;

const KEY = 'zhidai.language';

export const language = createStore<Language>(readKept(KEY) === 'en' ? 'en' : 'zh-CN');

export function speak(next: Language): void {
  keep(KEY, next);
  document.documentElement.lang = next;
  language.set(next);
}

export const useLanguage = (): Language => useStore(language);

/** The texts of a page in the language that is chosen: `const t = useTexts(texts); t.title`. */
export const useTexts = <T>(texts: Texts<T>): T => texts[useLanguage()];
