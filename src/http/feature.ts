/**
 * What a feature registers with the application. Add a member here for a new kind of thing that features contribute;
 * names must be unique over all features.
 */
import type { Exportable } from './downloads.ts';
import type { Route } from './route.ts';
import type { JsonSchema } from './rule.ts';

/** What a feature adds to the API. `Deps` is what its routes need. */
export interface Feature<Deps = unknown> {
  readonly routes: (deps: Deps) => readonly Route[];
  /** Schemas of its answers, by the names that its routes use. */
  readonly schemas?: Readonly<Record<string, JsonSchema>>;
  /** Tables that can be exported, by the word for which an export link is asked (`what`). */
  readonly exports?: Exportables;
}

export type Exportables = Readonly<Record<string, Exportable>>;

/** All schemas of features. @throws Error when two features use the same name */
export const schemasOf = (features: readonly Feature<never>[]): Readonly<Record<string, JsonSchema>> =>
  mergeUnique(features.map(({ schemas = {} }) => schemas));

/** All exportable tables of features. @throws Error when two features use the same word */
export const exportablesOf = (features: readonly Feature<never>[]): Exportables =>
  mergeUnique(features.map((feature) => feature.exports ?? {}));

function mergeUnique<T>(records: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> {
  const merged: Record<string, T> = {};
  for (const [name, value] of records.flatMap((record) => Object.entries(record))) {
    if (Object.hasOwn(merged, name)) throw new Error(`two features use the name ${name}`);
    merged[name] = value;
  }
  return merged;
}
