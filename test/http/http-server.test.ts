import { createServer, type Server } from 'node:http';
import { expect } from 'chai';
import express, { type Express } from 'express';
import { createHttpServer } from '../../src/http/http-server.ts';
import { listening } from '../support/listening.ts';

const prototypes = (...objects: object[]): unknown[] => objects.map((object) => Object.getPrototypeOf(object));

/** Serves a request by an application of Express. @returns whether the prototypes of request and response changed */
async function changesPrototypes(serverOf: (app: Express) => Server): Promise<boolean[]> {
  let [before, during] = [[] as unknown[], [] as unknown[]];
  const app = express();
  app.get('/:word', (request, response) => {
    during = prototypes(request, response);
    response.json({
      word: request.params['word'],
      accepts: request.accepts('json'),
      app: request.app === app,
    });
  });
  const server = serverOf(app);
  server.prependListener('request', (request, response) => {
    before = prototypes(request, response);
  });
  const service = await listening(server);
  try {
    const answer = await fetch(`${service.url}/知贷`).then((reply) => reply.json());
    expect(answer).to.deep.equal({ word: '知贷', accepts: 'json', app: true });
  } finally {
    await service.close();
  }
  return before.map((prototype, index) => prototype !== during[index]);
}

describe('the HTTP server of the application', () => {
  it('creates requests and responses with the prototypes that Express sets', async () => {
    expect(await changesPrototypes(createHttpServer)).to.deep.equal([false, false]);
    // If Express no longer sets them (application.js), createHttpServer is unnecessary.
    expect(await changesPrototypes((app) => createServer(app))).to.deep.equal([true, true]);
  });
});
