/** Terms and what is known of them, as a list. */
import { Fragment, type ReactNode } from 'react';
import './proofs.css';

/** Terms without a fact are left out. */
export function Facts({ facts }: { facts: readonly (readonly [term: string, fact: ReactNode])[] }): ReactNode {
  const known = facts.filter(([, fact]) => fact !== null && fact !== undefined && fact !== '');
  if (known.length === 0) return null;
  return (
    <dl className="facts">
      {known.map(([term, fact]) => (
        <Fragment key={term}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
