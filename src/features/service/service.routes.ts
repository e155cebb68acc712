/**
 * Routes for those who operate the service. They need no sign-in and must disclose nothing about banks, firms or
 * filings.
 */
import { asSystem } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { isUnavailable } from '../../data/errors.ts';
import { pendingSeconds } from '../../data/posting.queries.ts';
import { newestMigration, schemaTexts } from '../../data/schema-texts.ts';
import { PENDING_ALARM_SECONDS } from '../../domain/limits.ts';
import type { Metrics } from '../../http/metrics.ts';
import { Problem } from '../../http/problem.ts';
import { ok, publicRoute, type Route } from '../../http/route.ts';
import type { Tokens } from '../../http/tokens.ts';
import { readReadiness } from './service.queries.ts';

export interface ServiceDeps {
  readonly db: Db;
  readonly tokens: Tokens;
  readonly metrics: Metrics;
  readonly clock: () => Date;
}

const NOT_READY = {
  'zh-CN': '数据库结构与程序版本不一致，或运行角色权限过大。请先完成数据库迁移，并检查 DATABASE_URL 所用账号。',
  en: 'The schema is not the one this version needs, or its role may do too much. Run the migrations and check the user of DATABASE_URL.',
};

const READ_ONLY = {
  'zh-CN': '数据库为只读（可能是备库），请将 DATABASE_URL 指向主库。',
  en: 'The database is read-only (a standby?). Let DATABASE_URL name the primary.',
};

/** Routes for operation: health, metrics, public keys. They are outside the base path and not in the OpenAPI document. */
export function serviceRoutes({ db, tokens, metrics, clock }: ServiceDeps): Route[] {
  return [
    publicRoute({
      method: 'GET',
      path: '/healthz',
      summary: 'The process is up',
      tag: 'service',
      answers: { 200: { description: 'up' } },
      handle: async () => ok({ status: 'up' }),
    }),
    publicRoute({
      method: 'GET',
      path: '/readyz',
      summary: 'The service is ready',
      tag: 'service',
      answers: { 200: { description: 'ready' }, 503: { description: 'not ready' } },
      handle: async () => {
        const { newest, code, bypasses, read_only, pending } = await asSystem(
          db,
          'service',
          { action: 'service.ready', at: clock() },
          async (tx) => ({ ...(await readReadiness(tx)), pending: await pendingSeconds(tx) }),
        ).catch((error: unknown) => {
          throw isUnavailable(error) ? new Problem('UNAVAILABLE') : error;
        });
        if (newest !== newestMigration() || code !== schemaTexts().codeHash || bypasses)
          throw new Problem('UNAVAILABLE', { detail: NOT_READY });
        if (read_only) throw new Problem('UNAVAILABLE', { detail: READ_ONLY });
        const ledger = { pendingSeconds: Math.round(pending), late: pending > PENDING_ALARM_SECONDS };
        return ok({ status: 'ready', schema: newest, ledger });
      },
    }),
    publicRoute({
      method: 'GET',
      path: '/metrics',
      summary: 'Prometheus metrics',
      tag: 'service',
      answers: { 200: { description: 'metrics' } },
      handle: async () => {
        const { type, text } = await metrics.render();
        return { status: 200, text: { type, content: text } };
      },
    }),
    publicRoute({
      method: 'GET',
      path: '/.well-known/jwks.json',
      summary: 'Public keys of the access tokens (RFC 7517)',
      tag: 'service',
      answers: { 200: { description: 'keys' } },
      handle: async () => ok(tokens.jwks, { 'Cache-Control': 'public, max-age=300' }),
    }),
  ];
}
