/**
 * Metrics for Prometheus at GET /metrics, which needs no sign-in: they must not disclose business figures. Dashboards
 * depend on the names.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Prometheus metrics. No label contains a bank, region, firm or account. */
export interface Metrics {
  /** Records a finished request. @param route the path pattern of the route */
  request(method: string, route: string, status: number, seconds: number): void;
  render(): Promise<{ type: string; text: string }>;
}

/**
 * @param pool reads the state of the connection pool
 * @param pendingSeconds for how long the oldest ledger entry has been pending
 */
export function createMetrics(
  pool: () => { total: number; idle: number; waiting: number },
  pendingSeconds: () => Promise<number>,
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'zhidai_http_request_seconds',
    help: 'Time to answer, by route.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  });
  const failures = new Counter({
    name: 'zhidai_http_failures_total',
    help: 'Answers of 500 and above.',
    labelNames: ['route'],
    registers: [registry],
  });
  new Gauge({
    name: 'zhidai_database_connections',
    help: 'Connections to the database.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const now = pool();
      this.set({ state: 'idle' }, now.idle);
      this.set({ state: 'busy' }, now.total - now.idle);
      this.set({ state: 'waited_for' }, now.waiting);
    },
  });
  new Gauge({
    name: 'zhidai_ledger_pending_seconds',
    help: 'For how long the oldest ledger entry has been pending; over 10 is an alarm.',
    registers: [registry],
    async collect() {
      this.set(await pendingSeconds().catch(() => Number.NaN));
    },
  });
  return {
    request(method, route, status, seconds) {
      durations.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
      if (status >= 500) failures.inc({ route });
    },
    render: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
