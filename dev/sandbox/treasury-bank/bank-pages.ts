import { readFileSync } from "node:fs";
import type { Hono } from "hono";
import { html } from "hono/html";
import { formatIban } from "@gov/country/iban.ts";
import { toDecimal } from "@gov/kit/money.ts";
import type { PartyEnv } from "../party.ts";
import { partyPage, partyStyle, type Html, type PageLang } from "../party-page.ts";
import type { TreasuryBank } from "./bank.ts";
import { balanceOf, type Payment, type PaymentState } from "./books.ts";

const stylesheet = readFileSync(new URL("bank.css", import.meta.url), "utf8");

const tx = {
  app: { ar: "مصرف الخزينة (تجريبي)", en: "The treasury's bank (sandbox)" },
  noMoney: { ar: "بيئة تجريبية: لا مال هنا.", en: "A sandbox: there is no money here." },
  balances: { ar: "أرصدة الخزينة", en: "The treasury's balances" },
  payments: { ar: "آخر التحويلات", en: "The latest payments" },
  none: { ar: "لا تحويلات بعد.", en: "No payments yet." },
  giveBack: { ar: "أعد المال: الحساب مغلق", en: "Send it back: the account is closed" },
} as const;

const states: Record<PaymentState | "back", Record<PageLang, string>> = {
  RCVD: { ar: "وصل الأمر", en: "received" },
  PDNG: { ar: "قيد النظر", en: "pending" },
  ACSP: { ar: "في الطريق", en: "on its way" },
  ACSC: { ar: "قيد على الحساب", en: "booked" },
  RJCT: { ar: "رفض", en: "rejected" },
  back: { ar: "عاد", en: "sent back" },
};

const shownPayments = 100;

const isBack = (bank: TreasuryBank, payment: Payment): boolean =>
  bank.books.entries.some((one) => one.endToEndId === payment.endToEndId && one.side === "credit");

const paymentCard = (bank: TreasuryBank, lang: PageLang, payment: Payment): Html => {
  const back = isBack(bank, payment);
  const { amountMinor, currency } = payment;
  return html`<li>
    <strong><bdi>${payment.creditorName}</bdi></strong>
    <span><bdi dir="ltr">${toDecimal({ amountMinor, currency })} ${currency}</bdi></span>
    <span><bdi dir="ltr">${formatIban(payment.creditorIban)}</bdi></span>
    <span>${states[back ? "back" : payment.state][lang]}</span>
    ${
      payment.state === "ACSC" && !back
        ? html`<form method="post" action="/payments/${payment.endToEndId}/return?lang=${lang}">
            <button class="plain">${tx.giveBack[lang]}</button>
          </form>`
        : ""
    }
  </li>`;
};

const home = (bank: TreasuryBank, lang: PageLang): Html => {
  const payments = [...bank.books.payments.values()].toReversed().slice(0, shownPayments);
  return partyPage(
    lang,
    {
      title: tx.app,
      owner: html`<strong>${tx.app[lang]}</strong>`,
      stylesheet: "/bank.css",
      noMoney: tx.noMoney,
    },
    html`<h1>${tx.balances[lang]}</h1>
      <ul class="cards">
        ${bank.books.accounts.map(
          (one) =>
            html`<li>
              <strong
                ><bdi dir="ltr"
                  >${toDecimal({
                    amountMinor: balanceOf(bank.books, one),
                    currency: one.currency,
                  })}
                  ${one.currency}</bdi
                ></strong
              ><span><bdi dir="ltr">${formatIban(one.iban)}</bdi></span>
            </li>`,
        )}
      </ul>
      <h2>${tx.payments[lang]}</h2>
      ${
        payments.length === 0
          ? html`<p>${tx.none[lang]}</p>`
          : html`<ul class="cards">
              ${payments.map((one) => paymentCard(bank, lang, one))}
            </ul>`
      }`,
  );
};

/** What a clerk of the bank sees; sends booked money back at the press of a button. */
export function mountBankPages(app: Hono<PartyEnv>, bank: TreasuryBank): void {
  const langOf = (given: string | undefined): PageLang => (given === "en" ? "en" : "ar");
  app.get("/bank.css", (c) =>
    c.body(partyStyle + stylesheet, 200, { "content-type": "text/css; charset=utf-8" }),
  );
  app.get("/", async (c) => {
    bank.settle(false);
    c.header(
      "content-security-policy",
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'",
    );
    c.header("cache-control", "no-store");
    return c.html(await home(bank, langOf(c.req.query("lang"))));
  });
  app.post("/payments/:endToEndId/return", (c) => {
    bank.giveBack(c.req.param("endToEndId"), "AC04");
    return c.redirect(`/?lang=${langOf(c.req.query("lang"))}`, 303);
  });
}
