import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { Metrics } from './metrics.ts';
import { notFound, Problem } from './problem.ts';

/** Who may read GET /metrics on the port of the service: anyone, bearers of a token, or nobody. */
export type MetricsAccess =
  | 'anyone'
  | { readonly token: string }
  /** Metrics have a port of their own. */
  | 'elsewhere'
  /** The service listens beyond this machine, and the operator has chosen neither a port nor a token. */
  | 'undecided';

const CHOOSE = {
  'zh-CN': '服务在本机以外监听，指标须另设端口（METRICS_PORT）或令牌（METRICS_TOKEN）。',
  en: 'The service listens beyond this machine: metrics need a port of their own (METRICS_PORT) or a token (METRICS_TOKEN).',
};

/** @throws Problem UNAUTHENTICATED, NOT_FOUND, FORBIDDEN */
export function requireMetricsAccess(access: MetricsAccess, authorization: string | undefined): void {
  if (access === 'anyone') return;
  if (access === 'elsewhere') throw notFound();
  if (access === 'undecided') throw new Problem('FORBIDDEN', { detail: CHOOSE });
  if (!bears(authorization, access.token)) throw new Problem('UNAUTHENTICATED');
}

function bears(authorization: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`));
}

/** The server of METRICS_PORT: GET /metrics and nothing else. @param token null for anyone who reaches the port */
export function createMetricsServer(metrics: Metrics, token: string | null): Server {
  return createServer((request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    if (token !== null && !bears(request.headers.authorization, token))
      return void response.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end();
    metrics.render().then(
      ({ type, text }) => response.writeHead(200, { 'Content-Type': type }).end(text),
      () => response.writeHead(500).end(),
    );
  });
}
