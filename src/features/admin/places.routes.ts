import type { Cursors } from '../../http/cursor.ts';
import { PageQuery } from '../../http/page-query.ts';
import { transactionRoute, ok, type Route } from '../../http/route.ts';
import { paginate } from '../../http/paginate.ts';
import { BANK_CODE, PlaceBody, REGION_CODE } from './places.dto.ts';
import { insertPlace, lockPlace, updatePlace, type PlaceTable } from './places.queries.ts';
import { listPlaces } from './places.view.ts';
import { validBody, putRecord, putAnswer } from './put-record.ts';

/** Routes for banks and regions. */
export function placeRoutes({ cursors }: { cursors: Cursors }): Route[] {
  return [
    ...routesOf(cursors, {
      table: 'bank',
      path: '/api/v1/admin/banks',
      codePattern: BANK_CODE,
      summaries: ['Banks 银行', 'Enter a bank or change it 登记或修改银行'],
    }),
    ...routesOf(cursors, {
      table: 'region',
      path: '/api/v1/admin/regions',
      codePattern: REGION_CODE,
      summaries: ['Regions 县市区（园区）', 'Enter a region or change it 登记或修改县市区（园区）'],
    }),
  ];
}

function routesOf(
  cursors: Cursors,
  {
    table,
    path,
    codePattern,
    summaries,
  }: { table: PlaceTable; path: string; codePattern: RegExp; summaries: readonly [list: string, put: string] },
): Route[] {
  return [
    transactionRoute<PageQuery, unknown>({
      method: 'GET',
      path,
      query: PageQuery,
      permission: 'reference.manage',
      action: `${table}.list`,
      tag: 'administration',
      summary: summaries[0],
      answers: { 200: { description: 'by code; without `limit` all of them', schema: 'PlaceList' } },
      async handle(tx, actor, incoming) {
        const query = incoming.query();
        return ok(paginate(await listPlaces(tx, table), ({ code }) => code, query, cursors, [actor.accountId, path]));
      },
    }),
    transactionRoute<unknown, PlaceBody>({
      method: 'PUT',
      path: `${path}/:code`,
      permission: 'reference.manage',
      action: `${table}.put`,
      tag: 'administration',
      summary: summaries[1],
      body: PlaceBody,
      ifMatch: 'optional',
      answers: { 200: { description: 'changed', schema: 'Place' }, 201: { description: 'entered', schema: 'Place' } },
      async handle(tx, _actor, incoming) {
        const code = incoming.params['code'] ?? '';
        const body = validBody(incoming, code, codePattern);
        const content = { name: body.name, valid_from: body.validFrom ?? null, valid_to: body.validTo ?? null };
        const created = await putRecord(incoming, {
          lock: () => lockPlace(tx, table, code),
          insert: () => insertPlace(tx, table, code, content),
          update: () => updatePlace(tx, table, code, content),
        });
        const [place] = await listPlaces(tx, table, code);
        return putAnswer(created, `${path}/${code}`, place!);
      },
    }),
  ];
}
