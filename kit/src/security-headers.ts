import type { Context, MiddlewareHandler } from "hono";

/** Origins a form on this page may end at, redirects included (browsers follow them). */
export const allowFormAction = (c: Context, origins: readonly string[]): void => {
  const before: unknown = c.get("formAction");
  c.set("formAction", [...(Array.isArray(before) ? before : []), ...origins]);
};

/** What is sent was made by somebody else: opened in a browser, it may do nothing at all. */
export const sandbox = (c: Context): void => c.set("sandbox", true);

const contentSecurityPolicy = (formAction: readonly unknown[]): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `form-action 'self' ${formAction.join(" ")}`.trim(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");

const sandboxPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** The headers every answer of ours carries, for servers that are not Hono apps as well. */
export const securityHeaderValues = (options: {
  formAction: readonly unknown[];
  https: boolean;
}): Readonly<Record<string, string>> => ({
  "content-security-policy": contentSecurityPolicy(options.formAction),
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
  "x-frame-options": "DENY",
  ...(options.https ? { "strict-transport-security": "max-age=63072000; includeSubDomains" } : {}),
});

/** Headers every answer carries; pages are never cached unless the route says otherwise. */
export const securityHeaders = (options: {
  formAction?: readonly string[];
  https: boolean;
}): MiddlewareHandler => {
  // What nearly every answer carries.
  const usual = Object.entries(securityHeaderValues({ formAction: [], https: options.https }));
  return async (c, next) => {
    if (options.formAction) allowFormAction(c, options.formAction);
    await next();
    const headers = c.res.headers;
    const allowed: unknown = c.get("formAction");
    const values = Array.isArray(allowed)
      ? Object.entries(securityHeaderValues({ formAction: allowed, https: options.https }))
      : usual;
    for (const [name, value] of values) headers.set(name, value);
    if (c.get("sandbox") === true) headers.set("content-security-policy", sandboxPolicy);
    if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  };
};
