import type { Lang } from "../../text.ts";
import { money } from "../../money.ts";
import { amount, bdi } from "../bdi.ts";
import { card, cardGrid } from "../card.ts";
import { dateOnly, dateShort, timeOnly } from "../date-time.ts";
import { codeField } from "../fields.ts";
import { button, buttonRow, form, linkButton } from "../form.ts";
import { html, words, type Html } from "../html.ts";
import { box, desk, section } from "../layout.ts";
import { heading } from "../page.ts";
import { pagination } from "../pagination.ts";
import { progress } from "../progress.ts";
import { searchBox } from "../search-box.ts";
import { shortcutList } from "../shortcuts.ts";
import { summaryList } from "../summary-list.ts";
import { table, type Row } from "../table.ts";
import { tag } from "../tag.ts";
import { timeline } from "../timeline.ts";
import { errorTexts } from "./gallery-texts.ts";

const renewal = { ar: "تجديد رخصة مركبة", en: "Vehicle licence renewal" };
const plate = bdi("7-4821-H", "plate");
const fee = money(31200n, "ILS");
const at = (time: string): Date => new Date(`2026-11-22T${time}:00+02:00`);

/** The first page, as a citizen sees it. */
export const homeSample = (lang: Lang): Html => html`
  ${heading({ ar: "كل خدمات الحكومة في مكان واحد", en: "Every government service in one place" }, lang)}
  ${searchBox({
    action: "/gallery/home",
    lang,
    label: { ar: "ابحث عن خدمة", en: "Find a service" },
    labelHidden: true,
    placeholder: { ar: "رخصة، جواز، تأمين…", en: "Licence, passport, insurance…" },
  })}
  ${section(
    { ar: "ينتظر منك", en: "Waiting for you" },
    lang,
    card({
      lang,
      tag: tag({ ar: "مطلوب الدفع", en: "Payment due" }, "waits", lang),
      title: html`${words(renewal, lang)} ${plate}`,
      text: html`${words({ ar: "الرسوم", en: "Fee" }, lang)}
      ${amount(fee, lang)}${words({ ar: "، آخر موعد", en: ", due by" }, lang)}
      ${dateOnly("2026-11-30", lang)}`,
      action: linkButton({
        href: "/gallery/case",
        lang,
        text: html`${words({ ar: "ادفع", en: "Pay" }, lang)} ${amount(fee, lang)}`,
      }),
    }),
  )}
  ${section(
    { ar: "حسب ما تحتاج", en: "By what you need" },
    lang,
    cardGrid(
      [
        {
          title: { ar: "ولادة طفل", en: "A child is born" },
          text: { ar: "تسجيل، شهادة ميلاد، تأمين صحي", en: "Registration, certificate, insurance" },
        },
        {
          title: { ar: "مركبتي وقيادتي", en: "My vehicle and driving" },
          text: { ar: "رخص، مخالفات، نقل ملكية", en: "Licences, fines, change of owner" },
        },
        {
          title: { ar: "السفر والوثائق", en: "Travel and documents" },
          text: { ar: "جواز سفر، هوية، تصديق", en: "Passport, identity card, attestation" },
        },
        {
          title: { ar: "عملي وتجارتي", en: "Work and business" },
          text: { ar: "شركات، سجل تجاري، ضريبة", en: "Companies, register, tax" },
        },
      ].map((one) => card({ ...one, lang, href: "/gallery" })),
    ),
  )}
`;

/** One question, one page, with an error. */
export const formSample = (lang: Lang): Html => html`
  ${progress({ step: 2, of: 5, lang, name: renewal })}
  ${form({
    action: "/gallery/form",
    lang,
    csrfToken: "gallery",
    body: codeField({
      name: "plate",
      lang,
      asHeading: true,
      label: { ar: "ما رقم المركبة؟", en: "What is the plate number?" },
      hint: {
        ar: "تجده على لوحة المركبة وفي أعلى الرخصة.",
        en: "It is on the plate and at the top of the licence.",
      },
      why: {
        ar: "لنأخذ بيانات المركبة من دائرة السير بدل أن تكتبها أنت.",
        en: "To fetch the vehicle's details from the licensing department instead of asking you.",
      },
      value: "74821",
      error: errorTexts.plate,
    }),
    submit: { ar: "تابع", en: "Continue" },
    secondary: {
      text: { ar: "احفظ وأكمل لاحقا", en: "Save and finish later" },
      name: "action",
      value: "save",
    },
  })}
`;

/** A case, as its citizen follows it. */
export const caseSample = (lang: Lang): Html => html`
  ${heading(html`${words(renewal, lang)} ${plate}`, lang, {
    tag: tag({ ar: "قيد العمل", en: "In progress" }, "runs", lang),
  })}
  ${summaryList(
    [
      { key: { ar: "رقم الطلب", en: "Reference" }, value: bdi("VL-2026-004187") },
      {
        key: { ar: "عند من الآن", en: "Who has it now" },
        value: { ar: "دائرة السير، رام الله", en: "Licensing department, Ramallah" },
      },
      {
        key: { ar: "الوقت المعتاد", en: "Usual time" },
        value: { ar: "يومان، في 9 من كل 10 طلبات", en: "Two days, in 9 of 10 applications" },
      },
      {
        key: { ar: "دفعت", en: "You paid" },
        value: html`${amount(fee, lang)} ·
          <a href="/gallery/case">${words({ ar: "الإيصال", en: "Receipt" }, lang)}</a>`,
      },
    ],
    lang,
    { boxed: true },
  )}
  ${section(
    { ar: "ماذا جرى", en: "What happened" },
    lang,
    timeline(
      [
        {
          title: { ar: "أرسلت الطلب", en: "You sent the application" },
          at: at("10:14"),
          state: "done",
        },
        {
          title: { ar: "دفعت الرسوم بالبطاقة", en: "You paid by card" },
          at: at("10:16"),
          state: "done",
        },
        {
          title: { ar: "وزارة المالية: لا مخالفات مستحقة", en: "Ministry of Finance: no fines due" },
          detail: { ar: "أجاب النظام في ثانيتين", en: "The system answered in two seconds" },
          state: "done",
        },
        {
          title: { ar: "التأمين: نسأل شركة التأمين من جديد", en: "Insurance: asking again" },
          detail: {
            ar: "نظامها متوقف منذ 09:50. لا حاجة لأن تفعل شيئا، وسنخبرك.",
            en: "Its system has been down since 09:50. You need not do anything; we will tell you.",
          },
          state: "now",
        },
        { title: { ar: "قرار دائرة السير", en: "Decision of the department" }, state: "waiting" },
        { title: { ar: "الرخصة في محفظتك", en: "The licence in your wallet" }, state: "waiting" },
      ],
      lang,
    ),
  )}
`;

const officeRows = (lang: Lang): readonly Row[] => {
  const driving = { ar: "تجديد رخصة قيادة", en: "Driving licence renewal" };
  const tomorrow = tag({ ar: "غدا", en: "Tomorrow" }, "runs", lang);
  const row = (reference: string, service: typeof renewal, name: string, due: Html): Row => ({
    cells: [bdi(reference), service, bdi(name, "name"), due],
    href: "/gallery/office",
    current: reference === "VL-2026-004187",
  });
  const today = html`${words({ ar: "اليوم", en: "Today" }, lang)} ${timeOnly(at("14:00"), lang)}`;
  const late = tag({ ar: "تأخر يوما", en: "One day late" }, "late", lang);
  return [
    row("VL-2026-004187", renewal, "سارة محمود يوسف الخطيب", tag(today, "waits", lang)),
    row("VL-2026-004191", renewal, "أحمد خالد عمر النجار", tomorrow),
    row("DL-2026-001733", driving, "ليلى حسن علي عودة", tomorrow),
    row("DL-2026-001702", driving, "يوسف سمير داود حداد", late),
  ];
};

const inbox = (lang: Lang): Html => html`
  ${table({
    caption: { ar: "مهامي", en: "My tasks" },
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: { ar: "الطلب", en: "Case" }, sort: { href: "/gallery/office?sort=reference" } },
      { head: { ar: "الخدمة", en: "Service" } },
      { head: { ar: "مقدم الطلب", en: "Applicant" } },
      {
        head: { ar: "الاستحقاق", en: "Due" },
        sort: { href: "/gallery/office?sort=due", now: "ascending" },
      },
    ],
    rows: officeRows(lang),
  })}
  ${pagination({ lang, nextHref: "/gallery/office?page=2", position: { from: 1, to: 4, total: 12 } })}
`;

const facts = (lang: Lang): Html =>
  summaryList(
    [
      {
        key: { ar: "المالك", en: "Owner" },
        value: bdi("سارة محمود يوسف الخطيب", "name"),
        source: { ar: "السجل المدني، الآن", en: "Civil registry, now" },
      },
      {
        key: { ar: "التأمين", en: "Insurance" },
        value: html`${words({ ar: "ساري حتى", en: "Valid until" }, lang)}
        ${dateOnly("2027-03-01", lang)}`,
        source: { ar: "الشركة، قبل دقيقة", en: "Company, a minute ago" },
      },
      {
        key: { ar: "الفحص", en: "Inspection" },
        value: html`${words({ ar: "ناجح", en: "Passed" }, lang)} ${dateShort("2026-11-18")}`,
      },
      { key: { ar: "المخالفات", en: "Fines" }, value: { ar: "لا شيء", en: "None" } },
      {
        key: { ar: "الدفع", en: "Payment" },
        value: html`${amount(fee, lang)} ${tag({ ar: "مدفوعة", en: "Paid" }, "runs", lang)}`,
      },
    ],
    lang,
  );

/** An officer's desk: the inbox and the open case. */
export const officeSample = (lang: Lang): Html => html`
  ${heading({ ar: "مهامي", en: "My tasks" }, lang, {
    below: { ar: "12 مهمة · الأقدم استحقاقا أولا", en: "12 tasks · earliest due first" },
  })}
  ${desk(
    inbox(lang),
    box(
      html`<h2>${words(renewal, lang)} ${plate}</h2>
        ${facts(lang)}
        <form method="post" action="/gallery/office">
          ${buttonRow(
            button({ text: { ar: "وافق وأصدر", en: "Approve and issue" }, lang, key: "a" }),
            button({
              text: { ar: "اطلب معلومة", en: "Ask for information" },
              lang,
              kind: "secondary",
              key: "i",
            }),
            button({ text: { ar: "ارفض", en: "Refuse" }, lang, kind: "danger", key: "r" }),
          )}
        </form>`,
    ),
  )}
  ${shortcutList(
    [
      { key: "a", does: { ar: "وافق وأصدر", en: "Approve and issue" } },
      { key: "i", does: { ar: "اطلب معلومة", en: "Ask for information" } },
      { key: "r", does: { ar: "ارفض", en: "Refuse" } },
    ],
    lang,
  )}
`;
