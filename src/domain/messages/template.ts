/** Messages as templates in two languages. */

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export type MessageParams = Readonly<Record<string, string | number>>;

/** `{name}` is a parameter; a part in square brackets is left out if one of its parameters is missing. */
export type Template = Readonly<Record<Language, string>>;

/** Fills a template. Values are inserted once and never interpreted as template text. */
export function fill(template: string, params: MessageParams): string {
  const given = (name: string): boolean => Object.hasOwn(params, name);
  return template
    .replace(/\[([^[\]]*)\]/g, (_whole, part: string) =>
      [...part.matchAll(/\{(\w+)\}/g)].every((match) => given(match[1] ?? '')) ? part : '',
    )
    .replace(/\{(\w+)\}/g, (_whole, name: string) => (given(name) ? String(params[name]) : ''));
}
