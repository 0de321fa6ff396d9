import type { PartyContext } from "../party.ts";
import type { CheckoutSession } from "./bank.ts";
import type { Html } from "../party-page.ts";
import type { PageLang } from "./checkout-texts.ts";

/** Back to the merchant, with the indicator that tells success from everything else. */
export function leave(c: PartyContext, session: CheckoutSession): Response {
  const { state } = session;
  const targets = { cancelled: session.cancelUrl, failed: session.failureUrl };
  const target = state === "cancelled" || state === "failed" ? targets[state] : session.returnUrl;
  const url = new URL(target);
  const indicator = state === "paid" ? session.successIndicator : session.failureIndicator;
  if (state !== "cancelled") url.searchParams.set("resultIndicator", indicator);
  url.searchParams.set("sessionVersion", "1");
  return c.redirect(url.href, 303);
}

/** The language asked for in the address, else the one the merchant asked for. */
export function langOf(c: PartyContext, session?: CheckoutSession): PageLang {
  const asked = c.req.query("lang");
  return asked === "ar" || asked === "en" ? asked : (session?.locale ?? "ar");
}

/** Browsers check `form-action` against redirects too: the merchant's own addresses stand in it. */
export async function show(
  c: PartyContext,
  session: CheckoutSession | undefined,
  page: Html,
  status: 200 | 404 | 410 | 422 = 200,
): Promise<Response> {
  const targets = session ? [session.returnUrl, session.failureUrl, session.cancelUrl] : [];
  const origins = [...new Set(targets.map((target) => new URL(target).origin))].join(" ");
  c.header(
    "content-security-policy",
    `default-src 'none'; style-src 'self'; form-action 'self' ${origins}; frame-ancestors 'none'`,
  );
  c.header("referrer-policy", "no-referrer");
  c.header("cache-control", "no-store");
  return c.html(await page, status);
}
