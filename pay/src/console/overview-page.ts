import { money } from "@gov/kit/money.ts";
import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime, timeOnly } from "@gov/kit/ui/date-time.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { table } from "@gov/kit/ui/table.ts";
import type { BreakKind } from "#src/db-types.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import { collectedChart } from "./collected-chart.ts";
import type { CollectedCurrency } from "./collected.ts";
import type { CurrencySum, DayPayment, OpenBreak } from "./console-queries.ts";
import { billHref, listTexts, paymentHref } from "./console-texts.ts";
import { refundTexts } from "./refund-texts.ts";

const texts = defineTexts({
  title: { ar: "مدفوعات اليوم", en: "Today's payments" },
  time: { ar: "الوقت", en: "Time" },
  none: { ar: "لا مدفوعات اليوم بعد.", en: "No payments today yet." },
  all: { ar: "كل المدفوعات", en: "All payments" },
  collected: { ar: "المحصل في أسبوعين", en: "Collected in two weeks" },
  nothingCollected: { ar: "لم يحصل شيء في أسبوعين.", en: "Nothing was collected in two weeks." },
  ledger: { ar: "الدفتر", en: "Ledger" },
  openLedger: { ar: "افتح الدفتر", en: "Open the ledger" },
  sums: { ar: "المجموع صفر في كل عملة", en: "Every currency sums to zero" },
  doesNotSum: { ar: "الدفتر لا يساوي صفرا", en: "The ledger does not sum to zero" },
  breaks: { ar: "فروق تحتاج إلى نظر", en: "Differences to look at" },
  since: { ar: "منذ", en: "Since" },
  charge: { ar: "المحاولة", en: "Charge" },
  kind: { ar: "الفرق", en: "Difference" },
  noBreaks: { ar: "لا فروق مفتوحة.", en: "No open differences." },
});

const breakTexts: Readonly<Record<BreakKind, Text>> = {
  railContradicts: {
    ar: "جواب المصرف لا يطابق ما طلبناه",
    en: "The rail's answer does not fit what was asked",
  },
  railTookBack: { ar: "المصرف سحب مبلغا سجلناه", en: "The rail took back money that was posted" },
  refundRefused: { ar: "رفض المصرف الإعادة", en: "The rail refused a refund" },
};

export type OverviewInput = Readonly<{
  today: string;
  payments: readonly DayPayment[];
  collected: readonly CollectedCurrency[];
  sums: readonly CurrencySum[];
  breaks: readonly OpenBreak[];
  waiting: bigint;
}>;

const paymentsTable = (payments: readonly DayPayment[], lang: Lang): Html =>
  table({
    caption: texts.title,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: texts.time },
      { head: listTexts.biller },
      { head: listTexts.what },
      { head: listTexts.reference },
      { head: listTexts.rail },
      { head: listTexts.amount, numeric: true },
    ],
    rows: payments.map((payment) => ({
      href: paymentHref(payment.id),
      cells: [
        timeOnly(payment.paid_at, lang),
        { ar: payment.biller_ar, en: payment.biller_en },
        { ar: payment.description_ar, en: payment.description_en },
        bdi(payment.reference, "latin"),
        railTexts[payment.rail],
        amount(money(payment.amount_minor, payment.currency), lang),
      ],
    })),
    empty: texts.none,
  });

const todayTotals = ({ collected, today }: OverviewInput, lang: Lang): Html => {
  const sums = collected.flatMap(({ currency, days }) => {
    const day = days.find((one) => one.day === today);
    return day && day.totalMinor > 0n
      ? [html`<li>${amount(money(day.totalMinor, currency), lang)}</li>`]
      : [];
  });
  return sums.length === 0
    ? nothing
    : html`<ul class="totals">
        ${sums}
      </ul>`;
};

/** Says that every currency's accounts sum to zero, or that they do not. */
export const zeroNotice = (sums: readonly CurrencySum[], lang: Lang): Html => {
  if (sums.length === 0) return nothing;
  const balanced = sums.every(({ sumMinor }) => sumMinor === 0n);
  return notice({
    kind: balanced ? "success" : "warn",
    lang,
    title: balanced ? texts.sums : texts.doesNotSum,
    body: html`${sums.map(
      ({ currency, sumMinor }, index) =>
        html`${index > 0 ? " · " : ""}${amount(money(sumMinor, currency), lang)}`,
    )}`,
  });
};

const breaksTable = (breaks: readonly OpenBreak[], lang: Lang): Html =>
  table({
    caption: texts.breaks,
    captionHidden: true,
    lang,
    dense: true,
    columns: [{ head: texts.kind }, { head: texts.charge }, { head: texts.since }],
    rows: breaks.map((one) => ({
      href: billHref(one.bill_id),
      cells: [breakTexts[one.kind], bdi(one.charge_id, "latin"), dateTime(one.opened_at, lang)],
    })),
    empty: texts.noBreaks,
  });

/** The console's first page: today, two weeks as a picture, what waits, whether the books agree. */
export const overviewPage = (frame: Frame, input: OverviewInput): Html => {
  const { lang } = frame;
  const waits =
    input.waiting > 0n
      ? notice({
          kind: "info",
          lang,
          title: refundTexts.queue,
          body: html`<a href="/console/refunds?status=requested"
            >${listTexts.refunds[lang]}: ${String(input.waiting)}</a
          >`,
        })
      : nothing;
  const charts =
    input.collected.length === 0
      ? html`<p class="none">${texts.nothingCollected[lang]}</p>`
      : html`${input.collected.map((one) => collectedChart(one, lang))}`;
  return page({
    ...frame,
    wide: true,
    title: texts.title,
    main: html`${heading(texts.title, lang)}${waits}${todayTotals(input, lang)}${paymentsTable(
        input.payments,
        lang,
      )}
      <p><a href="/console/payments">${texts.all[lang]}</a></p>
      ${section(texts.collected, lang, charts)}${section(
        texts.ledger,
        lang,
        html`${zeroNotice(input.sums, lang)}
          <p>
            <a href="/console/ledger">${texts.openLedger[lang]}</a>
          </p>`,
      )}${section(texts.breaks, lang, breaksTable(input.breaks, lang))}`,
  });
};
