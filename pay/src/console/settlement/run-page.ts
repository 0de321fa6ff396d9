import { currencies, money, type Currency } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { actionForm, buttonRow, type ButtonKind } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { formatIban } from "@gov/country/iban.ts";
import type { MessageRow } from "#src/settlement/message-queries.ts";
import type { RunRow, ShownLine } from "#src/settlement/run-queries.ts";
import { listTexts } from "../console-texts.ts";
import {
  payoutHref,
  runHref,
  runTag,
  settlementPath,
  settlementTexts as texts,
  verdictTag,
} from "./settlement-texts.ts";

/** What the person may do with this run now. */
export type RunActions = Readonly<{
  propose: boolean;
  approve: boolean;
  withdraw: boolean;
  /** The run is this person's own proposal. */
  own: boolean;
}>;

export type RunPageInput = Readonly<{
  run: RunRow;
  lines: readonly ShownLine[];
  messages: readonly MessageRow[];
  actions: RunActions;
  csrfToken: string;
  notice: Html | undefined;
}>;

/** What is to be paid, or was, currency by currency. */
const sumsOf = ({ run, lines }: RunPageInput): [Currency, bigint][] =>
  (Object.keys(currencies) as Currency[]).flatMap((currency) => {
    const own = lines.filter((one) => one.currency === currency && one.verdict === "pay");
    const sum = own.reduce(
      (all, one) => all + (run.status === "approved" ? (one.paid_minor ?? 0n) : one.amount_minor),
      0n,
    );
    return sum === 0n ? [] : [[currency, sum]];
  });

const facts = (input: RunPageInput, lang: Lang): Html => {
  const { run } = input;
  const sums = sumsOf(input).map(
    ([currency, minor]) => html`<strong>${amount(money(minor, currency), lang)}</strong><br />`,
  );
  return summaryList(
    [
      { key: texts.sums, value: sums.length > 0 ? html`${sums}` : html`—` },
      { key: texts.cutOff, value: dateTime(run.cut_off_at, lang) },
      { key: texts.madeOn, value: dateTime(run.drafted_at, lang) },
      {
        key: texts.proposedBy,
        value: run.proposed_by
          ? html`${bdi(run.proposed_by, "latin")}${
              run.proposed_at ? html` · ${dateTime(run.proposed_at, lang)}` : nothing
            }`
          : texts.bySchedule,
      },
      ...(run.decided_by && run.decided_at
        ? [
            {
              key: texts.decidedBy,
              value: html`${bdi(run.decided_by, "latin")} · ${dateTime(run.decided_at, lang)}`,
            },
          ]
        : []),
    ],
    lang,
    { boxed: true },
  );
};

const linesTable = ({ run, lines }: RunPageInput, lang: Lang): Html => {
  const approved = run.status === "approved";
  return table({
    caption: texts.payoutsIn,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: listTexts.biller },
      { head: texts.lane },
      { head: texts.iban },
      { head: texts.verdict },
      { head: texts.proposedAmount, numeric: true },
      ...(approved ? [{ head: texts.paidAmount, numeric: true }] : []),
    ],
    rows: lines.map((line) => ({
      ...(line.payout_id ? { href: payoutHref(line.payout_id) } : {}),
      cells: [
        { ar: line.name_ar, en: line.name_en },
        bdi(line.lane, "latin"),
        line.iban ? bdi(formatIban(line.iban), "latin") : html`—`,
        verdictTag(line.outcome ?? line.verdict, lang),
        amount(money(line.amount_minor, line.currency), lang),
        ...(approved
          ? [
              line.paid_minor === null
                ? html`—`
                : amount(money(line.paid_minor, line.currency), lang),
            ]
          : []),
      ],
    })),
    empty: texts.nothingDue,
  });
};

const answerTag = (message: MessageRow, lang: Lang): Html => {
  if (message.status === "taken") return tag({ ar: "قبله", en: "Taken" }, "runs", lang);
  if (message.status === "refused") return tag({ ar: "رفضه", en: "Refused" }, "late", lang);
  if (message.trouble === "refused") {
    return tag({ ar: "لا يقبل الرسالة", en: "Does not take the message" }, "late", lang);
  }
  return message.trouble === "noAnswer"
    ? tag({ ar: "لا جواب، نسأله", en: "No answer yet, being asked" }, "late", lang)
    : tag({ ar: "في الطريق إليه", en: "On its way to it" }, "waits", lang);
};

const ordersTable = ({ messages }: RunPageInput, lang: Lang): Html =>
  table({
    caption: texts.orders,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: texts.order },
      { head: texts.from },
      { head: texts.answer },
      { head: texts.payments, numeric: true },
      { head: listTexts.amount, numeric: true },
    ],
    rows: messages.map((one) => ({
      cells: [
        bdi(one.message_id, "latin"),
        bdi(formatIban(one.account_iban), "latin"),
        answerTag(one, lang),
        String(one.payments),
        amount(money(one.total_minor, one.currency), lang),
      ],
    })),
    empty: texts.noOrders,
  });

const decision = ({ run, actions, csrfToken }: RunPageInput, lang: Lang): Html => {
  const act = (verb: string, text: Text, kind: ButtonKind) =>
    actionForm({ action: `${runHref(run.id)}/${verb}`, csrfToken, lang, text, kind });
  const open = run.status === "drafted" || run.status === "proposed";
  if (!open) return nothing;
  const why = actions.own
    ? html`<p>${words(texts.own, lang)}</p>`
    : actions.approve || actions.propose
      ? nothing
      : html`<p>${words(texts.supervisorApproves, lang)}</p>`;
  const buttons = buttonRow(
    actions.propose ? act("propose", texts.takeOver, "primary") : nothing,
    actions.approve ? act("approve", texts.approve, "primary") : nothing,
    actions.withdraw ? act("withdraw", texts.withdraw, "secondary") : nothing,
  );
  return section(texts.decision, lang, html`${why}${buttons}`);
};

/** One run: what it pays to whom, who decides, and what the bank said of its orders. */
export const runPage = (frame: Frame, input: RunPageInput): Html => {
  const { lang } = frame;
  const { run } = input;
  return page({
    ...frame,
    wide: true,
    title: texts.run,
    back: { href: settlementPath, text: texts.title },
    notice: input.notice ?? nothing,
    main: html`${heading(texts.run, lang, { tag: runTag(run.status, lang) })}${facts(
      input,
      lang,
    )}${decision(input, lang)}${section(texts.payoutsIn, lang, linesTable(input, lang))}${section(
      texts.orders,
      lang,
      ordersTable(input, lang),
    )}`,
  });
};
