import type { RequestHandler } from 'express';
import { Problem } from './problem.ts';

/** A name or an address, with an optional port. */
const HOST = /^(?:[A-Za-z0-9._~-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

const ONE_HOST = {
  'zh-CN': '请求须有且仅有一个格式正确的 Host 头。',
  en: 'A request has exactly one Host header, with a valid name or address.',
};

/**
 * Refuses requests whose host is missing, invalid or said twice: a proxy and the service could read different ones. The
 * check of Origin relies on it. Node itself takes the first of several.
 */
export const requireOneHost: RequestHandler = (request, _response, next) => {
  const { rawHeaders } = request;
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  if (count === 1 && HOST.test(request.headers.host!)) return next();
  throw new Problem('VALIDATION_FAILED', {
    detail: ONE_HOST,
    errors: [{ path: 'Host', code: 'FORMAT', params: { expected: 'host[:port]' } }],
    headers: { Connection: 'close' },
  });
};
