import { expect } from 'chai';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { createHttpServer } from '../../src/http/server.ts';

describe('the HTTP server of the application', () => {
  it('hands Express requests and responses of its own kind, which get no other prototype', async () => {
    const app = express();
    app.get('/:word', (request, response) => void response.json({ word: request.params['word'], accepts: request.accepts('json'), app: request.app === app }));
    const server = createHttpServer(app);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const original = Object.setPrototypeOf;
    const given: boolean[] = [];
    Object.setPrototypeOf = <T>(object: T, prototype: object | null): T => {
      given.push(Object.getPrototypeOf(object) === prototype);
      return original(object, prototype);
    };
    try {
      const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/知贷`).then((reply) => reply.json());
      expect(answer).to.deep.equal({ word: '知贷', accepts: 'json', app: true });
    } finally {
      Object.setPrototypeOf = original;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    // Express does it for both (application.js); were it to stop, this server could go.
    expect(given.slice(0, 2)).to.deep.equal([true, true]);
  });
});
