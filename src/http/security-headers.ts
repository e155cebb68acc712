/**
 * Security headers of all responses. The content security policy must not be loosened: neither the console nor Swagger
 * UI needs another host or an inline script.
 */
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const POLICY = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

/** Middleware that sets security headers. The policy allows only this host, and no inline scripts. */
export const securityHeaders = (): RequestHandler =>
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    // Set by the reverse proxy, which knows whether TLS is used.
    strictTransportSecurity: false,
  });

/** The policy of the console's page: inline styles require the nonce of the page. */
export function consolePolicy(nonce: string): string {
  const directives = { ...POLICY, 'style-src': ["'self'", `'nonce-${nonce}'`] };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join(';');
}
