import { readQualificationKinds } from '../../data/qualification-kinds.ts';
import { limitFaults, limitsToWire } from '../../domain/programme/limits/wire.ts';
import type { Cursors } from '../../http/cursor.ts';
import { PageQuery } from '../../http/page-query.ts';
import { transactionRoute, ok, type Route } from '../../http/route.ts';
import { paginate } from '../../http/paginate.ts';
import { ProgrammeRuleBody } from './programme-rules.dto.ts';
import { insertProgrammeRule, lockProgrammeRule, updateProgrammeRule } from './programme-rules.queries.ts';
import { listProgrammeRules } from './programme-rules.view.ts';
import { validBody, putRecord, putAnswer } from './put-record.ts';

const PATH = '/api/v1/admin/programme-rules';
const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;

export const programmeRuleRoutes = ({ cursors }: { cursors: Cursors }): Route[] => [listRoute(cursors), putRoute];

const listRoute = (cursors: Cursors): Route =>
  transactionRoute<PageQuery, unknown>({
    method: 'GET',
    path: PATH,
    query: PageQuery,
    permission: 'reference.manage',
    action: 'programme-rule.list',
    tag: 'administration',
    summary: 'All versions of the programme rules 办法参数（全部版本）',
    answers: { 200: { description: 'by code; without `limit` all of them', schema: 'ProgrammeRuleList' } },
    async handle(tx, actor, incoming) {
      const query = incoming.query();
      return ok(paginate(await listProgrammeRules(tx), ({ code }) => code, query, cursors, [actor.accountId, PATH]));
    },
  });

const putRoute = transactionRoute<unknown, ProgrammeRuleBody>({
  method: 'PUT',
  path: `${PATH}/:code`,
  permission: 'reference.manage',
  action: 'programme-rule.put',
  tag: 'administration',
  body: ProgrammeRuleBody,
  ifMatch: 'optional',
  summary:
    'Enter a version of the programme rules or change it; filings that are decided already stay as they are 登记或修改办法版本',
  answers: {
    200: { description: 'changed', schema: 'ProgrammeRule' },
    201: { description: 'entered', schema: 'ProgrammeRule' },
  },
  async handle(tx, _actor, incoming) {
    const code = incoming.params['code'] ?? '';
    const kinds = (await readQualificationKinds(tx)).map((kind) => kind.code);
    const body = validBody(incoming, code, CODE, ({ limits = {} }) => limitFaults(limits, kinds));
    const content = {
      name: body.name,
      region_prefix: body.regionPrefix,
      valid_from: body.validFrom,
      valid_to: body.validTo ?? null,
      review_all: body.reviewAll ?? false,
      limits: limitsToWire(body.limits),
    };
    const created = await putRecord(incoming, {
      lock: () => lockProgrammeRule(tx, code),
      insert: () => insertProgrammeRule(tx, code, content),
      update: () => updateProgrammeRule(tx, code, content),
    });
    const [rule] = await listProgrammeRules(tx, code);
    return putAnswer(created, `${PATH}/${code}`, rule!);
  },
});
