import { expect } from 'chai';
import { readConfig } from '../../src/config.ts';
import { createMetricsServer, type MetricsAccess } from '../../src/http/metrics-access.ts';
import { listening } from '../support/listening.ts';
import { openWorld } from '../support/world.ts';

const TOKEN = 'a-token-of-metrics-1';

describe('metrics', () => {
  const statusWith = async (
    access: MetricsAccess | undefined,
    headers: Record<string, string> = {},
  ): Promise<number> => {
    const world = await openWorld(access === undefined ? {} : { metricsAccess: access });
    try {
      return (await fetch(`${world.url}/metrics`, { headers })).status;
    } finally {
      await world.close();
    }
  };

  it('are for anyone, for bearers of the token, on another port, or for nobody until that is decided', async () => {
    expect(await statusWith(undefined)).to.equal(200);
    expect(await statusWith('anyone')).to.equal(200);
    expect(await statusWith('elsewhere')).to.equal(404);
    expect(await statusWith('undecided')).to.equal(403);
    expect(await statusWith({ token: TOKEN })).to.equal(401);
    expect(await statusWith({ token: TOKEN }, { Authorization: `Bearer ${TOKEN}x` })).to.equal(401);
    expect(await statusWith({ token: TOKEN }, { Authorization: `Bearer ${TOKEN}` })).to.equal(200);
  });

  it('are open by default on addresses of this machine only', () => {
    const access = (environment: Record<string, string>): unknown => readConfig(environment, false).metrics.access;
    expect(access({})).to.equal('anyone');
    for (const HOST of ['127.0.0.1', '127.1.2.3', '::1', 'localhost'])
      expect(access({ HOST }), HOST).to.equal('anyone');
    for (const HOST of ['0.0.0.0', '::', '10.0.0.1', 'example.com', '127.0.0.1.example.com'])
      expect(access({ HOST }), HOST).to.equal('undecided');
    expect(access({ HOST: '0.0.0.0', METRICS_TOKEN: TOKEN })).to.deep.equal({ token: TOKEN });
    expect(access({ METRICS_TOKEN: TOKEN })).to.deep.equal({ token: TOKEN });
    expect(access({ HOST: '0.0.0.0', METRICS_PORT: '9100' })).to.equal('elsewhere');
    expect(access({ METRICS_PORT: '9100', METRICS_TOKEN: TOKEN })).to.equal('elsewhere');
  });

  it('on a port of their own are all that it answers, with the token if there is one', async () => {
    const metrics = { request: () => undefined, render: async () => ({ type: 'text/plain', text: 'up 1\n' }) };
    for (const [token, authorization, status] of [
      [null, '', 200],
      [TOKEN, '', 401],
      [TOKEN, `Bearer ${TOKEN}`, 200],
    ] as const) {
      const { url, close } = await listening(createMetricsServer(metrics, token), 0);
      const response = await fetch(`${url}/metrics`, { headers: { Authorization: authorization } });
      expect(response.status).to.equal(status);
      if (status === 200) expect(await response.text()).to.equal('up 1\n');
      expect((await fetch(`${url}/api/v1/openapi.json`)).status).to.equal(404);
      expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).to.equal(405);
      await close();
    }
  });
});
