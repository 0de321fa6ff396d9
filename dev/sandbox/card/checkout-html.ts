import { html } from "hono/html";
import { partyPage, type Html } from "../party-page.ts";
import { amountText } from "./amount.ts";
import type { Challenge, CheckoutSession } from "./bank.ts";
import { checkoutTexts, fieldErrors } from "./checkout-texts.ts";
import type { PageLang, Says } from "./checkout-texts.ts";
import { testCards } from "./test-cards.ts";

export type CardForm = { number: string; expiry: string };
export type CardFieldErrors = Partial<Record<"number" | "expiry" | "cvv", true>>;

const tx = checkoutTexts;

/** The frame of every page of the gateway and of the issuer. */
export const page = (lang: PageLang, title: Says, owner: Says, body: Html): Html =>
  partyPage(
    lang,
    {
      title,
      owner: html`<strong>${owner[lang]}</strong>`,
      stylesheet: "/checkout/checkout.css",
      noMoney: tx.noMoney,
    },
    body,
  );

const amount = ({ order }: CheckoutSession) =>
  html`<bdi dir="ltr">${amountText(order.amountMinor, order.currency)} ${order.currency}</bdi>`;

function field(input: {
  lang: PageLang;
  name: "number" | "expiry" | "cvv" | "code";
  label: Says;
  value: string;
  autocomplete: string;
  wrong: boolean;
}): Html {
  const { lang, name } = input;
  const error = html`<span class="error" id="${name}-error">${fieldErrors[name][lang]}</span>`;
  return html`<div class="field">
    <label for="${name}">${input.label[lang]}</label>
    ${input.wrong ? error : ""}
    <input
      id="${name}"
      name="${name}"
      value="${input.value}"
      dir="ltr"
      inputmode="${name === "expiry" ? "text" : "numeric"}"
      autocomplete="${input.autocomplete}"
      maxlength="40"
      required
      aria-invalid="${String(input.wrong)}"
      ${input.wrong ? html`aria-describedby="${name}-error"` : ""}
    />
  </div>`;
}

/** The hosted payment page: what is paid, the card, the test cards. */
export function cardPage(input: {
  lang: PageLang;
  session: CheckoutSession;
  form: CardForm;
  wrong: CardFieldErrors;
  failure?: Says;
}): Html {
  const { lang, session, form, wrong } = input;
  const failure = input.failure
    ? html`<div class="alert" role="alert">
        <strong>${tx.problem[lang]}</strong>
        <p>${input.failure[lang]} ${tx.tryAgain[lang]}</p>
      </div>`
    : "";
  const body = html`<h1>${tx.pay[lang]} ${amount(session)}</h1>
    ${failure}
    <dl>
      <dt>${tx.payTo[lang]}</dt>
      <dd><bdi>${session.merchantName}</bdi></dd>
      <dt>${tx.forWhat[lang]}</dt>
      <dd><bdi>${session.order.description}</bdi></dd>
      <dt>${tx.order[lang]}</dt>
      <dd><bdi dir="ltr">${session.order.id}</bdi></dd>
    </dl>
    <form method="post" action="/checkout/pay/${session.id}?lang=${lang}" novalidate>
      ${field({
        lang,
        name: "number",
        label: tx.number,
        value: form.number,
        autocomplete: "cc-number",
        wrong: wrong.number === true,
      })}
      ${field({
        lang,
        name: "expiry",
        label: tx.expiry,
        value: form.expiry,
        autocomplete: "cc-exp",
        wrong: wrong.expiry === true,
      })}
      ${field({
        lang,
        name: "cvv",
        label: tx.cvv,
        value: "",
        autocomplete: "cc-csc",
        wrong: wrong.cvv === true,
      })}
      <button type="submit">${tx.pay[lang]} ${amount(session)}</button>
    </form>
    <form method="post" action="/checkout/pay/${session.id}/cancel">
      <button type="submit" class="plain">
        ${tx.back[lang]} <bdi>${session.merchantName}</bdi>
      </button>
    </form>
    ${cardTable(lang)}`;
  return page(lang, tx.gateway, tx.gateway, body);
}

const cardTable = (lang: PageLang) =>
  html`<section aria-labelledby="test-cards">
    <h2 id="test-cards">${tx.testCards[lang]}</h2>
    <p>${tx.anyExpiry[lang]}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">${tx.number[lang]}</th>
          <th scope="col">${tx.outcome[lang]}</th>
        </tr>
      </thead>
      <tbody>
        ${testCards.map(
          (card) =>
            html`<tr>
              <td><bdi dir="ltr">${card.number.replace(/(\d{4})(?=\d)/g, "$1 ")}</bdi></td>
              <td>${card.says[lang]}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;

/** The issuer's 3-D Secure page. The code stands on it, because this bank has no phone. */
export function challengePage(input: {
  lang: PageLang;
  session: CheckoutSession;
  challenge: Challenge;
  wrong: boolean;
}): Html {
  const { lang, session, challenge } = input;
  const action = `/issuer/${session.id}/${challenge.id}?lang=${lang}`;
  const body = html`<h1>${tx.confirm[lang]}</h1>
    <p>${tx.payTo[lang]} <bdi>${session.merchantName}</bdi>: ${amount(session)}</p>
    <p>${tx.codeShown[lang]} <output class="code" dir="ltr">${challenge.code}</output></p>
    <form method="post" action="${action}" novalidate>
      ${field({
        lang,
        name: "code",
        label: tx.smsCode,
        value: "",
        autocomplete: "one-time-code",
        wrong: input.wrong,
      })}
      <button type="submit" name="verdict" value="confirm">${tx.send[lang]}</button>
      <button type="submit" name="verdict" value="refuse" class="plain">
        ${tx.refuseCode[lang]}
      </button>
    </form>`;
  return page(lang, tx.confirm, tx.issuer, body);
}

/** A page that can no longer be paid on. */
export function endedPage(lang: PageLang, session: CheckoutSession | undefined): Html {
  const body = session
    ? html`<h1>${tx.over[lang]}</h1>
        <p>${tx.expired[lang]}</p>
        <p>
          <a href="${session.cancelUrl}">${tx.goOn[lang]} <bdi>${session.merchantName}</bdi></a>
        </p>`
    : html`<h1>${tx.notFound[lang]}</h1>`;
  return page(lang, tx.over, tx.gateway, body);
}
