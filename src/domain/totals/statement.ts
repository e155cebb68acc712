/**
 * The sentence in which a bureau states the total of a year: 「…超过19亿元（19.35亿元）…同比增长29.0%」. An amount is cut to
 * the whole unit that is named before it is said to be exceeded, so the sentence never says more than was filed.
 */
import type { Language } from '../messages/messages.ts';
import { formatAmount } from '../values/money.ts';

const FEN = { yuan: 100n, wan: 1_000_000n, yi: 10_000_000_000n } as const;

export interface StatedYear {
  readonly year: number;
  readonly filings: number;
  readonly firms: number;
  /** Fen. */
  readonly amount: bigint;
}

/**
 * @param year the stated figures
 * @param before the amount of the same period of the year before, fen; no growth is stated when it is zero
 */
export function statement(year: StatedYear, before: bigint, language: Language): string {
  if (year.filings === 0)
    return language === 'en'
      ? `In ${year.year}, no knowledge-value credit loan was filed.`
      : `${year.year}年当年没有备案的科技型企业知识价值信用贷款。`;
  const growth = growthWords(year.amount, before, language);
  if (language === 'en')
    return `In ${year.year}, knowledge-value credit loans of ${amountWords(year.amount, 'en')} were filed: ${counted(year.filings, 'filing')} of ${counted(year.firms, 'firm')}${growth === null ? '' : `, ${growth}`}.`;
  return `${year.year}年当年累计备案科技型企业知识价值信用贷款${amountWords(year.amount, 'zh-CN')}，共${year.filings}笔，惠及企业${year.firms}家${growth === null ? '' : `，${growth}`}。`;
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** 1,934,567,890.12 yuan → 超过19亿元（19.35亿元）; 1,900,000,000.00 → 19亿元. */
export function amountWords(fen: bigint, language: Language): string {
  const zh = language === 'zh-CN';
  if (zh && fen >= FEN.yi) return inUnits(fen, FEN.yi, '亿元', zh);
  if (zh && fen >= FEN.wan) return inUnits(fen, FEN.wan, '万元', zh);
  if (!zh && fen >= 100_000_000n) return inUnits(fen, 100_000_000n, ' million yuan', zh);
  return `${formatAmount(fen)}${zh ? '元' : ' yuan'}`;
}

function inUnits(fen: bigint, unit: bigint, name: string, zh: boolean): string {
  const whole = fen / unit;
  if (fen % unit === 0n) return `${whole}${name}`;
  const exact = `${decimalsOf(fen, unit)}${name}`;
  return zh ? `超过${whole}${name}（${exact}）` : `more than ${whole}${name} (${exact})`;
}

/** Two decimals, half up; more where two would say the next whole unit, or the unit that is exceeded. */
function decimalsOf(fen: bigint, unit: bigint): string {
  for (let places = 2; ; places += 1) {
    const scale = 10n ** BigInt(places);
    const scaled = (fen * scale * 2n + unit) / (unit * 2n);
    if (scaled % scale !== 0n) return `${scaled / scale}.${String(scaled % scale).padStart(places, '0')}`;
  }
}

/** Per cent with one decimal, half up (away from zero); null when the base is zero. */
export function growthPercent(now: bigint, before: bigint): string | null {
  if (before === 0n) return null;
  const change = now - before;
  const size = change < 0n ? -change : change;
  const tenths = (size * 2000n + before) / (before * 2n);
  return `${change < 0n && tenths > 0n ? '-' : ''}${tenths / 10n}.${tenths % 10n}`;
}

function growthWords(now: bigint, before: bigint, language: Language): string | null {
  const percent = growthPercent(now, before);
  if (percent === null) return null;
  const size = percent.replace('-', '');
  const zh = language === 'zh-CN';
  if (now === before) return zh ? '与上年同期持平' : 'unchanged from the same period of the year before';
  const down = now < before;
  if (size === '0.0') return zh ? '与上年同期基本持平' : 'nearly unchanged from the same period of the year before';
  return zh
    ? `同比${down ? '下降' : '增长'}${size}%`
    : `${down ? 'down' : 'up'} ${size} per cent from the same period of the year before`;
}
