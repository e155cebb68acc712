/** What a User-Agent says of browser and system, in words that people know. */

// The first match counts: most browsers also call themselves Chrome or Safari.
const BROWSERS: readonly (readonly [name: string, expression: RegExp])[] = [
  ['WeChat', /\bMicroMessenger\/(\d{1,4})/],
  ['QQ Browser', /\bQQBrowser\/(\d{1,4})/],
  ['360', /\bQHBrowser\/(\d{1,4})/],
  ['Edge', /\bEdg(?:A|iOS)?\/(\d{1,4})/],
  ['Opera', /\bOPR\/(\d{1,4})/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d{1,4})/],
  ['Chrome', /\b(?:HeadlessChrome|Chrome|CriOS)\/(\d{1,4})/],
  ['Safari', /\bVersion\/(\d{1,4})[\d.]{0,20} (?:Mobile\/\w{1,20} )?Safari\//],
];
const SYSTEMS: readonly (readonly [name: string, expression: RegExp])[] = [
  ['HarmonyOS', /\b(?:HarmonyOS|OpenHarmony)\b/],
  ['Windows', /\bWindows\b/],
  ['iPad', /\biPad\b/],
  ['iPhone', /\biPhone\b/],
  ['macOS', /\bMac OS X\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
];
/** A program names itself first: `curl/8.5.0`. */
const PROGRAM = /^([A-Za-z][\w.+-]{0,39})\/(\d{1,5}(?:\.\d{1,5}){0,3})/;

/** `Chrome 131 · Windows`, `curl 8.5.0`; null when the text names nothing that is known. */
export function deviceName(userAgent: string | undefined): string | null {
  const text = (userAgent ?? '').slice(0, 512);
  const browser = BROWSERS.map(([name, expression]) => [name, expression.exec(text)?.[1]]).find(([, found]) => found);
  const system = SYSTEMS.find(([, expression]) => expression.test(text))?.[0];
  if (browser !== undefined) return `${browser.join(' ')}${system === undefined ? '' : ` · ${system}`}`;
  const [, program, version] = PROGRAM.exec(text) ?? [];
  if (program === undefined || version === undefined || program === 'Mozilla') return system ?? null;
  return `${program} ${version}`;
}
