/** Filters of a list inside a JSON body: their form is checked here, their values by the DTO class of the list. */
import { invalid } from './problem.ts';
import { inspect, rule, type DtoClass } from './rule.ts';

export type Filters = Record<string, string>;

/** Filters as in the query of the list, as strings. Their values are validated by the DTO class of the list. */
export const Filters = (): PropertyDecorator =>
  rule(
    'filters',
    {
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'boolean'] },
      examples: [{ year: '2024', bank: 'ICBC,CCB', state: 'accepted' }],
      description: 'The query parameters of the list or of totals. 与列表查询参数相同。',
    },
    (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return { ok: false, code: 'NOT_AN_OBJECT' };
      const entries = Object.entries(value as Record<string, unknown>);
      if (
        !entries.every(
          ([, filter]) => typeof filter === 'string' || typeof filter === 'boolean' || Number.isSafeInteger(filter),
        )
      )
        return { ok: false, code: 'NOT_A_STRING' };
      return {
        ok: true,
        value: Object.assign(
          Object.create(null),
          Object.fromEntries(entries.map(([name, filter]) => [name, String(filter)])),
        ) as Filters,
      };
    },
  );

/** The filters, with their values checked by the class of a list. @throws Problem VALIDATION_FAILED */
export function filtersAs<F extends object>(Filter: DtoClass<F>, filters: Filters): F {
  const { value, errors } = inspect(Filter, filters);
  if (errors.length > 0) throw invalid(...errors);
  return value as F;
}
