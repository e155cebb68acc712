import { kindPosition, presentKind, readQualificationKinds } from '../../data/qualification-kinds.ts';
import { QUALIFICATION_KIND } from '../../domain/filing/status.ts';
import { KIND_POSITION_DEFAULT } from '../../domain/limits.ts';
import type { Cursors } from '../../http/cursor.ts';
import { PageQuery } from '../../http/page-query.ts';
import { paginate } from '../../http/paginate.ts';
import type { ProblemError } from '../../http/problem.ts';
import { transactionRoute, ok, type Route } from '../../http/route.ts';
import { QualificationKindBody } from './qualification-kinds.dto.ts';
import { insertKind, lockKind, updateKind, type KindContent } from './qualification-kinds.queries.ts';
import { putAnswer, putRecord, validBody } from './put-record.ts';

const PATH = '/api/v1/admin/qualification-kinds';

export const qualificationKindRoutes = ({ cursors }: { cursors: Cursors }): Route[] => [listRoute(cursors), putRoute];

const listRoute = (cursors: Cursors): Route =>
  transactionRoute<PageQuery, unknown>({
    method: 'GET',
    path: PATH,
    permission: 'reference.manage',
    action: 'qualification-kind.list',
    tag: 'administration',
    summary: 'Kinds of qualifications 资质类别',
    query: PageQuery,
    answers: {
      200: { description: 'all of them, in the order in which they are shown', schema: 'QualificationKindList' },
    },
    async handle(tx, actor, incoming) {
      const query = incoming.query();
      const kinds = (await readQualificationKinds(tx)).map(presentKind);
      return ok(paginate(kinds, kindPosition, query, cursors, [actor.accountId, PATH]));
    },
  });

const putRoute = transactionRoute<unknown, QualificationKindBody>({
  method: 'PUT',
  path: `${PATH}/:code`,
  permission: 'reference.manage',
  action: 'qualification-kind.put',
  tag: 'administration',
  summary:
    'Enter a kind of qualifications or change it; it can be imported, linked and shown at once 登记或修改资质类别',
  body: QualificationKindBody,
  ifMatch: 'optional',
  answers: {
    200: { description: 'changed', schema: 'QualificationKind' },
    201: { description: 'entered', schema: 'QualificationKind' },
  },
  async handle(tx, _actor, incoming) {
    const code = incoming.params['code'] ?? '';
    const body = validBody(incoming, code, QUALIFICATION_KIND, monthsErrors);
    const content = contentOf(body);
    const created = await putRecord(incoming, {
      lock: () => lockKind(tx, code),
      insert: () => insertKind(tx, code, content),
      update: () => updateKind(tx, code, content),
    });
    const kind = (await readQualificationKinds(tx)).find((one) => one.code === code)!;
    return putAnswer(created, `${PATH}/${code}`, presentKind(kind));
  },
});

function monthsErrors({ validity, validityMonths }: Partial<QualificationKindBody>): ProblemError[] {
  const given = validityMonths !== undefined && validityMonths !== null;
  if (validity === undefined || (validity === 'months') === given) return [];
  return [{ path: 'validityMonths', code: given ? 'NOT_ALLOWED' : 'REQUIRED' }];
}

const contentOf = (body: QualificationKindBody): KindContent => ({
  name_zh: body.nameZh,
  name_en: body.nameEn,
  short_zh: body.shortZh,
  short_en: body.shortEn,
  number_title_zh: body.numberTitleZh ?? `${body.shortZh}证书编号`,
  number_title_en: body.numberTitleEn ?? `${body.shortEn} certificate no.`,
  number_pattern: body.numberPattern ?? null,
  headings: body.headings ?? [],
  validity: body.validity,
  validity_months: body.validityMonths ?? null,
  position: body.position ?? KIND_POSITION_DEFAULT,
});
