import { useRegions } from '../records/use-places.ts';
import { useFieldFormatter } from '../shared/filing-details.tsx';

/** Formats a value of a changed field; regions by their names. */
export function useChangeFormatter(): (field: string, value: unknown) => string {
  const format = useFieldFormatter();
  const regions = useRegions().data ?? [];
  return (field, value) =>
    (field === 'regionCode' && regions.find(({ code }) => code === value)?.name) || format(field, value);
}
