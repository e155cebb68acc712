import { expect } from 'chai';
import express from 'express';
import { IncomingMessage, ServerResponse } from 'node:http';
import { createHttpServer } from '../../src/http/http-server.ts';
import { listening } from '../support/listening.ts';

describe('the HTTP server of the application', () => {
  it('creates requests and responses with the prototypes that Express sets', async () => {
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
    // Express sets both (application.js); if it no longer does, createHttpServer is unnecessary.
    expect(given).to.deep.equal([true, true]);
  });
});
