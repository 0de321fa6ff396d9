import { currencies, money, type Currency, type Money } from "@gov/kit/money.ts";
import type { Lang } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { timeOnly } from "@gov/kit/ui/date-time.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { table } from "@gov/kit/ui/table.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { collectionAmount, type CollectionRow } from "./collection.ts";
import type { FloatLine } from "./company-queries.ts";
import { deskTexts, statusTexts } from "./desk-texts.ts";
import type { PayoutRow } from "./payout-queries.ts";

type TodayInput = Readonly<{
  frame: Frame;
  collections: readonly CollectionRow[];
  payouts: readonly PayoutRow[];
  floats: readonly FloatLine[];
}>;

/** Cash that should lie in the drawer: collected less paid out, by currency. */
export const drawerOf = (
  collections: readonly CollectionRow[],
  payouts: readonly PayoutRow[],
): Money[] =>
  (Object.keys(currencies) as Currency[]).flatMap((currency) => {
    const taken = collections.filter(
      (row) => row.currency === currency && row.status === "confirmed",
    );
    const paid = payouts.filter((row) => row.currency === currency);
    if (taken.length + paid.length === 0) return [];
    const sum = (rows: readonly { amount_minor: bigint }[]) =>
      rows.reduce((total, row) => total + row.amount_minor, 0n);
    return [money(sum(taken) - sum(paid), currency)];
  });

const collectionsTable = ({ collections, frame: { lang } }: TodayInput): Html =>
  table({
    caption: deskTexts.today,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: deskTexts.number },
      { head: deskTexts.time },
      { head: deskTexts.status },
      { head: deskTexts.amount, numeric: true },
    ],
    rows: collections.map((row) => ({
      href: `/agent/collections/${row.id}`,
      cells: [
        bdi(groupBillingNumber(row.billing_number), "identifier"),
        timeOnly(row.reserved_at, lang),
        statusTexts[row.status],
        amount(collectionAmount(row), lang),
      ],
    })),
    empty: deskTexts.noneToday,
  });

const payoutsTable = ({ payouts, frame: { lang } }: TodayInput): Html =>
  payouts.length === 0
    ? nothing
    : section(
        deskTexts.payouts,
        lang,
        table({
          caption: deskTexts.payouts,
          captionHidden: true,
          lang,
          dense: true,
          columns: [{ head: deskTexts.time }, { head: deskTexts.amount, numeric: true }],
          rows: payouts.map((row) => ({
            cells: [
              timeOnly(row.paid_at ?? row.created_at, lang),
              amount(money(row.amount_minor, row.currency), lang),
            ],
          })),
        }),
      );

const floatList = (floats: readonly FloatLine[], lang: Lang): Html =>
  floats.length === 0
    ? html`<p class="none">${deskTexts.noFloat[lang]}</p>`
    : table({
        caption: deskTexts.floats,
        captionHidden: true,
        lang,
        dense: true,
        columns: [
          { head: deskTexts.free, numeric: true },
          { head: deskTexts.held, numeric: true },
        ],
        rows: floats.map(({ free, held }) => ({ cells: [amount(free, lang), amount(held, lang)] })),
      });

/** The agent's day: cash in the drawer, what was collected and paid out, the company's float. */
export const todayPage = (input: TodayInput): Html => {
  const { frame, collections, payouts, floats } = input;
  const { lang } = frame;
  const drawer = drawerOf(collections, payouts);
  const sums = drawer.map((sum) => html`<li><strong>${amount(sum, lang)}</strong></li>`);
  const list = html`<ul>
    ${sums}
  </ul>`;
  return page({
    ...frame,
    title: deskTexts.today,
    main: html`${heading(deskTexts.today, lang)}${
      drawer.length === 0 ? nothing : section(deskTexts.drawer, lang, list)
    }${collectionsTable(input)}${payoutsTable(input)}${section(
      deskTexts.floats,
      lang,
      floatList(floats, lang),
    )}`,
  });
};
