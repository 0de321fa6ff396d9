import { money } from "@gov/kit/money.ts";
import type { Lang } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { actionForm, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { attributes, html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList, type SummaryRow } from "@gov/kit/ui/summary-list.ts";
import { timeline } from "@gov/kit/ui/timeline.ts";
import { formatIban } from "@gov/country/iban.ts";
import { isOnItsWay, needsMending } from "#src/settlement/payout.ts";
import type { PayoutEventRow } from "#src/settlement/payout-queries.ts";
import type { ContentSum, ShownPayout } from "#src/settlement/payout-view-queries.ts";
import { listTexts } from "../console-texts.ts";
import { sourceText } from "../ledger/ledger-texts.ts";
import {
  accountsPath,
  payoutEventTexts,
  payoutHref,
  payoutsPath,
  payoutTag,
  reasonText,
  runHref,
  settlementTexts as texts,
} from "./settlement-texts.ts";

export type PayoutPageInput = Readonly<{
  payout: ShownPayout;
  events: readonly PayoutEventRow[];
  sums: readonly ContentSum[];
  /** Whether the person sees the run, and may mend. */
  treasury: boolean;
  mayMend: boolean;
  csrfToken: string;
  notice: Html | undefined;
}>;

const facts = ({ payout, treasury }: PayoutPageInput, lang: Lang): Html =>
  summaryList(
    [
      {
        key: listTexts.amount,
        value: html`<strong>${amount(money(payout.amount_minor, payout.currency), lang)}</strong>`,
      },
      { key: listTexts.biller, value: { ar: payout.name_ar, en: payout.name_en } },
      { key: texts.lane, value: bdi(payout.lane, "latin") },
      { key: texts.iban, value: bdi(formatIban(payout.iban), "latin") },
      { key: texts.from, value: bdi(formatIban(payout.account_iban), "latin") },
      { key: texts.endToEndId, value: bdi(payout.end_to_end_id, "latin") },
      ...(payout.reason ? [{ key: texts.reason, value: reasonText(payout.reason, lang) }] : []),
      ...(treasury
        ? [
            {
              key: texts.run,
              value: html`<a href="${runHref(payout.run_id)}">${texts.openRun[lang]}</a>`,
            },
          ]
        : []),
    ],
    lang,
    { boxed: true },
  );

/** Carried over, and what came in by its cause, less what was held back: the payout's amount. */
const statement = ({ payout, sums }: PayoutPageInput, lang: Lang): Html => {
  const sum = (minor: bigint) => amount(money(minor, payout.currency), lang);
  const row = (key: SummaryRow["key"], minor: bigint): SummaryRow[] =>
    minor === 0n ? [] : [{ key, value: sum(minor) }];
  const period = html`${payout.from_at ? dateTime(payout.from_at, lang) : texts.fromStart[lang]} –
  ${dateTime(payout.cut_off_at, lang)}`;
  const rows: SummaryRow[] = [
    { key: texts.window, value: period },
    ...row(texts.carried, payout.carried_minor),
    ...sums.map((one) => ({
      key: html`${words(sourceText(one.kind), lang)} (${String(one.count)})`,
      value: sum(one.amount_minor),
    })),
    ...row(texts.held, -payout.held_minor),
    { key: texts.sums, value: html`<strong>${sum(payout.amount_minor)}</strong>` },
  ];
  const file = `${payoutHref(payout.id)}/payments.csv`;
  return html`${summaryList(rows, lang)}
    <p><a ${attributes({ href: file, download: true })}>${texts.contents[lang]}</a></p>`;
};

const mending = ({ payout, mayMend, csrfToken }: PayoutPageInput, lang: Lang): Html => {
  if (payout.mended_at) return html`<p>${words(texts.mended, lang)}</p>`;
  const href = `${accountsPath}?biller=${payout.biller_code}&currency=${payout.currency}`;
  const buttons = mayMend
    ? buttonRow(
        linkButton({ href, lang, text: texts.changeAccount }),
        actionForm({
          action: `${payoutHref(payout.id)}/again`,
          csrfToken,
          lang,
          text: texts.sameAccount,
          kind: "secondary",
        }),
      )
    : buttonRow(linkButton({ href, lang, text: texts.changeAccount }));
  return html`<p>${words(texts.mendBody, lang)}</p>
    ${buttons}`;
};

const failed = new Set<PayoutEventRow["event"]>(["rejected", "returned"]);

const history = ({ payout, events }: PayoutPageInput, lang: Lang): Html =>
  timeline(
    [
      ...events.map(
        (event) =>
          ({
            title: payoutEventTexts[event.event],
            at: event.at,
            state: failed.has(event.event) ? "failed" : "done",
            ...(event.detail
              ? {
                  detail: failed.has(event.event)
                    ? reasonText(event.detail, lang)
                    : bdi(event.detail, "latin"),
                }
              : {}),
          }) as const,
      ),
      ...(isOnItsWay(payout.status)
        ? [{ title: payoutEventTexts.booked, state: "waiting" } as const]
        : []),
    ],
    lang,
  );

/** One payout: to whom, what it is made of, how it went, and how to get it paid. */
export const payoutPage = (frame: Frame, input: PayoutPageInput): Html => {
  const { lang } = frame;
  const { payout } = input;
  const mend =
    needsMending(payout) || payout.mended_at
      ? section(texts.mend, lang, mending(input, lang))
      : nothing;
  return page({
    ...frame,
    wide: true,
    title: texts.payout,
    back: { href: payoutsPath, text: texts.payouts },
    notice: input.notice ?? nothing,
    main: html`${heading(texts.payout, lang, { tag: payoutTag(payout.status, lang) })}${facts(
      input,
      lang,
    )}${mend}${section(texts.statement, lang, statement(input, lang))}${section(
      texts.history,
      lang,
      history(input, lang),
    )}`,
  });
};
