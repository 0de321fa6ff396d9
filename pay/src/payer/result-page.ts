import { formatAmount } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import { testBanner } from "#src/lane/test-banner.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { actionForm, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { panel } from "@gov/kit/ui/panel.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { ChargeStatus } from "#src/charge/charge.ts";
import { attemptTimeline } from "./attempt-timeline.ts";
import { basketItems } from "./basket-items.ts";
import { billTitle } from "./bill-page.ts";
import type { PayerBill } from "./payer-bill.ts";
import { declineText, payerTexts } from "./payer-texts.ts";
import { railWords } from "./rail-words.ts";

export type ResultPageInput = Readonly<{
  frame: Frame;
  payer: PayerBill;
  charge: ChargeRow;
  csrfToken: string;
}>;

const endTitles: Readonly<Record<"failed" | "cancelled" | "expired", Text>> = {
  failed: payerTexts.failed,
  cancelled: payerTexts.gaveUp,
  expired: payerTexts.expired,
};

const back = ({ payer: { bill }, charge, frame: { lang } }: ResultPageInput): Html => {
  const href = charge.return_url ?? bill.return_url;
  return href
    ? linkButton({ href, lang, kind: "secondary", text: payerTexts.backToService })
    : nothing;
};

const paidBasket = (input: ResultPageInput): Html => {
  const { frame, payer, charge } = input;
  const { lang } = frame;
  const whole = charge.taken_minor === sumPaid(input);
  return html`${panel({
    title: payerTexts.thanks,
    lang,
    body: whole ? payerTexts.thanksBody : payerTexts.basketRestBack,
    next: [payerTexts.nextToldEach, payerTexts.nextReceiptEach],
  })}${basketItems(payer, charge, lang)}${buttonRow(back(input))}`;
};

/** What of a basket's attempt paid bills; the rest goes back. */
const sumPaid = ({ payer, charge }: ResultPageInput): bigint =>
  payer.items
    .flatMap((item) => item.shares)
    .filter((share) => share.basket_charge_id === charge.id && share.status === "captured")
    .reduce((sum, share) => sum + share.amount_minor, 0n);

const paid = (input: ResultPageInput): Html => {
  const { frame, payer } = input;
  const { lang } = frame;
  const number = payer.receiptNumber;
  if (payer.bill.kind === "basket") return paidBasket(input);
  return html`${panel({
    title: payerTexts.thanks,
    lang,
    body: payerTexts.thanksBody,
    ...(number
      ? { reference: { label: payerTexts.receiptNumber, value: bdi(number, "latin") } }
      : {}),
    next: [payerTexts.nextTold, payerTexts.nextReceipt],
  })}${buttonRow(
    number
      ? linkButton({ href: `/receipts/${number}`, lang, text: payerTexts.openReceipt })
      : nothing,
    back(input),
  )}`;
};

const waiting = (input: ResultPageInput): Html => {
  const { frame, payer, charge } = input;
  const { lang } = frame;
  const href = `/pay/${payer.bill.billing_number}`;
  return html`${heading(railWords[charge.rail].waiting, lang)}${notice({
    kind: "info",
    lang,
    live: true,
    title: payerTexts.waitingBody,
    body: payerTexts.waitingNext,
  })}${buttonRow(
    linkButton({ href, lang, kind: "secondary", text: payerTexts.toBill }),
    back(input),
  )}`;
};

const ended = (input: ResultPageInput, status: "failed" | "cancelled" | "expired"): Html => {
  const { frame, payer, charge, csrfToken } = input;
  const { lang } = frame;
  const stillOpen = payer.bill.status === "open";
  const untaken = stillOpen ? payerTexts.nothingTaken : payerTexts.nothingTakenHere;
  const below = status === "failed" ? declineText(charge.failure_reason) : untaken;
  const { bill } = payer;
  const open = bill.status === "open";
  const retry = open
    ? actionForm({
        action: `/pay/${bill.billing_number}/charges`,
        csrfToken,
        lang,
        text: payerTexts.retry,
        fields: html`${hiddenField("rail", charge.rail)}${hiddenField(
          "amount",
          formatAmount({ amountMinor: charge.amount_minor, currency: charge.currency }),
        )}`,
      })
    : nothing;
  const otherWay = linkButton({
    href: `/pay/${bill.billing_number}`,
    lang,
    kind: "secondary",
    text: open ? payerTexts.otherWay : payerTexts.toBill,
  });
  return html`${heading(endTitles[status], lang, { below })}${
    status === "failed" ? notice({ kind: "info", lang, title: untaken }) : nothing
  }${buttonRow(retry, otherWay, back(input))}`;
};

const returned = (input: ResultPageInput, status: "surplus" | "refunded"): Html => {
  const { frame, payer, charge } = input;
  const { lang } = frame;
  const title = status === "surplus" ? payerTexts.returning : payerTexts.returned;
  const href = `/pay/${payer.bill.billing_number}`;
  const { backTo } = railWords[charge.rail];
  const below = {
    ar: `${payerTexts.surplusCame.ar} ${backTo.ar}.`,
    en: `${payerTexts.surplusCame.en} ${backTo.en}.`,
  };
  return html`${heading(title, lang, { below })}${buttonRow(
    linkButton({ href, lang, text: payerTexts.toBill }),
    back(input),
  )}`;
};

const takenBack = (input: ResultPageInput): Html => {
  const { frame, payer } = input;
  const { lang } = frame;
  const href = `/pay/${payer.bill.billing_number}`;
  return html`${heading(payerTexts.takenBack, lang, { below: payerTexts.takenBackBody })}${buttonRow(
    linkButton({ href, lang, text: payerTexts.toBill }),
    back(input),
  )}`;
};

const mainOf = (input: ResultPageInput, status: ChargeStatus): Html => {
  switch (status) {
    case "captured":
      return paid(input);
    case "created":
    case "pending":
      return waiting(input);
    case "failed":
    case "cancelled":
    case "expired":
      return ended(input, status);
    case "surplus":
    case "refunded":
      return returned(input, status);
    case "reversed":
      return takenBack(input);
  }
};

/** What became of one attempt, as its rail and the ledger have it now. */
export const resultPage = (input: ResultPageInput): Html => {
  const { frame, payer, charge } = input;
  const { lang } = frame;
  const timeline = attemptTimeline(payer.charges, payer.events, lang);
  return page({
    ...frame,
    ...(payer.bill.live ? {} : { banner: testBanner(lang) }),
    title: billTitle(payer.bill),
    main: html`${mainOf(input, charge.status)}${section(payerTexts.history, lang, timeline)}`,
  });
};
