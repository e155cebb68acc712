/** The language of the console, remembered in the browser. Every text exists in both languages; the types check it. */
import { createStore, useStore } from './store.ts';
import { readStored, writeStored } from './browser-storage.ts';

export type Language = 'zh-CN' | 'en';
/** A value for each language. Texts are kept in the folder of the pages that use them. */
export type Texts<T> = Readonly<Record<Language, T>>;
export type Text = Texts<string>;

const KEY = 'zhidai.language';

export const language = createStore<Language>(readStored(KEY) === 'en' ? 'en' : 'zh-CN');

export function setLanguage(next: Language): void {
  writeStored(KEY, next);
  document.documentElement.lang = next;
  language.set(next);
}

export const useLanguage = (): Language => useStore(language);

/** The texts in the current language: `const t = useTexts(texts); t.title`. */
export const useTexts = <T>(texts: Texts<T>): T => texts[useLanguage()];
