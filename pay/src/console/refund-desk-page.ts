import { money } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { csrfField } from "@gov/kit/ui/csrf-field.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { textareaField } from "@gov/kit/ui/fields.ts";
import { actionForm, button, buttonRow } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { timeline } from "@gov/kit/ui/timeline.ts";
import type { Part } from "#src/refund/refund-order.ts";
import type { RefundOrderEventRow, RefundOrderRow } from "#src/refund/refund-order-queries.ts";
import { listTexts, paymentHref, refundHref } from "./console-texts.ts";
import { groundTexts, refundEventTexts, refundStatusTag, refundTexts } from "./refund-texts.ts";

/** What the person may do with this refund now. */
export type RefundActions = Readonly<{
  approve: boolean;
  reject: boolean;
  /** The request is this person's own. */
  own: boolean;
  /** The rail refused: ask again, or withdraw. */
  afterRefusal: boolean;
}>;

export type RefundDeskInput = Readonly<{
  order: RefundOrderRow;
  events: readonly RefundOrderEventRow[];
  parts: readonly Part[];
  actions: RefundActions;
  csrfToken: string;
  notice: Html | undefined;
}>;

const facts = ({ order, parts }: RefundDeskInput, lang: Lang): Html =>
  summaryList(
    [
      {
        key: listTexts.amount,
        value: html`<strong>${amount(money(order.amount_minor, order.currency), lang)}</strong>`,
      },
      { key: listTexts.reason, value: groundTexts[order.reason] },
      { key: refundTexts.note, value: html`<bdi>${order.note}</bdi>` },
      {
        key: listTexts.askedBy,
        value: bdi(order.requested_by, "latin"),
        source: dateTime(order.requested_at, lang),
      },
      ...(order.decided_by && order.decided_at
        ? [
            {
              key: refundTexts.decidedBy,
              value: bdi(order.decided_by, "latin"),
              source: dateTime(order.decided_at, lang),
            },
          ]
        : []),
      ...(order.approval === "withinLimit"
        ? [{ key: refundTexts.decision, value: refundTexts.withinLimit }]
        : []),
      ...(order.decision_note
        ? [{ key: refundTexts.decisionNote, value: html`<bdi>${order.decision_note}</bdi>` }]
        : []),
      ...parts.map((part) => ({
        key: html`${refundTexts.taken[lang]} ${bdi(part.billerCode, "latin")}`,
        value: amount(money(part.amountMinor, order.currency), lang),
      })),
      {
        key: refundTexts.payment,
        value: html`<a href="${paymentHref(order.payment_id)}"
          >${bdi(order.payment_id, "latin")}</a
        >`,
      },
    ],
    lang,
    { boxed: true },
  );

const decisionForm = ({ order, actions, csrfToken }: RefundDeskInput, lang: Lang): Html => {
  const base = refundHref(order.id);
  const own = actions.own
    ? html`<p>${words(refundTexts.own, lang)}</p>`
    : actions.approve
      ? nothing
      : html`<p>${words(refundTexts.supervisorDecides, lang)}</p>`;
  if (!actions.approve && !actions.reject) return own;
  const note = textareaField({
    name: "note",
    lang,
    label: refundTexts.decisionNote,
    optional: true,
    rows: 2,
    maxlength: 500,
  });
  const yes = button({ text: refundTexts.approve, lang });
  const no = button({
    text: actions.own ? refundTexts.takeBack : refundTexts.reject,
    lang,
    kind: actions.own ? "secondary" : "danger",
    formAction: `${base}/reject`,
  });
  return html`${own}
    <form class="form" method="post" action="${base}/approve">
      ${csrfField(csrfToken)}${note}${buttonRow(
        actions.approve ? yes : nothing,
        actions.reject ? no : nothing,
      )}
    </form>`;
};

const afterRefusal = ({ order, csrfToken }: RefundDeskInput, lang: Lang): Html => {
  const base = refundHref(order.id);
  const act = (action: string, text: Text, kind: "primary" | "danger") =>
    actionForm({ action: `${base}/${action}`, csrfToken, lang, text, kind });
  return html`${notice({ kind: "warn", lang, title: refundTexts.refusedBody })}${buttonRow(
    act("again", refundTexts.again, "primary"),
    act("withdraw", refundTexts.withdraw, "danger"),
  )}`;
};

const history = ({ events }: RefundDeskInput, lang: Lang): Html =>
  timeline(
    events.map((event) => ({
      title: refundEventTexts[event.event],
      at: event.at,
      state: ["rejected", "railRefused", "withdrawn"].includes(event.event) ? "failed" : "done",
      ...(event.actor ? { detail: bdi(event.actor, "latin") } : {}),
    })),
    lang,
  );

/** One refund: who asked why, who decides, what the bank said. */
export const refundDeskPage = (frame: Frame, input: RefundDeskInput): Html => {
  const { lang } = frame;
  const { order } = input;
  const decide =
    order.status === "requested"
      ? section(refundTexts.decision, lang, decisionForm(input, lang))
      : input.actions.afterRefusal
        ? section(refundTexts.decision, lang, afterRefusal(input, lang))
        : nothing;
  return page({
    ...frame,
    wide: true,
    title: refundTexts.refund,
    back: { href: "/console/refunds", text: listTexts.refunds },
    notice: input.notice ?? nothing,
    main: html`${heading(refundTexts.refund, lang, {
      tag: refundStatusTag(order.status, lang),
    })}${facts(input, lang)}${decide}${section(refundTexts.history, lang, history(input, lang))}`,
  });
};
