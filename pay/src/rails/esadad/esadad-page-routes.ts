import type { HttpApp } from "@gov/kit/http.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import { findPayerBill } from "#src/payer/payer-bill.ts";
import { frameOf } from "#src/payer/payer-frame.ts";
import type { Esadad } from "./esadad.ts";
import { esadadPage } from "./esadad-page.ts";

/** The steps for paying at a bank. A bill that cannot be paid now is shown as it is instead. */
export const addEsadadPage = (app: HttpApp, { deps, parties }: Esadad): void => {
  app.get("/pay/:number/esadad", async (c) => {
    const typed = c.req.param("number");
    const number = parseBillingNumber(typed);
    const payer = number.ok ? await findPayerBill(deps.db, number.value) : undefined;
    if (payer?.bill.status !== "open") {
      return c.redirect(`/pay/${encodeURIComponent(typed)}`, 303);
    }
    return c.html(esadadPage(frameOf(c), payer, parties.billerCode));
  });
};
