/**
 * Routes of the reference data that every signed-in user may read: regions, banks, programme rules, kinds of
 * qualifications. Administrators change it through features/admin.
 */
import { kindPosition, presentKind, readQualificationKinds } from '../../data/qualification-kinds.ts';
import { shanghaiDay } from '../../domain/values/day.ts';
import type { Cursors } from '../../http/cursor.ts';
import { PageQuery } from '../../http/page-query.ts';
import { transactionRoute, ok, type Route } from '../../http/route.ts';
import { paginate } from '../../http/paginate.ts';
import { ProgrammeRulesOn } from './reference.dto.ts';
import { viewPlaces, viewRulesInForce } from './reference.view.ts';

export function referenceRoutes({ cursors }: { cursors: Cursors }): Route[] {
  return [
    placesRoute(cursors, 'region', '/api/v1/regions', 'Regions 县市区（园区）'),
    placesRoute(cursors, 'bank', '/api/v1/banks', 'Banks 银行'),
    rulesRoute(cursors),
    kindsRoute(cursors),
  ];
}

const placesRoute = (cursors: Cursors, table: 'bank' | 'region', path: string, summary: string): Route =>
  transactionRoute<PageQuery, unknown>({
    method: 'GET',
    path,
    permission: 'signed-in',
    action: `reference.${table}s`,
    tag: 'reference',
    summary,
    query: PageQuery,
    answers: {
      200: {
        description: 'by code, past ones included; without `limit` all of them',
        schema: 'PlaceInForceList',
      },
    },
    async handle(tx, actor, incoming) {
      const query = incoming.query();
      return ok(paginate(await viewPlaces(tx, table), ({ code }) => code, query, cursors, [actor.accountId, path]));
    },
  });

const rulesRoute = (cursors: Cursors): Route =>
  transactionRoute<ProgrammeRulesOn, unknown>({
    method: 'GET',
    path: '/api/v1/programme-rules',
    permission: 'signed-in',
    action: 'reference.programme-rules',
    tag: 'reference',
    query: ProgrammeRulesOn,
    summary: 'Programme rules in force on a day, by default today in Shanghai 办法参数',
    answers: { 200: { description: 'every limit by name; null is “not set”', schema: 'RuleInForceList' } },
    async handle(tx, actor, incoming) {
      const { on = shanghaiDay(incoming.at), ...query } = incoming.query();
      return ok(
        paginate(await viewRulesInForce(tx, on), ({ code }) => code, query, cursors, [
          actor.accountId,
          'programme-rules',
          on,
        ]),
      );
    },
  });

const kindsRoute = (cursors: Cursors): Route =>
  transactionRoute<PageQuery, unknown>({
    method: 'GET',
    path: '/api/v1/qualification-kinds',
    permission: 'signed-in',
    action: 'reference.qualification-kinds',
    tag: 'reference',
    summary: 'Kinds of qualifications 资质类别',
    query: PageQuery,
    answers: {
      200: { description: 'all of them, in the order in which they are shown', schema: 'QualificationKindList' },
    },
    async handle(tx, actor, incoming) {
      const query = incoming.query();
      const kinds = (await readQualificationKinds(tx)).map(presentKind);
      return ok(paginate(kinds, kindPosition, query, cursors, [actor.accountId, 'qualification-kinds']));
    },
  });
