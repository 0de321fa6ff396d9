import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";

/** What a request's browser keeps for us under a name. */
export const readCookie = (c: Context, name: string): string | undefined => getCookie(c, name);

/** Has the browser keep a value that no script reads and no other site's form sends. */
export const keepCookie = (
  c: Context,
  cookie: Readonly<{
    name: string;
    value: string;
    path: string;
    maxAgeS: number;
    secure: boolean;
  }>,
): void => {
  const { name, value, path, maxAgeS, secure } = cookie;
  setCookie(c, name, value, { path, maxAge: maxAgeS, httpOnly: true, sameSite: "Lax", secure });
};
