/** Reads the text of a PDF with its places. Nothing is drawn, run or loaded from outside the file. */
import { UnreadableError } from './spreadsheet.ts';

/** A piece of text on a line; the origin of a page is its lower left corner. */
export interface Fragment {
  readonly page: number;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly height: number;
  readonly text: string;
}

const PDF_MAX_PAGES = 3_000;
const FRAGMENTS_MAX = 600_000;
const FRAGMENTS_PER_PAGE_MAX = 10_000;
/** A wider gap, in heights of the font, separates cells. */
const GAP_HEIGHTS = 0.6;
/** A document with fewer characters a page holds pictures of text. */
const MIN_CHARACTERS_PER_PAGE = 10;

/** What the library returns for each run of text; only what is used here. */
interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

/** The text in the order in which it was written. @throws UnreadableError */
export async function readPdfText(bytes: Buffer): Promise<Fragment[]> {
  // A large library, loaded when it is needed.
  const { getDocument } = await import('unpdf/pdfjs');
  const task = getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    if (document.numPages > PDF_MAX_PAGES) throw new UnreadableError('FILE_TOO_COMPLEX', { pages: PDF_MAX_PAGES });
    const fragments: Fragment[] = [];
    for (let page = 1; page <= document.numPages; page += 1) {
      const read = await document.getPage(page);
      const { items } = await read.getTextContent();
      const joined = joinItems(page, items as unknown as readonly TextItem[]);
      if (joined.length > FRAGMENTS_PER_PAGE_MAX)
        throw new UnreadableError('FILE_TOO_COMPLEX', { texts: FRAGMENTS_PER_PAGE_MAX });
      for (const fragment of joined) fragments.push(fragment);
      read.cleanup();
      if (fragments.length > FRAGMENTS_MAX) throw new UnreadableError('FILE_TOO_COMPLEX', { texts: FRAGMENTS_MAX });
    }
    if (!isReadable(fragments, document.numPages)) throw new UnreadableError('PDF_WITHOUT_TEXT');
    return fragments;
  } catch (error) {
    if (error instanceof UnreadableError) throw error;
    throw new UnreadableError((error as Error).name === 'PasswordException' ? 'FILE_OLD_OR_LOCKED' : 'FILE_BROKEN');
  } finally {
    await task.destroy();
  }
}

/** Joins runs of text that follow each other on a line. Watermarks, which are turned, are left out. */
function joinItems(page: number, items: readonly TextItem[]): Fragment[] {
  const fragments: Fragment[] = [];
  let last: Fragment | undefined;
  for (const { str, transform, width } of items) {
    const [, b = 0, c = 0, d = 0, left = 0, y = 0] = transform;
    if (str.trim() === '' || Math.abs(b) > 0.01 || Math.abs(c) > Math.abs(d)) continue;
    const height = Math.abs(d);
    const text = withoutRadicals(str);
    const isNext =
      last !== undefined &&
      Math.abs(y - last.y) < height / 2 &&
      left - last.right < GAP_HEIGHTS * height &&
      left - last.right > -height / 2;
    if (isNext) fragments.pop();
    const joined: string = isNext ? `${last!.text}${isGapBetweenWords(last!, left, text) ? ' ' : ''}${text}` : text;
    last = {
      page,
      left: isNext ? last!.left : left,
      right: left + width,
      y,
      height: isNext ? Math.max(height, last!.height) : height,
      text: joined,
    };
    fragments.push(last);
  }
  return fragments;
}

const isGapBetweenWords = (last: Fragment, left: number, text: string): boolean =>
  left - last.right > 0.15 * last.height && /[A-Za-z,.]$/.test(last.text) && /^[A-Za-z]/.test(text);

/** Fonts without a table of characters yield private or control characters. */
function isReadable(fragments: readonly Fragment[], pages: number): boolean {
  let [characters, unreadable] = [0, 0];
  for (const { text } of fragments)
    for (const character of text) {
      characters += 1;
      if (/[\p{Co}\p{Cc}\ufffd]/u.test(character)) unreadable += 1;
    }
  return characters >= pages * MIN_CHARACTERS_PER_PAGE && unreadable * 4 < characters;
}

/**
 * Radicals that PDF writers put for characters with the same form. Those of the block Kangxi Radicals have a
 * compatibility form, those of the supplement have none.
 */
const SUPPLEMENT: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '⺁厂 ⺆冂 ⺈刀 ⺊卜 ⺋㔾 ⺌小 ⺎兀 ⺏尣 ⺒巳 ⺓幺 ⺗心 ⺘手 ⺙攵 ⺝月 ⺟母 ⺠民 ⺡水 ⺣火 ⺦丬 ⺩王 ⺫目 ⺬示 ⺮竹 ⺰纟 ⺵羊 ⺶羊 ⺷羊 ⺹老 ⺼肉 ⺾艹 ' +
    '⻁虎 ⻂衣 ⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻟食 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ' +
    '⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻬齐 ⻮齿 ⻰龙 ⻳龟'
  )
    .split(' ')
    .map((pair) => [...pair] as [string, string]),
);
const withoutRadicals = (text: string): string =>
  text.replace(/[\u2e80-\u2fdf]/g, (radical) => SUPPLEMENT[radical] ?? radical.normalize('NFKC'));
