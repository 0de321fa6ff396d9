import { qrSvg } from "@gov/kit/document/qr-svg.ts";
import type { Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { textField } from "@gov/kit/ui/fields.ts";
import { actionForm, buttonRow, form, linkButton } from "@gov/kit/ui/form.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { uiTexts } from "@gov/kit/ui/texts.ts";
import { money } from "@gov/kit/money.ts";
import { raw } from "hono/html";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayerBill } from "#src/payer/payer-bill.ts";
import { aliasErrorTexts, type AliasError } from "./payer-alias.ts";
import { instantPagePath } from "./instant-rail.ts";
import type { InstantState } from "./instant-state.ts";
import { instantTexts as texts } from "./instant-texts.ts";

export type InstantPageInput = Readonly<{
  frame: Frame;
  payer: PayerBill;
  charge: ChargeRow;
  state: InstantState;
  csrfToken: string;
}>;

const pathOf = ({ payer, charge }: InstantPageInput): string =>
  instantPagePath(payer.bill.billing_number, charge.id);

const facts = (input: InstantPageInput, more: readonly { key: Text; value: Html }[] = []): Html => {
  const { frame, payer, charge } = input;
  const { lang } = frame;
  const sum = money(charge.amount_minor, charge.currency);
  return summaryList(
    [
      { key: texts.toWhom, value: payer.billerName },
      { key: texts.amount, value: html`<strong>${amount(sum, lang)}</strong>` },
      { key: texts.number, value: bdi(groupBillingNumber(payer.bill.billing_number)) },
      ...more,
      { key: texts.validUntil, value: dateTime(charge.expires_at, lang) },
    ],
    lang,
    { boxed: true },
  );
};

const whole = (input: InstantPageInput, title: Text, main: Html, more: object = {}): Html =>
  page({ ...input.frame, title, main, ...more });

const dropForm = ({ frame: { lang }, payer, charge, csrfToken }: InstantPageInput): Html =>
  actionForm({
    action: `/pay/${payer.bill.billing_number}/drop`,
    csrfToken,
    lang,
    kind: "plain",
    text: texts.otherWay,
    fields: hiddenField("charge", charge.id),
  });

const whatNext = ({ frame: { lang } }: InstantPageInput): Html =>
  html`<section class="next">
    <h2>${words(uiTexts.whatNext, lang)}</h2>
    <ol>
      ${[texts.nextApprove, texts.nextPage, texts.nextClose].map(
        (step) => html`<li><div>${words(step, lang)}</div></li>`,
      )}
    </ol>
  </section>`;

export type AskProblem = Readonly<{ typed: string; error: AliasError | "bankDown" }>;

/** Whom to ask; beneath it the way to the code. Nothing renews itself while a person types. */
export const askPage = (input: InstantPageInput, wrong?: AskProblem): Html => {
  const { lang } = input.frame;
  const error = wrong && wrong.error !== "bankDown" ? aliasErrorTexts[wrong.error] : undefined;
  const field = textField({
    name: "payer",
    lang,
    label: texts.payer,
    hint: texts.payerHint,
    value: wrong?.typed ?? "",
    dir: "ltr",
    width: "half",
    autocomplete: "tel",
    spellcheck: false,
    maxlength: 64,
    ...(error ? { error } : {}),
  });
  const asking = form({
    action: `${pathOf(input)}/ask`,
    lang,
    csrfToken: input.csrfToken,
    body: field,
    submit: texts.send,
  });
  const scanning = section(
    texts.orScan,
    lang,
    html`<p>${words(texts.orScanBody, lang)}</p>
      ${buttonRow(
        linkButton({
          href: `${pathOf(input)}?show=code`,
          lang,
          kind: "secondary",
          text: texts.showCode,
        }),
        dropForm(input),
      )}`,
  );
  const down =
    wrong?.error === "bankDown"
      ? notice({
          kind: "down",
          lang,
          live: true,
          title: texts.bankDown,
          body: texts.bankDownBody,
        })
      : nothing;
  const main = html`${heading(texts.title, lang, { below: texts.lead })}${facts(
    input,
  )}${asking}${scanning}`;
  return whole(input, texts.title, main, {
    notice: down,
    ...(error ? { errors: [{ name: "payer", text: error }] } : {}),
  });
};

/** The code that any bank app scans; the page asks the bank each time it renews itself. */
export const codePage = (input: InstantPageInput): Html => {
  const { lang } = input.frame;
  const { code } = input.state;
  // Drawn here: there is no script, and no other site is told of the bill.
  const drawn = raw(qrSvg(code));
  const main = html`${heading(texts.scanTitle, lang, { below: texts.scanLead })}
    <figure class="qr" role="img" aria-label="${texts.codeLabel[lang]}">${drawn}</figure>
    ${facts(input)}
    <details>
      <summary>${words(texts.codeText, lang)}</summary>
      <p><bdi dir="ltr" class="code">${code}</bdi></p>
    </details>
    ${whatNext(input)}
    ${buttonRow(
      linkButton({ href: `${pathOf(input)}?show=code`, lang, text: texts.checkNow }),
      linkButton({
        href: `${pathOf(input)}?show=ask`,
        lang,
        kind: "secondary",
        text: texts.askInstead,
      }),
      dropForm(input),
    )}`;
  return whole(input, texts.scanTitle, main);
};

/** The request waits in the payer's bank app. */
export const askedPage = (input: InstantPageInput): Html => {
  const { lang } = input.frame;
  const { askedOf = "" } = input.state;
  const main = html`${heading(texts.askedTitle, lang, { below: texts.askedLead })}${facts(input, [
    { key: texts.askedOf, value: bdi(askedOf) },
  ])}${whatNext(input)}${buttonRow(
    linkButton({ href: pathOf(input), lang, text: texts.checkNow }),
    linkButton({
      href: `${pathOf(input)}?show=ask`,
      lang,
      kind: "secondary",
      text: texts.askOther,
    }),
    linkButton({
      href: `${pathOf(input)}?show=code`,
      lang,
      kind: "secondary",
      text: texts.showCode,
    }),
    dropForm(input),
  )}`;
  return whole(input, texts.askedTitle, main);
};

type Ended = "failed" | "cancelled" | "expired" | "surplus" | "refunded" | "reversed";

const endings: Readonly<Record<Ended, Readonly<{ title: Text; body: Text }>>> = {
  failed: { title: texts.failed, body: texts.failedBody },
  cancelled: { title: texts.cancelled, body: texts.cancelledBody },
  expired: { title: texts.expired, body: texts.expiredBody },
  surplus: { title: texts.returning, body: texts.returningBody },
  refunded: { title: texts.returned, body: texts.returningBody },
  reversed: { title: texts.reversed, body: texts.reversedBody },
};

/** The attempt is over without paying the bill: why, what became of the money, what to do. */
export const endedPage = (input: InstantPageInput, status: Ended): Html => {
  const { frame, payer, charge, csrfToken } = input;
  const { lang } = frame;
  const { title, body } = endings[status];
  const short = status === "failed" && charge.failure_reason === "insufficientFunds";
  const href = `/pay/${payer.bill.billing_number}`;
  const again =
    payer.bill.status === "open" && status !== "surplus"
      ? actionForm({
          action: `${href}/charges`,
          csrfToken,
          lang,
          text: texts.retry,
          fields: hiddenField("rail", "instant"),
        })
      : nothing;
  const main = html`${heading(title, lang, { below: short ? texts.noFunds : body })}${buttonRow(
    again,
    linkButton({ href, lang, kind: "secondary", text: texts.toBill }),
  )}`;
  return whole(input, title, main);
};
