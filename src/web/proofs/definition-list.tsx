/** A list of terms with their values. */
import { Fragment, type ReactNode } from 'react';
import './proofs.css';

/** Terms without a value are left out. */
export function DefinitionList({
  items,
}: {
  items: readonly (readonly [term: string, value: ReactNode])[];
}): ReactNode {
  const known = items.filter(([, value]) => value !== null && value !== undefined && value !== '');
  if (known.length === 0) return null;
  return (
    <dl className="definitions">
      {known.map(([term, value]) => (
        <Fragment key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
