import { money } from "../../money.ts";
import type { Lang, Text } from "../../text.ts";
import { amount, bdi } from "../bdi.ts";
import { card, cardGrid } from "../card.ts";
import { dateOnly, dateShort, dateTime, timeOnly } from "../date-time.ts";
import { emptyState } from "../empty-state.ts";
import { linkButton } from "../form.ts";
import { html, words, type Html } from "../html.ts";
import { section } from "../layout.ts";
import { notice, type NoticeKind } from "../notice.ts";
import { pagination } from "../pagination.ts";
import { panel } from "../panel.ts";
import { progress } from "../progress.ts";
import { summaryList } from "../summary-list.ts";
import { table } from "../table.ts";
import { tag } from "../tag.ts";
import { taskList } from "../task-list.ts";
import { timeline } from "../timeline.ts";

const moment = new Date("2026-11-22T08:14:00Z");

const notices: ReadonlyArray<readonly [NoticeKind, Text, Text]> = [
  [
    "success",
    { ar: "حفظنا رقم هاتفك الجديد", en: "Your new telephone number is saved" },
    { ar: "نرسل الرسائل إلى 0599 123 456 من الآن.", en: "Messages go to 0599 123 456 from now." },
  ],
  [
    "warn",
    { ar: "تنتهي رخصتك بعد 8 أيام", en: "Your licence ends in 8 days" },
    { ar: "جددها قبل 30/11/2026 لتتجنب الغرامة.", en: "Renew before 30/11/2026 to avoid a fine." },
  ],
  [
    "info",
    { ar: "مكاتبنا مغلقة يوم الجمعة", en: "Our offices are closed on Friday" },
    { ar: "الخدمات هنا تعمل كل يوم.", en: "The services here work every day." },
  ],
  [
    "down",
    { ar: "نظام التأمين متوقف منذ 09:50", en: "The insurance system has been down since 09:50" },
    {
      ar: "تستطيع أن تكمل الطلب وتدفع، وسنسأل شركة التأمين حين يعود.",
      en: "You can finish and pay; we will ask the insurer when it is back.",
    },
  ],
];

/** Values that run in their own direction, in the middle of a sentence. */
export const directions = (lang: Lang): Html => html`
  <ul id="directions">
    <li>
      ${words({ ar: "المركبة", en: "Vehicle" }, lang)}
      <span data-kind="plate">${bdi("7-4821-H", "plate")}</span>
      ${words({ ar: "مسجلة باسمك", en: "is in your name" }, lang)}
    </li>
    <li>
      ${words({ ar: "اتصل على", en: "Call" }, lang)}
      <span data-kind="phone">${bdi("+970 599 123 456", "phone")}</span>
      ${words({ ar: "صباحا", en: "in the morning" }, lang)}
    </li>
    <li>
      ${words({ ar: "ادفع", en: "Pay" }, lang)}
      <span data-kind="ils">${amount(money(12000n, "ILS"), lang)}</span>
      ${words({ ar: "أو", en: "or" }, lang)}
      <span data-kind="jod">${amount(money(12500n, "JOD"), lang)}</span>
      ${words({ ar: "أو", en: "or" }, lang)}
      <span data-kind="usd">${amount(money(3500n, "USD"), lang)}</span>
      ${words({ ar: "الآن", en: "now" }, lang)}
    </li>
    <li>
      ${words({ ar: "رصيد", en: "Balance" }, lang)}
      <span data-kind="negative">${amount(money(-12500n, "JOD"), lang)}</span>
    </li>
    <li>
      ${words({ ar: "في", en: "On" }, lang)}
      <span data-kind="dateTime">${dateTime(moment, lang)}</span>
      ${words({ ar: "وفي", en: "and" }, lang)}
      <span data-kind="dateShort">${dateShort(moment)}</span>،
      <span data-kind="time">${timeOnly(moment, lang)}</span>
    </li>
    <li data-kind="typed">
      ${words(
        {
          ar: "الطلب VL-2026-004187 لمركبة 7-4821-H في Ramallah City، هاتف 0599 123 456.",
          en: "Case VL-2026-004187 of سارة الخطيب, telephone 0599 123 456.",
        },
        lang,
      )}
    </li>
  </ul>
`;

const statesOf = (lang: Lang): Html => html`
  <p>
    ${tag({ ar: "مطلوب الدفع", en: "Payment due" }, "waits", lang)}
    ${tag({ ar: "قيد العمل", en: "In progress" }, "runs", lang)}
    ${tag({ ar: "تأخر يوما", en: "One day late" }, "late", lang)}
    ${tag({ ar: "انتهى", en: "Finished" }, "done", lang)}
  </p>
  ${progress({ step: 2, of: 5, lang, name: { ar: "تجديد رخصة", en: "Licence renewal" } })}
  ${taskList(
    [
      { title: { ar: "بياناتك", en: "About you" }, href: "#a", state: "done" },
      { title: { ar: "المركبة", en: "The vehicle" }, href: "#b", state: "started" },
      { title: { ar: "التأمين", en: "Insurance" }, href: "#c", state: "todo" },
      {
        title: { ar: "راجع VL-2026-004187 وأرسل", en: "Check VL-2026-004187 and send" },
        href: "#d",
        state: "blocked",
      },
    ],
    lang,
  )}
  ${timeline(
    [
      { title: { ar: "أرسلت الطلب", en: "You sent it" }, at: moment, state: "done" },
      {
        title: { ar: "رُفضت البطاقة", en: "The card was refused" },
        detail: { ar: "لم يُخصم شيء من حسابك.", en: "Nothing was taken from your account." },
        at: moment,
        state: "failed",
      },
      { title: { ar: "ننتظر الدفع", en: "Waiting for payment" }, state: "now" },
      { title: { ar: "القرار", en: "Decision" }, state: "waiting" },
    ],
    lang,
  )}
`;

const listsOf = (lang: Lang): Html => html`
  ${summaryList(
    [
      {
        key: { ar: "الاسم", en: "Name" },
        value: bdi("سارة محمود يوسف الخطيب", "name"),
        source: { ar: "السجل المدني، الآن", en: "Civil registry, now" },
      },
      {
        key: { ar: "الهاتف", en: "Telephone" },
        value: bdi("0599 123 456", "phone"),
        change: { href: "#phone", what: { ar: "رقم الهاتف", en: "telephone number" } },
      },
      {
        key: { ar: "تاريخ الميلاد", en: "Date of birth" },
        value: dateOnly("1988-03-27", lang),
        change: { href: "#born", what: { ar: "تاريخ الميلاد", en: "date of birth" } },
      },
    ],
    lang,
  )}
  ${table({
    caption: { ar: "مدفوعاتك", en: "Your payments" },
    lang,
    columns: [
      { head: { ar: "الإيصال", en: "Receipt" } },
      { head: { ar: "التاريخ", en: "Date" }, sort: { href: "#", now: "descending" } },
      { head: { ar: "المبلغ", en: "Amount" }, numeric: true },
    ],
    rows: [
      {
        cells: ["R-2026-88120", dateShort(moment), amount(money(31200n, "ILS"), lang)],
        href: "#1",
      },
      { cells: ["R-2026-88034", dateShort(moment), amount(money(3500n, "USD"), lang)], href: "#2" },
      { cells: ["R-2026-87001", dateShort(moment), amount(money(7000n, "JOD"), lang)], href: "#3" },
    ],
  })}
  ${pagination({
    lang,
    previousHref: "#p",
    nextHref: "#n",
    position: { from: 21, to: 40, total: 134 },
  })}
  ${emptyState({
    lang,
    title: { ar: "لا طلبات بعد", en: "No applications yet" },
    body: { ar: "حين تطلب خدمة تجدها هنا مع حالها.", en: "What you apply for appears here." },
    action: linkButton({
      href: "#",
      lang,
      kind: "secondary",
      text: { ar: "ابحث عن VL-2026-004187 هنا", en: "Find VL-2026-004187 here" },
    }),
  })}
`;

/** Every other piece in every state. */
export const otherPieces = (lang: Lang): Html => html`
  ${panel({
    lang,
    title: { ar: "وصلنا طلبك", en: "We have your application" },
    reference: { value: bdi("VL-2026-004187") },
    body: { ar: "أرسلنا الرقم إلى هاتفك أيضا.", en: "We sent the number to your phone too." },
    next: [
      { ar: "تراجع دائرة السير طلبك خلال يومين.", en: "The department decides in two days." },
      {
        ar: "نرسل رسالة إلى 0599 123 456 حين يتغير شيء.",
        en: "We text 0599 123 456 when something changes.",
      },
      { ar: "تجد الرخصة في محفظتك، لا حاجة للحضور.", en: "The licence appears in your wallet." },
    ],
  })}
  ${notices.map(([kind, title, body]) => notice({ kind, title, body, lang }))}
  ${section({ ar: "الاتجاه", en: "Direction" }, lang, directions(lang))}
  ${section({ ar: "الحال", en: "States" }, lang, statesOf(lang))}
  ${section({ ar: "القوائم", en: "Lists" }, lang, listsOf(lang))}
  ${section(
    { ar: "البطاقات", en: "Cards" },
    lang,
    cardGrid([
      card({
        lang,
        title: { ar: "رخصة القيادة", en: "Driving licence" },
        text: { ar: "سارية حتى 2029", en: "Valid until 2029" },
        tag: tag({ ar: "سارية", en: "Valid" }, "runs", lang),
        href: "#card",
      }),
      card({ lang, title: { ar: "جواز السفر", en: "Passport" }, href: "#card2" }),
    ]),
  )}
`;
