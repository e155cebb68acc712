/** Assertions on error responses. */
import { expect } from 'chai';
import { ERROR_CODES, PROBLEM_CODES } from '../../src/domain/messages/codes.ts';
import type { Reply } from './client.ts';

/** Asserts that an answer is a problem as the contract describes it. */
export function expectProblem(reply: Reply, status: number, code: string): void {
  expect([reply.status, reply.body?.code], reply.text.slice(0, 500)).to.deep.equal([status, code]);
  expect(reply.headers.get('content-type')).to.match(/^application\/problem\+json/);
  expect(reply.body).to.include.all.keys('type', 'title', 'status', 'detail', 'code', 'requestId', 'errors');
  expect(reply.body.status).to.equal(reply.status);
  expect(reply.body.requestId).to.equal(reply.headers.get('x-request-id'));
  expect(PROBLEM_CODES).to.include(reply.body.code);
  for (const error of reply.body.errors) {
    expect(error).to.have.all.keys('path', 'code', 'message');
    expect(ERROR_CODES).to.include(error.code);
    expect(error.message)
      .to.be.a('string')
      .and.not.match(/\{[a-z]\w*\}|undefined/i);
  }
}

/** The error codes by field. */
export const faults = (reply: Reply): Record<string, string> =>
  Object.fromEntries(reply.body.errors.map((error: { path: string; code: string }) => [error.path, error.code]));
