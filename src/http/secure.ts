import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Security headers. Everything comes from this host; no script is written into a page. */
export const secure = (): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"], 'script-src': ["'self'"], 'style-src': ["'self'", "'unsafe-inline'"], 'img-src': ["'self'", 'data:'], 'font-src': ["'self'", 'data:'],
        'connect-src': ["'self'"], 'object-src': ["'none'"], 'base-uri': ["'none'"], 'form-action': ["'self'"], 'frame-ancestors': ["'none'"],
      },
    },
    // Whether the site is reached over TLS is known to the proxy in front, which sets this header.
    strictTransportSecurity: false,
  });
