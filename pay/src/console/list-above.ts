import { linkButton, buttonRow } from "@gov/kit/ui/form.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { billTexts } from "./bill-texts.ts";
import { countWaiting } from "./console-queries.ts";
import type { Desk } from "./desk.ts";
import { refundTexts } from "./refund-texts.ts";

export const billsAbove = ({ lang }: Desk): Html =>
  buttonRow(linkButton({ href: "/console/bills/new", lang, text: billTexts.makeOne }));

/** How many refunds wait for a second person, and where they are. */
export const refundsAbove = async ({ db, scope, lang }: Desk): Promise<Html> => {
  const waiting = await countWaiting(db, scope);
  const limits = html`<p><a href="/console/refund-limits">${refundTexts.limits[lang]}</a></p>`;
  if (waiting === 0n) return limits;
  return html`${notice({
    kind: "info",
    lang,
    title: refundTexts.queue,
    body: html`<a href="/console/refunds?status=requested"
      >${refundTexts.queue[lang]}: ${String(waiting)}</a
    >`,
  })}${limits}`;
};
