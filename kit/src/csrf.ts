import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { randomBytes } from "node:crypto";
import { deriveKey, equalSecret, hmacSha256, randomToken } from "./crypto.ts";

export type Csrf = Readonly<{
  /** The value of a form's hidden `_csrf` field. */
  token: (c: Context) => string;
  /** Refuses writes that another site sent, or that carry no token of this browser. */
  protect: MiddlewareHandler;
  /** The same judgement for what is not read as one form: programs of our pages, long bodies. */
  accepts: (c: Context, given: string | undefined) => boolean;
}>;

export type CsrfOptions = Readonly<{
  component: string;
  key: Uint8Array;
  publicUrl: string;
  /** Paths (prefixes) that are not called from pages: APIs with bearer tokens, webhooks. */
  exempt?: readonly string[];
  /**
   * The folder of a page that has a cookie of its own. Tabs that a browser without cookies opens
   * at once each get one, and under a common path only the last would stay.
   */
  ownFolder?: (path: string) => string | undefined;
  refuse: (c: Context) => Response | Promise<Response>;
}>;

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

const fromAnotherSite = (c: Context, ownOrigin: string): boolean => {
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  const origin = c.req.header("origin");
  return origin !== undefined && origin !== "null" && origin !== ownOrigin;
};

const xor = (bytes: Buffer, pad: Buffer): Buffer =>
  Buffer.from(bytes.map((byte, index) => byte ^ (pad[index] ?? 0)));

/** Another text each time for the same token, so that compressing a page gives nothing away. */
const mask = (token: Buffer): string => {
  const pad = randomBytes(token.length);
  return Buffer.concat([pad, xor(token, pad)]).toString("base64url");
};

const unmask = (given: string): string => {
  const bytes = Buffer.from(given.slice(0, 128), "base64url");
  const half = bytes.length / 2;
  return xor(bytes.subarray(half), bytes.subarray(0, half)).toString("base64url");
};

/** Signed double-submit tokens: the cookie is random, the form carries its HMAC. */
export const createCsrf = (options: CsrfOptions): Csrf => {
  const key = deriveKey(options.key, `csrf/${options.component}`);
  const cookieFor = (c: Context): { name: string; path: string } => {
    const name = `${options.component}_csrf`;
    const folder = options.ownFolder?.(c.req.path);
    return folder === undefined ? { name, path: "/" } : { name: `${name}_own`, path: folder };
  };
  const ownOrigin = new URL(options.publicUrl).origin;
  const sign = (value: string): Buffer => hmacSha256(key, value);

  const token = (c: Context): string => {
    const already: unknown = c.get("csrfCookie");
    const { name, path } = cookieFor(c);
    let value = getCookie(c, name) ?? (typeof already === "string" ? already : undefined);
    if (value === undefined || value.length !== 43) {
      value = randomToken();
      c.set("csrfCookie", value);
      setCookie(c, name, value, {
        path,
        httpOnly: true,
        sameSite: "Lax",
        secure: ownOrigin.startsWith("https:"),
      });
    }
    return mask(sign(value));
  };

  const accepts: Csrf["accepts"] = (c, given) => {
    const value = getCookie(c, cookieFor(c).name);
    if (value === undefined || given === undefined || fromAnotherSite(c, ownOrigin)) return false;
    return equalSecret(unmask(given), sign(value).toString("base64url"));
  };

  const protect: MiddlewareHandler = async (c, next) => {
    const skip =
      safeMethods.has(c.req.method) ||
      options.exempt?.some((prefix) => c.req.path.startsWith(prefix));
    if (skip) return await next();
    const type = c.req.header("content-type") ?? "";
    const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(type);
    const known = getCookie(c, cookieFor(c).name) !== undefined;
    if (!isForm || !known || fromAnotherSite(c, ownOrigin)) return await options.refuse(c);
    // What says that it is a form and cannot be read as one is none of ours.
    const body = await c.req.parseBody().catch(() => undefined);
    const given = body?.["_csrf"];
    if (!accepts(c, typeof given === "string" ? given : undefined)) return await options.refuse(c);
    return await next();
  };

  return { token, protect, accepts };
};
