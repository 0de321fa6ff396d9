import { html } from "hono/html";
import { partyPage, type Html } from "../party-page.ts";
import { amountText } from "../card/amount.ts";
import { bankAccounts } from "./accounts.ts";
import { texts } from "./bank-app-texts.ts";
import type { PageLang, Says } from "./bank-app-texts.ts";
import type { Inquiry } from "./biller-client.ts";
import type { Payment } from "./hub-state.ts";

export type Typed = { number: string; service: string; account: string; amount: string };

const tx = texts;

const page = (lang: PageLang, title: Says, body: Html): Html =>
  partyPage(
    lang,
    {
      title,
      owner: html`<strong>${tx.bank[lang]}</strong>`,
      stylesheet: "/bank-app.css",
      here: "/",
      noMoney: tx.noMoney,
    },
    body,
  );

const alert = (lang: PageLang, says: Says | undefined) =>
  says
    ? html`<div class="alert" role="alert">
        <strong>${tx.problem[lang]}</strong>
        <p>${says[lang]}</p>
      </div>`
    : "";

const field = (lang: PageLang, name: string, label: Says, value: string, numeric: boolean) =>
  html`<div class="field">
    <label for="${name}">${label[lang]}</label>
    <input
      id="${name}"
      name="${name}"
      value="${value}"
      dir="ltr"
      inputmode="${numeric ? "decimal" : "text"}"
      autocomplete="off"
      maxlength="60"
      required
    />
  </div>`;

/** Where a customer types what they pay. */
export function startPage(lang: PageLang, typed: Typed, problem?: Says): Html {
  const body = html`<h1>${tx.payBill[lang]}</h1>
    ${alert(lang, problem)}
    <form method="post" action="/bill?lang=${lang}" novalidate>
      ${field(lang, "number", tx.number, typed.number, true)}
      <button type="submit">${tx.show[lang]}</button>
    </form>
    <h2>${tx.prepaid[lang]}</h2>
    <form method="post" action="/account?lang=${lang}" novalidate>
      ${field(lang, "service", tx.service, typed.service, false)}
      ${field(lang, "account", tx.account, typed.account, false)}
      ${field(lang, "amount", tx.amount, typed.amount, true)}
      <button type="submit">${tx.check[lang]}</button>
    </form>`;
  return page(lang, tx.payBill, body);
}

const money = (minor: bigint, inquiry: { currency: Inquiry["currency"] }) =>
  html`<bdi dir="ltr">${amountText(minor, inquiry.currency)} ${inquiry.currency}</bdi>`;

/** The bill or account as its institution tells it, and from which account to pay. */
export function payPage(
  lang: PageLang,
  id: string,
  inquiry: Inquiry,
  amount: string,
  problem?: Says,
): Html {
  const bounds = html`${money(inquiry.lowerMinor, inquiry)} – ${money(inquiry.upperMinor, inquiry)}`;
  const body = html`<h1>${tx.payBill[lang]}</h1>
    ${alert(lang, problem)}
    <dl>
      <dt>${tx.number[lang]}</dt>
      <dd><bdi dir="ltr">${inquiry.number}</bdi></dd>
      <dt>${tx.name[lang]}</dt>
      <dd><bdi>${inquiry.name}</bdi></dd>
      <dt>${tx.what[lang]}</dt>
      <dd><bdi>${inquiry.text}</bdi></dd>
      <dt>${tx.due[lang]}</dt>
      <dd>${money(inquiry.dueMinor, inquiry)}</dd>
      <dt>${tx.bounds[lang]}</dt>
      <dd>${bounds}</dd>
    </dl>
    <form method="post" action="/pay/${id}?lang=${lang}" novalidate>
      ${field(lang, "amount", tx.amount, amount, true)}
      <div class="field">
        <label for="from">${tx.from[lang]}</label>
        <select id="from" name="from">
          ${bankAccounts.map(
            (account) =>
              html`<option value="${account.id}">${account.id} · ${account.holder[lang]}</option>`,
          )}
        </select>
      </div>
      <button type="submit">${tx.pay[lang]}</button>
    </form>
    <p><a href="/?lang=${lang}">${tx.back[lang]}</a></p>`;
  return page(lang, tx.payBill, body);
}

/** What the bank did. */
export function paidPage(lang: PageLang, payments: readonly Payment[]): Html {
  const rows = payments.map(
    (payment) =>
      html`<dt>${tx.reference[lang]}</dt>
        <dd><bdi dir="ltr">${payment.trx}</bdi></dd>
        <dt>${tx.amount[lang]}</dt>
        <dd>${money(payment.paidMinor, payment)}</dd>`,
  );
  const body = html`<h1>${tx.paid[lang]}</h1>
    <dl>${rows}</dl>
    <p>${tx.paidNext[lang]}</p>
    <p><a href="/?lang=${lang}">${tx.back[lang]}</a></p>`;
  return page(lang, tx.paid, body);
}
