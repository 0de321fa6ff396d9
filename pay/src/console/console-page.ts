import { currencies, money, type Currency } from "@gov/kit/money.ts";
import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime, timeOnly } from "@gov/kit/ui/date-time.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { table } from "@gov/kit/ui/table.ts";
import type { BreakKind } from "#src/db-types.ts";
import type { AccountKind } from "#src/ledger/ledger.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import type { Balance, DayPayment, OpenBreak } from "./console-queries.ts";

const texts = defineTexts({
  title: { ar: "مدفوعات اليوم", en: "Today's payments" },
  time: { ar: "الوقت", en: "Time" },
  biller: { ar: "الجهة", en: "Biller" },
  what: { ar: "مقابل", en: "For" },
  reference: { ar: "المرجع", en: "Reference" },
  rail: { ar: "الطريقة", en: "Rail" },
  amount: { ar: "المبلغ", en: "Amount" },
  none: { ar: "لا مدفوعات اليوم بعد.", en: "No payments today yet." },
  ledger: { ar: "أرصدة الدفتر", en: "Ledger balances" },
  account: { ar: "الحساب", en: "Account" },
  institution: { ar: "المؤسسة", en: "Institution" },
  balance: { ar: "الرصيد", en: "Balance" },
  sums: { ar: "المجموع صفر في كل عملة", en: "Every currency sums to zero" },
  doesNotSum: { ar: "الدفتر لا يساوي صفرا", en: "The ledger does not sum to zero" },
  breaks: { ar: "فروق تحتاج إلى نظر", en: "Differences to look at" },
  since: { ar: "منذ", en: "Since" },
  charge: { ar: "المحاولة", en: "Charge" },
  kind: { ar: "الفرق", en: "Difference" },
  noBreaks: { ar: "لا فروق مفتوحة.", en: "No open differences." },
});

const accountTexts: Readonly<Record<AccountKind, Text>> = {
  railClearing: { ar: "لنا عند طريقة الدفع", en: "Owed to us by the rail" },
  billerPayable: { ar: "علينا لجهة التحصيل", en: "Owed by us to the biller" },
  suspense: { ar: "أمانات تعاد إلى دافعيها", en: "Suspense, on its way back" },
  railFees: { ar: "أجور طرق الدفع", en: "Fees that rails kept" },
  agentFloat: { ar: "رصيد شركة الدفع المودع", en: "Float of a payment company" },
  agentHold: { ar: "محجوز لتحصيل نقدي", en: "Held for a cash collection" },
  laneClearing: { ar: "مقاصة بين المؤسسات", en: "Clearing between institutions" },
};

const breakTexts: Readonly<Record<BreakKind, Text>> = {
  railContradicts: {
    ar: "جواب المصرف لا يطابق ما طلبناه",
    en: "The rail's answer does not fit what was asked",
  },
  railTookBack: { ar: "المصرف سحب مبلغا سجلناه", en: "The rail took back money that was posted" },
  refundRefused: { ar: "رفض المصرف الإعادة", en: "The rail refused a refund" },
};

const paymentsTable = (payments: readonly DayPayment[], lang: Lang): Html =>
  table({
    caption: texts.title,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: texts.time },
      { head: texts.biller },
      { head: texts.what },
      { head: texts.reference },
      { head: texts.rail },
      { head: texts.amount, numeric: true },
    ],
    rows: payments.map((payment) => ({
      cells: [
        timeOnly(payment.paid_at, lang),
        { ar: payment.biller_ar, en: payment.biller_en },
        { ar: payment.description_ar, en: payment.description_en },
        bdi(payment.reference, "latin"),
        railTexts[payment.rail],
        amount(money(payment.amount_minor, payment.currency), lang),
      ],
    })),
    empty: html`<p class="none">${texts.none[lang]}</p>`,
  });

/** The sum of every currency's accounts; all must be zero. */
export const currencySums = (balances: readonly Balance[]): [Currency, bigint][] => {
  const sums = new Map<Currency, bigint>();
  for (const { currency, balance_minor } of balances) {
    sums.set(currency, (sums.get(currency) ?? 0n) + balance_minor);
  }
  return [...sums];
};

const ledgerTable = (balances: readonly Balance[], lang: Lang): Html => {
  const sums = currencySums(balances);
  const balanced = sums.every(([, sum]) => sum === 0n);
  const list = sums.map(([currency, sum]) => html`<li>${amount(money(sum, currency), lang)}</li>`);
  return html`${notice({
    kind: balanced ? "success" : "warn",
    lang,
    title: balanced ? texts.sums : texts.doesNotSum,
    body: html`<ul>
      ${list}
    </ul>`,
  })}${table({
    caption: texts.ledger,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: texts.account },
      { head: texts.institution },
      { head: texts.balance, numeric: true },
    ],
    rows: balances.map((row) => ({
      cells: [
        html`${accountTexts[row.kind][lang]} · ${bdi(row.owner, "latin")}`,
        bdi(row.institution_id, "latin"),
        amount(money(row.balance_minor, row.currency), lang),
      ],
    })),
  })}`;
};

const breaksTable = (breaks: readonly OpenBreak[], lang: Lang): Html =>
  breaks.length === 0
    ? html`<p class="none">${texts.noBreaks[lang]}</p>`
    : table({
        caption: texts.breaks,
        captionHidden: true,
        lang,
        dense: true,
        columns: [{ head: texts.kind }, { head: texts.charge }, { head: texts.since }],
        rows: breaks.map((one) => ({
          cells: [
            Object.entries(breakTexts).find(([kind]) => kind === one.kind)?.[1] ?? one.kind,
            bdi(one.charge_id, "latin"),
            dateTime(one.opened_at, lang),
          ],
        })),
      });

/** The treasury's page: today's payments with totals, balances that sum to zero, open breaks. */
export const consolePage = (
  frame: Frame,
  input: Readonly<{
    payments: readonly DayPayment[];
    balances: readonly Balance[];
    breaks: readonly OpenBreak[];
  }>,
): Html => {
  const { lang } = frame;
  const totals = (Object.keys(currencies) as Currency[]).flatMap((currency) => {
    const own = input.payments.filter((payment) => payment.currency === currency);
    const sum = own.reduce((total, payment) => total + payment.amount_minor, 0n);
    return own.length === 0 ? [] : [html`<li>${amount(money(sum, currency), lang)}</li>`];
  });
  const list = html`<ul>
    ${totals}
  </ul>`;
  return page({
    ...frame,
    wide: true,
    title: texts.title,
    main: html`${heading(texts.title, lang)}${
      totals.length === 0 ? nothing : list
    }${paymentsTable(input.payments, lang)}${section(
      texts.ledger,
      lang,
      ledgerTable(input.balances, lang),
    )}${section(texts.breaks, lang, breaksTable(input.breaks, lang))}`,
  });
};
