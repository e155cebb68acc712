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

/** Features of browsers that no page uses; copying texts is left. */
const PERMISSIONS = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

const ONE_YEAR_SECONDS = 31_536_000;

/**
 * Middleware that sets security headers. The policy allows only this host, and no inline scripts.
 *
 * @param https browsers come over HTTPS; they keep to it for a year, subdomains included (HSTS)
 */
export function securityHeaders(https: boolean): RequestHandler {
  const headers = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    strictTransportSecurity: https && { maxAge: ONE_YEAR_SECONDS, includeSubDomains: true },
  });
  return (request, response, next) => {
    response.setHeader('Permissions-Policy', PERMISSIONS);
    headers(request, response, next);
  };
}

/** The policy of the console's page: inline styles require the nonce of the page. */
export function consolePolicy(nonce: string): string {
  const directives = { ...POLICY, 'style-src': ["'self'", `'nonce-${nonce}'`] };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join(';');
}
