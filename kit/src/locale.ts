import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Lang } from "./text.ts";

const isLang = (value: string | undefined): value is Lang => value === "ar" || value === "en";

/** Programs speak here: what they prefer stands in the request, nothing was chosen on a page. */
const programPath = /\/(v1|govstack)\//;

/** Arabic unless the person asked for English: `?lang=`, then the cookie, then the browser. */
export const chooseLang = (c: Context): Lang => {
  const asked = c.req.query("lang");
  if (isLang(asked)) return asked;
  const remembered = getCookie(c, "lang");
  if (isLang(remembered)) return remembered;
  const accepted = (c.req.header("accept-language") ?? "").toLowerCase();
  const english = accepted.search(/\ben\b/);
  const arabic = accepted.search(/\bar\b/);
  return programPath.test(c.req.path) && english >= 0 && (arabic < 0 || english < arabic)
    ? "en"
    : "ar";
};

/** Sets `c.get('lang')` and remembers a choice made by the language link. */
export const localize: MiddlewareHandler<{ Variables: { lang: Lang } }> = async (c, next) => {
  const lang = chooseLang(c);
  c.set("lang", lang);
  if (isLang(c.req.query("lang"))) {
    setCookie(c, "lang", lang, { path: "/", sameSite: "Lax", maxAge: 31_536_000 });
  }
  await next();
};
