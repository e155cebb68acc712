import { asSystem } from '../../data/as-actor.ts';
import { noTransactionRoute, noContent, ok, type Route } from '../../http/route.ts';
import { ConfirmationBody, EnrolmentBody, ProofBody } from './auth.dto.ts';
import { viewSecondFactor } from './auth.view.ts';
import { auditOf } from './request.ts';
import {
  beginEnrolment,
  confirmEnrolment,
  removeSecondFactor,
  renewRecoveryCodes,
  type SecondFactorDeps,
} from './second-factor.service.ts';

/** One's own second factor: a code of an authenticator app (TOTP), with recovery codes for a lost phone. */
const PATH = '/api/v1/auth/second-factor';
const COMMON = { permission: 'signed-in', tag: 'sign-in', beforeSecondFactor: true } as const;
const LOCKED = { 429: { description: '`ACCOUNT_LOCKED`: too many wrong passwords or codes' } };
const IN_USE = { 409: { description: '`STATE_CONFLICT`: a second factor is in use, or none is' } };

type Deps = SecondFactorDeps & { readonly secondFactor: 'optional' | 'required' };

export const secondFactorRoutes = (deps: Deps): Route[] => [
  readRoute(deps),
  beginRoute(deps),
  confirmRoute(deps),
  removeRoute(deps),
  renewRoute(deps),
];

const readRoute = ({ db, secondFactor }: Deps): Route =>
  noTransactionRoute({
    ...COMMON,
    method: 'GET',
    path: PATH,
    action: 'auth.second-factor',
    summary: 'Whether one signs in with a second factor 动态验证码状态',
    answers: { 200: { description: 'the state', schema: 'SecondFactor' } },
    async handle(_db, actor, incoming) {
      incoming.validateQuery();
      return ok(
        await asSystem(db, 'sign-in', auditOf('auth.second-factor', incoming), (tx) =>
          viewSecondFactor(tx, actor, secondFactor),
        ),
      );
    },
  });

const beginRoute = (deps: Deps): Route =>
  noTransactionRoute<unknown, EnrolmentBody>({
    ...COMMON,
    method: 'POST',
    path: PATH,
    action: 'auth.second-factor.begin',
    logged: 'sign_in',
    body: EnrolmentBody,
    summary: 'Begin to set up a second factor: returns the secret for an authenticator app 绑定验证器',
    answers: {
      200: { description: 'confirm it with a code; until then nothing changes', schema: 'SecondFactorEnrolment' },
      ...IN_USE,
      ...LOCKED,
    },
    async handle(_db, actor, incoming) {
      return ok(await beginEnrolment(deps, actor, incoming.body(), incoming));
    },
  });

const confirmRoute = (deps: Deps): Route =>
  noTransactionRoute<unknown, ConfirmationBody>({
    ...COMMON,
    method: 'POST',
    path: `${PATH}/confirm`,
    action: 'auth.second-factor.confirm',
    body: ConfirmationBody,
    summary: 'Confirm a second factor with its first code; every other session of the account ends 确认绑定',
    answers: { 200: { description: 'in use; the recovery codes', schema: 'RecoveryCodes' }, ...IN_USE },
    async handle(_db, actor, incoming) {
      return ok({ recoveryCodes: await confirmEnrolment(deps, actor, incoming.body(), incoming) });
    },
  });

const removeRoute = (deps: Deps): Route =>
  noTransactionRoute<unknown, ProofBody>({
    ...COMMON,
    method: 'DELETE',
    path: PATH,
    action: 'auth.second-factor.remove',
    logged: 'sign_in',
    body: ProofBody,
    summary: 'Remove one’s own second factor, with password and code 解除绑定',
    answers: { 204: { description: 'removed' }, ...IN_USE, ...LOCKED },
    async handle(_db, actor, incoming) {
      await removeSecondFactor(deps, actor, incoming.body(), incoming);
      return noContent();
    },
  });

const renewRoute = (deps: Deps): Route =>
  noTransactionRoute<unknown, ProofBody>({
    ...COMMON,
    method: 'POST',
    path: `${PATH}/recovery-codes`,
    action: 'auth.second-factor.recovery-codes',
    logged: 'sign_in',
    body: ProofBody,
    summary: 'New recovery codes in place of the old ones, with password and code 更换恢复码',
    answers: { 200: { description: 'the new codes', schema: 'RecoveryCodes' }, ...IN_USE, ...LOCKED },
    async handle(_db, actor, incoming) {
      return ok({ recoveryCodes: await renewRecoveryCodes(deps, actor, incoming.body(), incoming) });
    },
  });
