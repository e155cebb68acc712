import { expect } from 'chai';
import type { Reply } from '../support/client.ts';
import { goodFiling } from '../support/filing.ts';
import { startKillable, type Killable } from '../support/killable.ts';
import { run } from '../support/process.ts';
import { until } from '../support/until.ts';

const BATCHES = 60;
const ITEMS = 20;
const CLIENTS = 4;

interface Sent {
  readonly key: string;
  readonly body: object;
  /** The answer that reached the sender. */
  acknowledged?: string;
}

describe('a service that is killed while batches are filed', function () {
  this.timeout(120_000);
  let service: Killable;
  before(async () => {
    service = await startKillable();
  });
  after(() => service.remove());

  const send = ({ key, body }: Sent): Promise<Reply> =>
    service.officer().post('/filings/batch', body, { 'Idempotency-Key': key });

  it('has lost nothing of what it acknowledged, and files the rest once when it is repeated', async () => {
    const all: Sent[] = Array.from({ length: BATCHES }, (_, batch) => ({
      key: `batch-${batch}`,
      body: { items: Array.from({ length: ITEMS }, (_item, n) => ({ clientRef: `r${n}`, ...goodFiling() })) },
    }));
    const waiting = [...all];
    let acknowledged = 0;
    /** Sends one batch after the other until the service does not answer any more. */
    async function client(): Promise<void> {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const reply = await send(next).catch(() => null);
        if (reply?.status !== 200) return;
        next.acknowledged = reply.text;
        acknowledged += 1;
      }
    }
    const clients = Promise.all(Array.from({ length: CLIENTS }, client));
    await until('some batches are acknowledged', () => acknowledged >= BATCHES / 4);
    await service.kill();
    await clients;
    expect(acknowledged).to.be.within(BATCHES / 4, BATCHES - 1);

    await service.start();
    for (const one of all) {
      const reply = await send(one);
      expect(reply.status, reply.text).to.equal(200);
      if (one.acknowledged !== undefined)
        expect([reply.headers.get('idempotent-replayed'), reply.text]).to.deep.equal(['true', one.acknowledged]);
      for (const { status } of reply.body.results) expect(status).to.equal(201);
    }
    const [stored] = await service.query(
      `select count(*)::int as filings, count(distinct receipt_key)::int as receipts, count(distinct number)::int as numbers from filing`,
    );
    const count = BATCHES * ITEMS;
    expect(stored).to.deep.equal({ filings: count, receipts: count, numbers: count });
    expect(await run('verify', { DATA_DIR: service.dataDir })).to.deep.equal({ code: 0, output: 'ok\n' });
  });
});
