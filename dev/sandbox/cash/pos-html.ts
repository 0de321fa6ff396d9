import { html } from "hono/html";
import { partyPage, type Html } from "../party-page.ts";
import { formatMoney } from "@gov/kit/money.ts";
import { words } from "@gov/kit/ui/html.ts";
import { drawersOf, type Sale } from "./books.ts";
import { posTexts as tx, stateTexts, type PageLang, type Says } from "./pos-texts.ts";
import type { Tills } from "./tills.ts";

const sum = (amountMinor: bigint, currency: Sale["currency"], lang: PageLang) =>
  html`<bdi>${formatMoney({ amountMinor, currency }, lang)}</bdi>`;

const agentField = (tills: Tills, lang: PageLang, id: string) =>
  html`<div class="field">
    <label for="${id}">${tx.agent[lang]}</label>
    <select id="${id}" name="agent">
      ${tills.agents.map((one) => html`<option value="${one}">${one}</option>`)}
    </select>
  </div>`;

const input = (name: string, label: Says, lang: PageLang, value = "") =>
  html`<div class="field">
    <label for="${name}">${label[lang]}</label>
    <input
      id="${name}"
      name="${name}"
      value="${value}"
      dir="ltr"
      inputmode="decimal"
      autocomplete="off"
      maxlength="60"
      required
    />
  </div>`;

const step = (sale: Sale, name: "confirm" | "cancel" | "void", lang: PageLang) =>
  html`<form method="post" action="/sales/${sale.reference}/${name}?lang=${lang}">
    <button type="submit" ${name === "confirm" ? "" : html`class="plain"`}>
      ${tx[name][lang]}
    </button>
  </form>`;

const steps = (sale: Sale, lang: PageLang): Html[] => {
  if (sale.state === "reserved") return [step(sale, "confirm", lang), step(sale, "cancel", lang)];
  if (sale.state === "cashTaken") return [step(sale, "confirm", lang)];
  return sale.state === "confirmed" ? [step(sale, "void", lang)] : [];
};

const saleItem = (sale: Sale, lang: PageLang) =>
  html`<li>
    <p>
      <strong>${stateTexts[sale.state][lang]}</strong>
      ${sale.amountMinor > 0n ? sum(sale.amountMinor, sale.currency, lang) : ""} ·
      <bdi dir="ltr">${sale.billingNumber}</bdi> · <bdi dir="ltr">${sale.agent}</bdi>
    </p>
    ${sale.description ? html`<p>${words(sale.description, lang)}</p>` : ""}
    ${sale.said ? html`<p class="error" dir="auto">${sale.said.title}</p>` : ""}
    ${
      sale.receiptNumber
        ? html`<p>
            ${tx.slip[lang]} <bdi dir="ltr">${sale.slipNumber}</bdi> · ${tx.receipt[lang]}
            <bdi dir="ltr">${sale.receiptNumber}</bdi>
          </p>`
        : ""
    }
    <div class="steps">${steps(sale, lang)}</div>
  </li>`;

/** The till's one page: ask, take, confirm; what was sold; what lies in the drawers. */
export function posPage(
  tills: Tills,
  lang: PageLang,
  shown: { number?: string; said?: Says | undefined } = {},
): Html {
  const sales = [...tills.books.sales.values()].toReversed().slice(0, 50);
  const drawers = drawersOf(tills.books);
  return partyPage(
    lang,
    {
      title: tx.company,
      owner: html`<strong>${tx.company[lang]}</strong>`,
      stylesheet: "/pos.css",
      here: "/",
      noMoney: tx.noMoney,
    },
    html`${shown.said ? html`<p class="alert" role="alert">${shown.said[lang]}</p>` : ""}
      <h1>${tx.till[lang]}</h1>
      <form method="post" action="/sales?lang=${lang}">
        ${agentField(tills, lang, "agent")} ${input("billingNumber", tx.number, lang, shown.number)}
        <button type="submit">${tx.ask[lang]}</button>
      </form>
      <h2>${tx.sales[lang]}</h2>
      ${
        sales.length === 0
          ? html`<p>${tx.none[lang]}</p>`
          : html`<ul class="sales">
              ${sales.map((sale) => saleItem(sale, lang))}
            </ul>`
      }
      <h2>${tx.drawers[lang]}</h2>
      ${
        drawers.length === 0
          ? html`<p>${tx.empty[lang]}</p>`
          : html`<ul>
              ${drawers.map(
                (one) =>
                  html`<li>
                    <bdi dir="ltr">${one.agent}</bdi>: ${sum(one.cashMinor, one.currency, lang)}
                  </li>`,
              )}
            </ul>`
      }
      <h2>${tx.payout[lang]}</h2>
      <form method="post" action="/payouts?lang=${lang}">
        ${agentField(tills, lang, "payer-agent")} ${input("code", tx.code, lang)}
        ${input("amount", tx.amount, lang)}
        <div class="field">
          <label for="currency">${tx.currency[lang]}</label>
          <select id="currency" name="currency">
            <option>ILS</option>
            <option>JOD</option>
            <option>USD</option>
          </select>
        </div>
        <button type="submit">${tx.pay[lang]}</button>
      </form>`,
  );
}
