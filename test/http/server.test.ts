import { expect } from 'chai';
import express from 'express';
import { IncomingMessage, ServerResponse } from 'node:http';
import { createHttpServer } from '../../src/http/server.ts';
import { listening } from '../support/listening.ts';

describe('the HTTP server of the application', () => {
  it('hands Express requests and responses of its own kind, which get no other prototype', async () => {
    const app = express();
    app.get(
      '/:word',
      (request, response) =>
        void response.json({
          word: request.params['word'],
          accepts: request.accepts('json'),
          app: request.app === app,
        }),
    );
    const service = await listening(createHttpServer(app));
    const original = Object.setPrototypeOf;
    const given: boolean[] = [];
    Object.setPrototypeOf = <T>(object: T, prototype: object | null): T => {
      if (object instanceof IncomingMessage || object instanceof ServerResponse)
        given.push(Object.getPrototypeOf(object) === prototype);
      return original(object, prototype);
    };
    try {
      const answer = await fetch(`${service.url}/知贷`).then((reply) => reply.json());
      expect(answer).to.deep.equal({ word: '知贷', accepts: 'json', app: true });
    } finally {
      Object.setPrototypeOf = original;
      await service.close();
    }
    // Express does it for both (application.js); were it to stop, this server could go.
    expect(given).to.deep.equal([true, true]);
  });
});
