import { money } from "@gov/kit/money.ts";
import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { selectField } from "@gov/kit/ui/choice-fields.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { codeField, hiddenField } from "@gov/kit/ui/fields.ts";
import { actionForm, buttonRow, form } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { table } from "@gov/kit/ui/table.ts";
import type { CompanyRow, FloatLine } from "./company-queries.ts";
import type { DepositRow, DepositStatus } from "./deposit.ts";
import { problemNotice, type DeskProblem } from "./desk-page.ts";
import { sumFields } from "./sum-fields.ts";

export const floatTexts = defineTexts({
  brand: { ar: "خزينة الدولة", en: "State treasury" },
  title: { ar: "أرصدة شركات الدفع", en: "Payment companies' floats" },
  lede: {
    ar: "تودع الشركة مقدما، ولا يحصل وكلاؤها أكثر مما أودعت. شخص يسجل الإيداع وآخر يعتمده.",
    en: "A company pays in beforehand; its agents collect no more than that. One person records a deposit, another approves it.",
  },
  company: { ar: "الشركة", en: "Company" },
  free: { ar: "متاح", en: "Free" },
  held: { ar: "محجوز", en: "Held" },
  none: { ar: "لا شركات مسجلة بعد.", en: "No company is registered yet." },
  deposits: { ar: "الإيداعات", en: "Deposits" },
  noDeposits: { ar: "لا إيداعات بعد.", en: "No deposits yet." },
  record: { ar: "سجل إيداعا", en: "Record a deposit" },
  reference: { ar: "مرجع المصرف", en: "Bank reference" },
  referenceHint: {
    ar: "كما في كشف الحساب: حروف لاتينية وأرقام.",
    en: "As on the statement: Latin letters and digits.",
  },
  referenceWrong: {
    ar: "اكتب المرجع بحروف لاتينية وأرقام، 48 على الأكثر.",
    en: "Enter the reference in Latin letters and digits, at most 48.",
  },
  companyMissing: { ar: "اختر الشركة.", en: "Choose the company." },
  amount: { ar: "المبلغ", en: "Amount" },
  save: { ar: "سجل الإيداع", en: "Record the deposit" },
  by: { ar: "سجله", en: "Recorded by" },
  status: { ar: "الحالة", en: "Status" },
  decision: { ar: "القرار", en: "Decision" },
  approve: { ar: "اعتمد", en: "Approve" },
  reject: { ar: "ارفض", en: "Reject" },
  yours: { ar: "يعتمده شخص آخر", en: "Another person approves it" },
});

const statusTexts: Readonly<Record<DepositStatus, Text>> = {
  recorded: { ar: "ينتظر الاعتماد", en: "Waits for approval" },
  approved: { ar: "معتمد", en: "Approved" },
  rejected: { ar: "مرفوض", en: "Rejected" },
};

export type DepositForm = Readonly<{
  company: string;
  reference: string;
  amount: string;
  currency: string;
  errors: Readonly<{ company?: Text; reference?: Text; amount?: Text }>;
}>;

export const emptyDeposit: DepositForm = {
  company: "",
  reference: "",
  amount: "",
  currency: "ILS",
  errors: {},
};

type FloatPageInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  /** Who looks: nobody approves what they recorded. */
  person: string;
  /** Whether this person may record and decide, or only look. */
  mayAct: boolean;
  companies: readonly Readonly<{ company: CompanyRow; floats: readonly FloatLine[] }>[];
  deposits: readonly DepositRow[];
  typed: DepositForm;
  problem?: DeskProblem | undefined;
}>;

const nameOf = (company: CompanyRow): Text => ({ ar: company.name_ar, en: company.name_en });

const floatsTable = ({ companies, frame: { lang } }: FloatPageInput): Html =>
  table({
    caption: floatTexts.title,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: floatTexts.company },
      { head: floatTexts.free, numeric: true },
      { head: floatTexts.held, numeric: true },
    ],
    rows: companies.flatMap(({ company, floats }) =>
      (floats.length === 0 ? [undefined] : floats).map((line) => ({
        cells: [
          nameOf(company),
          line ? amount(line.free, lang) : "—",
          line ? amount(line.held, lang) : "—",
        ],
      })),
    ),
    empty: floatTexts.none,
  });

const decision = (input: FloatPageInput, row: DepositRow): Html => {
  const { lang } = input.frame;
  if (row.status !== "recorded" || !input.mayAct) return nothing;
  if (row.recorded_by === input.person) return html`${floatTexts.yours[lang]}`;
  const one = (verdict: "approved" | "rejected", text: Text) =>
    actionForm({
      action: "/agent/floats/decisions",
      csrfToken: input.csrfToken,
      lang,
      text,
      ...(verdict === "rejected" ? { kind: "secondary" } : {}),
      fields: html`${hiddenField("company", row.company_code)}${hiddenField(
        "reference",
        row.reference,
      )}${hiddenField("verdict", verdict)}`,
    });
  return buttonRow(one("approved", floatTexts.approve), one("rejected", floatTexts.reject));
};

const depositsTable = (input: FloatPageInput): Html => {
  const { lang } = input.frame;
  const names = new Map(
    input.companies.map(({ company }) => [company.company_code, nameOf(company)]),
  );
  return table({
    caption: floatTexts.deposits,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: floatTexts.reference },
      { head: floatTexts.company },
      { head: floatTexts.amount, numeric: true },
      { head: floatTexts.by },
      { head: floatTexts.status },
      { head: html`<span class="vh">${floatTexts.decision[lang]}</span>` },
    ],
    rows: input.deposits.map((row) => ({
      cells: [
        bdi(row.reference, "latin"),
        names.get(row.company_code) ?? row.company_code,
        amount(money(row.amount_minor, row.currency), lang),
        html`${bdi(row.recorded_by, "latin")}<br />${dateTime(row.recorded_at, lang)}`,
        row.decided_by === null
          ? statusTexts[row.status]
          : html`${statusTexts[row.status][lang]}<br />${bdi(row.decided_by, "latin")}`,
        decision(input, row),
      ],
    })),
    empty: floatTexts.noDeposits,
  });
};

const depositForm = ({ frame: { lang }, csrfToken, companies, typed }: FloatPageInput): Html => {
  const { errors } = typed;
  const body = html`${selectField({
    name: "company",
    lang,
    label: floatTexts.company,
    value: typed.company,
    options: companies.map(({ company }) => ({
      value: company.company_code,
      label: nameOf(company),
    })),
    ...(errors.company ? { error: errors.company } : {}),
  })}${codeField({
    name: "reference",
    lang,
    label: floatTexts.reference,
    hint: floatTexts.referenceHint,
    value: typed.reference,
    autocomplete: "off",
    ...(errors.reference ? { error: errors.reference } : {}),
  })}${sumFields(lang, { ...typed, error: errors.amount })}`;
  return form({ action: "/agent/floats", lang, csrfToken, body, submit: floatTexts.save });
};

/** The treasury's page: what companies paid in, what waits for a second person. */
export const floatPage = (input: FloatPageInput): Html => {
  const { frame, problem, typed } = input;
  const lang: Lang = frame.lang;
  return page({
    ...frame,
    component: "console",
    wide: true,
    title: floatTexts.title,
    errors: Object.entries(typed.errors).map(([name, text]) => ({ name, text })),
    notice: problemNotice(problem, lang),
    main: html`${heading(floatTexts.title, lang, { below: floatTexts.lede })}${floatsTable(
      input,
    )}${section(floatTexts.deposits, lang, depositsTable(input))}${
      input.mayAct && input.companies.length > 0
        ? section(floatTexts.record, lang, depositForm(input))
        : nothing
    }`,
  });
};
