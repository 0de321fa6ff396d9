import type { AppContext } from "@gov/kit/http.ts";
import { portalLink } from "@gov/kit/portal-link.ts";
import type { Frame } from "@gov/kit/ui/page.ts";
import { logTexts } from "#src/receipt-log/log-texts.ts";
import { payerTexts } from "./payer-texts.ts";

/** What stands around every page that payers see. */
export const frameOf = (c: AppContext, path?: string): Frame => {
  const url = new URL(c.req.url);
  url.searchParams.delete("lang");
  return {
    lang: c.get("lang"),
    path: path ?? `${url.pathname}${url.search}`,
    component: "pay",
    brand: payerTexts.brand,
    home: "/",
    footer: [portalLink, { href: "/receipt-days", text: logTexts.title }],
  };
};
