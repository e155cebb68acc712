import { Problem } from '../../http/problem.ts';
import type { Incoming } from '../../http/route.ts';

/** Browsers accept a cookie with the prefix only over HTTPS, so that nobody without it can plant one. */
const nameOf = (secure: boolean): string => `${secure ? '__Secure-' : ''}zhidai_refresh`;
export const COOKIE_PATH = '/api/v1/auth';
const REFRESH_TOKEN = /^[A-Za-z0-9_-]{1,200}$/;

/** The header that sets the refresh token as a cookie: not readable by scripts, not sent from other sites, only for these paths. */
export function refreshCookie(token: string, maxAgeSeconds: number, secure: boolean): { 'Set-Cookie': string } {
  return {
    'Set-Cookie': `${nameOf(secure)}=${token}; Path=${COOKIE_PATH}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
  };
}

/** The header that deletes the cookie. */
export function clearedCookie(secure: boolean): { 'Set-Cookie': string } {
  return refreshCookie('', 0, secure);
}

/** The refresh token of the Cookie header, or null. */
export function cookieToken(header: string | undefined, secure: boolean): string | null {
  const value = cookieValue(header, nameOf(secure));
  return value !== null && REFRESH_TOKEN.test(value) ? value : null;
}

/** The first cookie of this name in a Cookie header (RFC 6265, section 4.2), or null. */
export function cookieValue(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals >= 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}

/**
 * Protects against cross-site requests: a browser sends cookies with requests from pages of any origin, so Origin must be
 * this host.
 *
 * @param when whether Origin is required, or checked only if sent
 * @throws Problem FORBIDDEN
 */
export function requireOwnOrigin(incoming: Pick<Incoming, 'header'>, when: 'always' | 'if sent'): void {
  const origin = incoming.header('Origin');
  if (origin === undefined && when === 'if sent') return;
  if (origin === undefined || !isOwnHost(origin, incoming.header('Host') ?? ''))
    throw new Problem('FORBIDDEN', { detail: OTHER_ORIGIN });
}

const OTHER_ORIGIN = {
  'zh-CN': '请求并非来自本系统的页面（Origin 缺失或不符），已拒绝。',
  en: 'The request does not come from a page of this service: its Origin is missing or another one.',
};

function isOwnHost(origin: string, host: string): boolean {
  try {
    const { protocol, host: originHost } = new URL(origin);
    return (protocol === 'http:' || protocol === 'https:') && new URL(`${protocol}//${host}`).host === originHost;
  } catch {
    return false;
  }
}
