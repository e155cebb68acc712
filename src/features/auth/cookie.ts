import { Problem } from '../../http/problem.ts';
import type { Incoming } from '../../http/route.ts';

const NAME = 'zhidai_refresh';
const PATH = '/api/v1/auth';
const REFRESH_TOKEN = /^[A-Za-z0-9_-]{1,200}$/;

/** The refresh token as a cookie: no script reads it, no other site's request carries it, only these paths get it. */
export function refreshCookie(token: string, maxAgeSeconds: number, secure: boolean): Record<string, string> {
  return {
    'Set-Cookie': `${NAME}=${token}; Path=${PATH}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
  };
}

export function clearedCookie(secure: boolean): Record<string, string> {
  return refreshCookie('', 0, secure);
}

/** The refresh token of the Cookie header (RFC 6265, section 4.2), or null. */
export function cookieToken(header: string | undefined): string | null {
  for (const pair of (header ?? '').split(';')) {
    const mark = pair.indexOf('=');
    if (mark < 0 || pair.slice(0, mark).trim() !== NAME) continue;
    const value = pair.slice(mark + 1).trim();
    return REFRESH_TOKEN.test(value) ? value : null;
  }
  return null;
}

/**
 * A cookie is sent by the browser, whoever wrote the page: the request must come from a page of this very host.
 *
 * @throws Problem FORBIDDEN when the Origin is another one (or missing, where it is required)
 */
export function requireOwnOrigin(incoming: Pick<Incoming, 'header'>, when: 'always' | 'if sent'): void {
  const origin = incoming.header('Origin');
  if (origin === undefined && when === 'if sent') return;
  if (origin === undefined || !isOwn(origin, incoming.header('Host') ?? ''))
    throw new Problem('FORBIDDEN', { detail: OTHER_ORIGIN });
}

const OTHER_ORIGIN = {
  'zh-CN': '请求并非来自本系统的页面（Origin 缺失或不符），已拒绝。',
  en: 'The request does not come from a page of this service: its Origin is missing or another one.',
};

function isOwn(origin: string, host: string): boolean {
  try {
    const { protocol, host: theirs } = new URL(origin);
    return (protocol === 'http:' || protocol === 'https:') && new URL(`${protocol}//${host}`).host === theirs;
  } catch {
    return false;
  }
}
