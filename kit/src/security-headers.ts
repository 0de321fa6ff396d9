import type { Context, MiddlewareHandler } from 'hono';

/** Origins a form on this page may end at, redirects included (browsers follow them). */
export const allowFormAction = (c: Context, origins: readonly string[]): void => {
  const before: unknown = c.get('formAction');
  c.set('formAction', [...(Array.isArray(before) ? before : []), ...origins]);
};

const contentSecurityPolicy = (formAction: readonly unknown[]): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `form-action 'self' ${formAction.join(' ')}`.trim(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

/** Headers every answer carries; pages are never cached unless the route says otherwise. */
export const securityHeaders =
  (options: { formAction?: readonly string[]; https: boolean }): MiddlewareHandler =>
  async (c, next) => {
    if (options.formAction) allowFormAction(c, options.formAction);
    await next();
    const headers = c.res.headers;
    const allowed: unknown = c.get('formAction');
    headers.set(
      'content-security-policy',
      contentSecurityPolicy(Array.isArray(allowed) ? allowed : []),
    );
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'same-origin');
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
    headers.set('x-frame-options', 'DENY');
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
    if (options.https) {
      headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains');
    }
  };
