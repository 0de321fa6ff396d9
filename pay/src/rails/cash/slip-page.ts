import type { Lang, Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime, timeOnly } from "@gov/kit/ui/date-time.ts";
import { textField } from "@gov/kit/ui/fields.ts";
import { actionForm, buttonRow, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { maskName } from "#src/receipt/receipt.ts";
import { collectionAmount, mayVoid } from "./collection.ts";
import type { CollectionView } from "./collection-queries.ts";
import type { AgentRow } from "./company-queries.ts";
import { problemNotice, type DeskProblem } from "./desk-page.ts";
import { deskTexts } from "./desk-texts.ts";

export type SlipInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  view: CollectionView;
  agent: AgentRow;
  problem?: DeskProblem | undefined;
  /** What was typed as the reason of a void, and whether it was missing. */
  reason?: Readonly<{ typed: string; missing: boolean }> | undefined;
}>;

const groups = (number: string): Html => bdi(groupBillingNumber(number), "identifier");

const facts = ({ view, agent, frame: { lang } }: SlipInput): Html => {
  const { row, bill, billerName, receiptNumber } = view;
  return summaryList(
    [
      { key: deskTexts.to, value: billerName },
      { key: deskTexts.what, value: { ar: bill.description_ar, en: bill.description_en } },
      ...(bill.payer_name
        ? [{ key: deskTexts.payer, value: bdi(maskName(bill.payer_name), "name") }]
        : []),
      {
        key: deskTexts.amount,
        value: html`<strong>${amount(collectionAmount(row), lang)}</strong>`,
      },
      { key: deskTexts.number, value: groups(row.billing_number) },
      ...(row.confirmed_at
        ? [
            { key: deskTexts.paidAt, value: dateTime(row.confirmed_at, lang) },
            { key: deskTexts.slip, value: groups(row.slip_number) },
          ]
        : []),
      ...(receiptNumber ? [{ key: deskTexts.receipt, value: bdi(receiptNumber, "latin") }] : []),
      {
        key: deskTexts.agent,
        value: {
          ar: `${agent.name_ar}، ${agent.place_ar}`,
          en: `${agent.name_en}, ${agent.place_en}`,
        },
      },
    ],
    lang,
    { boxed: true },
  );
};

const action = (input: SlipInput, step: "confirm" | "cancel"): Html =>
  actionForm({
    action: `/agent/collections/${input.view.row.id}/${step}`,
    csrfToken: input.csrfToken,
    lang: input.frame.lang,
    text: deskTexts[step],
    ...(step === "cancel" ? { kind: "secondary" } : {}),
  });

const next = (lang: Lang): Html => linkButton({ href: "/agent", lang, text: deskTexts.next });

const held = (input: SlipInput): Html => {
  const { lang } = input.frame;
  const { row } = input.view;
  const sum = amount(collectionAmount(row), lang);
  const title = html`${deskTexts.take[lang]} ${sum}`;
  const until = html`${deskTexts.takeUntil[lang]} ${timeOnly(row.expires_at, lang)}`;
  return html`${heading(title, lang, { below: until })}${buttonRow(
    action(input, "confirm"),
    action(input, "cancel"),
  )}${facts(input)}`;
};

const voidForm = (input: SlipInput): Html => {
  const { frame, csrfToken, view, reason } = input;
  const { lang } = frame;
  if (!mayVoid(view.row, new Date())) return nothing;
  const field = textField({
    name: "reason",
    lang,
    label: deskTexts.voidReason,
    value: reason?.typed ?? "",
    maxlength: 200,
    ...(reason?.missing ? { error: deskTexts.voidReasonMissing } : {}),
  });
  const body = html`<p class="hint">${deskTexts.voidHint[lang]}</p>
    ${field}`;
  const asked = form({
    action: `/agent/collections/${view.row.id}/void`,
    lang,
    csrfToken,
    body,
    submit: deskTexts.voidDo,
    submitKind: "danger",
  });
  return html`<div class="desk-only">${section(deskTexts.voidTitle, lang, asked)}</div>`;
};

const paid = (input: SlipInput): Html => {
  const { lang } = input.frame;
  return html`${heading(deskTexts.done, lang)}${facts(input)}
    <p>${deskTexts.keepSlip[lang]}</p>
    <p class="hint desk-only">${deskTexts.print[lang]}</p>
    ${buttonRow(next(lang))}${voidForm(input)}`;
};

const over = (input: SlipInput, title: Text, body: Text, more: Html = nothing): Html => {
  const { lang } = input.frame;
  return html`${heading(title, lang, { below: body })}${facts(input)}${buttonRow(more, next(lang))}`;
};

const mainOf = (input: SlipInput): Html => {
  switch (input.view.row.status) {
    case "reserved":
      return held(input);
    case "confirmed":
      return paid(input);
    case "cancelled":
      return over(input, deskTexts.cancelled, deskTexts.nothingTaken);
    case "expired":
      return over(input, deskTexts.expired, deskTexts.expiredBody, action(input, "confirm"));
    case "refused":
      return over(input, deskTexts.refused, deskTexts.refusedBody);
    case "voided":
      return over(input, deskTexts.voided, deskTexts.voidedBody);
  }
};

/** One collection at the counter: take the cash, confirm; then the slip for the payer. */
export const slipPage = (input: SlipInput): Html => {
  const { frame, problem, reason } = input;
  const { lang } = frame;
  return page({
    ...frame,
    title: deskTexts.desk,
    ...(reason?.missing ? { errors: [{ name: "reason", text: deskTexts.voidReasonMissing }] } : {}),
    notice: problemNotice(problem, lang),
    // Focus is before the first button: one Tab, and a key held too long confirms nothing.
    main: html`<div class="slip" tabindex="-1" autofocus>${mainOf(input)}</div>`,
  });
};

export const notHerePage = (frame: Frame): Html =>
  page({
    ...frame,
    title: deskTexts.notHere,
    main: html`${heading(deskTexts.notHere, frame.lang)}${notice({
      kind: "warn",
      lang: frame.lang,
      title: deskTexts.notHereBody,
    })}`,
  });
