import { shanghaiDay } from '../../domain/day.ts';
import { actingRoute, EVERYBODY, ok, type Route } from '../../http/route.ts';
import { ProgrammeRulesOn } from './reference.dto.ts';
import { viewPlaces, viewRulesInForce } from './reference.view.ts';

export function referenceRoutes(): Route[] {
  return [placesRoute('region', '/api/v1/regions', 'Regions 区县'), placesRoute('bank', '/api/v1/banks', 'Banks 银行'), rulesRoute];
}

const placesRoute = (table: 'bank' | 'region', path: string, summary: string): Route => actingRoute({
  method: 'GET', path, permission: EVERYBODY, action: `reference.${table}s`, tag: 'reference', summary,
  answers: { 200: { description: 'all of them, by code, those of the past included', schema: 'PlaceInForceList' } },
  async handle(tx, _actor, incoming) {
    incoming.query();
    return ok({ items: await viewPlaces(tx, table), nextCursor: null });
  },
});

const rulesRoute = actingRoute<ProgrammeRulesOn, unknown>({
  method: 'GET', path: '/api/v1/programme-rules', permission: EVERYBODY, action: 'reference.programme-rules', tag: 'reference', query: ProgrammeRulesOn,
  summary: 'Programme rules in force on a day, by default today in Shanghai 政策规则',
  answers: { 200: { description: 'every limit by name; null is “not set”', schema: 'RuleInForceList' } },
  async handle(tx, _actor, incoming) {
    const { on = shanghaiDay(incoming.at) } = incoming.query();
    return ok({ items: await viewRulesInForce(tx, on), nextCursor: null });
  },
});
