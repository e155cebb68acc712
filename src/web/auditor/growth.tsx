import type { ReactNode } from 'react';
import { useTexts } from '../shared/language.ts';
import { growth } from '../shared/money.ts';
import { auditorTexts } from './texts.ts';

/** Growth with its sign, which says in words and not in colour alone which way it went. */
export function Growth({ now, before }: { now: bigint; before: bigint }): ReactNode {
  const t = useTexts(auditorTexts);
  const text = growth(now, before);
  if (text === null) return <span title={t.noBase}>—</span>;
  return <span className={/^.0\.0%$/.test(text) ? '' : text.startsWith('+') ? 'up' : 'down'}>{text}</span>;
}
