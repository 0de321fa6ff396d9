import { html } from "hono/html";
import { partyPage, type Html } from "../party-page.ts";
import { toDecimal } from "@gov/kit/money.ts";
import { words } from "@gov/kit/ui/html.ts";
import { formatIban } from "@gov/country/iban.ts";
import { formatPhone } from "@gov/country/phone.ts";
import { payerAccounts, type PayerAccount } from "./accounts.ts";
import { bankTexts as tx, type PageLang, type Says } from "./bank-texts.ts";
import type { PaymentRequest, PayOrder } from "./books.ts";
import type { Scanned } from "./scan.ts";

/** The frame of every page of the pretend bank. */
export const page = (lang: PageLang, title: Says, body: Html): Html =>
  partyPage(
    lang,
    {
      title,
      owner: html`<a href="/bank?lang=${lang}"><strong>${tx.app[lang]}</strong></a>`,
      stylesheet: "/bank/bank.css",
      noMoney: tx.noMoney,
    },
    body,
  );

const sum = ({ amountMinor, currency }: Pick<PayOrder, "amountMinor" | "currency">) =>
  html`<bdi dir="ltr">${toDecimal({ amountMinor, currency })} ${currency}</bdi>`;

/** In its own language's direction, with the plates and numbers in it isolated. */
const note = (text: string) => {
  const lang = /\p{Script=Arabic}/u.test(text) ? "ar" : "en";
  return html`<bdi dir="${lang === "ar" ? "rtl" : "ltr"}">${words(text, lang)}</bdi>`;
};

/** Whose phone is in your hand. */
export const accountsPage = (lang: PageLang): Html =>
  page(
    lang,
    tx.app,
    html`<h1>${tx.who[lang]}</h1>
      <ul class="cards">
        ${payerAccounts.map(
          (one) =>
            html`<li>
              <a href="/bank/${one.id}?lang=${lang}"
                ><strong>${one.name[lang]}</strong><span>${one.bank[lang]}</span
                ><span><bdi dir="ltr">${formatPhone(one.phone)}</bdi></span></a
              >
            </li>`,
        )}
      </ul>`,
  );

const requestCard = (lang: PageLang, payer: PayerAccount, request: PaymentRequest) =>
  html`<li>
    <dl>
      <dt>${tx.from[lang]}</dt>
      <dd><bdi>${request.creditorName}</bdi></dd>
      <dt>${tx.forWhat[lang]}</dt>
      <dd>${note(request.note)}</dd>
      <dt>${tx.amount[lang]}</dt>
      <dd>${sum(request)}</dd>
      <dt>${tx.bill[lang]}</dt>
      <dd><bdi dir="ltr">${request.billingNumber}</bdi></dd>
    </dl>
    <form method="post" action="/bank/${payer.id}/requests/${request.reference}?lang=${lang}">
      <button name="verdict" value="approve">${tx.approve[lang]}</button>
      <button name="verdict" value="reject" class="plain">${tx.reject[lang]}</button>
    </form>
  </li>`;

/** One account: its balance, the requests that wait, and a place to paste a code. */
export function accountPage(input: {
  lang: PageLang;
  payer: PayerAccount;
  balanceMinor: bigint;
  waiting: readonly PaymentRequest[];
  said?: Says | undefined;
  wrongCode?: string | undefined;
}): Html {
  const { lang, payer, waiting, wrongCode } = input;
  const wrong = wrongCode !== undefined;
  const body = html`<h1>${payer.name[lang]}</h1>
    ${input.said ? html`<p class="said" role="status">${input.said[lang]}</p>` : ""}
    <dl>
      <dt>${tx.balance[lang]}</dt>
      <dd>${sum({ amountMinor: input.balanceMinor, currency: "ILS" })}</dd>
      <dt>${tx.phone[lang]}</dt>
      <dd><bdi dir="ltr">${formatPhone(payer.phone)}</bdi></dd>
      <dt>${tx.alias[lang]}</dt>
      <dd><bdi dir="ltr">${payer.alias}</bdi></dd>
      <dt>${tx.account[lang]}</dt>
      <dd><bdi dir="ltr">${formatIban(payer.iban)}</bdi></dd>
    </dl>
    <h2>${tx.waiting[lang]}</h2>
    ${
      waiting.length === 0
        ? html`<p>${tx.none[lang]}</p>`
        : html`<ul class="cards">
            ${waiting.map((one) => requestCard(lang, payer, one))}
          </ul>`
    }
    <h2>${tx.scan[lang]}</h2>
    <form method="post" action="/bank/${payer.id}/scan?lang=${lang}" novalidate>
      <label for="code">${tx.code[lang]}</label>
      <span class="hint" id="code-hint">${tx.scanHint[lang]}</span>
      ${wrong ? html`<span class="error" id="code-error">${tx.badCode[lang]}</span>` : ""}
      <textarea
        id="code"
        name="code"
        rows="5"
        dir="ltr"
        spellcheck="false"
        aria-describedby="code-hint${wrong ? " code-error" : ""}"
        aria-invalid="${String(wrong)}"
      >
${wrongCode ?? ""}</textarea>
      <button>${tx.read[lang]}</button>
    </form>
    <p><a href="/bank?lang=${lang}">${tx.home[lang]}</a></p>`;
  return page(lang, payer.name, body);
}

/** What a scanned code asks for, before the payer agrees. */
export function confirmPage(
  lang: PageLang,
  payer: PayerAccount,
  { scanned, code }: { scanned: Scanned; code: string },
): Html {
  const { merchant, order } = scanned;
  const body = html`<h1>${tx.confirm[lang]}</h1>
    <dl>
      <dt>${tx.from[lang]}</dt>
      <dd><bdi>${merchant[lang]}</bdi></dd>
      <dt>${tx.amount[lang]}</dt>
      <dd>${sum(order)}</dd>
      <dt>${tx.bill[lang]}</dt>
      <dd><bdi dir="ltr">${order.billingNumber}</bdi></dd>
    </dl>
    <form method="post" action="/bank/${payer.id}/pay?lang=${lang}">
      <input type="hidden" name="code" value="${code}" />
      <button>${tx.approve[lang]}</button>
    </form>
    <p><a href="/bank/${payer.id}?lang=${lang}">${tx.back[lang]}</a></p>`;
  return page(lang, tx.confirm, body);
}

export const unknownPage = (lang: PageLang): Html =>
  page(
    lang,
    tx.unknown,
    html`<h1>${tx.unknown[lang]}</h1>
      <p><a href="/bank?lang=${lang}">${tx.home[lang]}</a></p>`,
  );
