/** The change between two years. */
import type { ReactNode } from 'react';
import { useTexts } from '../shared/language.ts';
import { formatGrowth } from '../shared/money.ts';
import { auditorTexts } from './texts.ts';

/** Growth in per cent. The sign carries the direction as well as the colour. */
export function Growth({ now, before }: { now: bigint; before: bigint }): ReactNode {
  const t = useTexts(auditorTexts);
  const text = formatGrowth(now, before);
  if (text === null) return <span title={t.noBase}>—</span>;
  return <span className={/^.0\.0%$/.test(text) ? '' : text.startsWith('+') ? 'up' : 'down'}>{text}</span>;
}
