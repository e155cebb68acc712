/** Terms and what is known of them, as a list. */
import type { ReactNode } from 'react';
import './proofs.css';

/** Terms without a fact are left out. */
export function Facts({ facts }: { facts: readonly (readonly [term: string, fact: ReactNode])[] }): ReactNode {
  const known = facts.filter(([, fact]) => fact !== null && fact !== undefined && fact !== '');
  if (known.length === 0) return null;
  return (
    <dl className="facts">
      {known.map(([term, fact]) => [<dt key={`${term} `}>{term}</dt>, <dd key={term}>{fact}</dd>])}
    </dl>
  );
}
