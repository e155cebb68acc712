/** Filters in the address of the page. */
import { useSearchParams } from 'wouter';

/** The filters of a page. They are part of its address, so that it can be bookmarked and shared. */
export function useUrlFilters(): {
  readonly filters: Readonly<Record<string, string>>;
  set(change: Readonly<Record<string, string>>): void;
  clear(): void;
} {
  const [params, setParams] = useSearchParams();
  return {
    filters: Object.fromEntries(params),
    set(change) {
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(change)) {
            if (value === '') after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: true },
      );
    },
    clear: () => setParams(new URLSearchParams(), { replace: true }),
  };
}

/** A path with a query string; empty values are left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') params.set(name, String(value));
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}
