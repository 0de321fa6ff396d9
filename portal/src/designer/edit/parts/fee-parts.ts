import { formatDate } from "@gov/country/dates.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { Lang } from "@gov/kit/text.ts";
import { dateSchema } from "@gov/services/language/basic-schema.ts";
import type { Exemption, FeeLine, FeeSchedule } from "@gov/services/language/fee-schema.ts";
import type { Input, ListSpec, PartContext, PartSpec } from "../inputs.ts";
import { codeFrom } from "../new-names.ts";
import { codeInput, emptyText, pairOf, titleInput } from "./common-parts.ts";
import { currencyOptions } from "./field-parts.ts";

/** A date in words; what is not a date yet as it stands. */
const dayOf = (date: string, lang: Lang): string =>
  dateSchema.safeParse(date).success ? formatDate(date, lang) : date;

const sourceInputs: readonly Input[] = [
  {
    kind: "one",
    name: "source.kind",
    label: { ar: "من أين المبالغ؟", en: "Where do the amounts come from?" },
    options: [
      {
        value: "official",
        label: { ar: "رسمية: نص قانوني أو قرار", en: "Official: a law or a decision" },
      },
      {
        value: "illustrative",
        label: { ar: "توضيحية إلى أن تُعتمد", en: "Illustrative until confirmed" },
      },
    ],
  },
  {
    kind: "texts",
    name: "source.text",
    label: { ar: "المصدر كما يراه الناس", en: "The source, as people see it" },
    hint: {
      ar: "مثل: قرار مجلس الوزراء رقم 12 لسنة 2026.",
      en: "Such as: Cabinet decision 12 of 2026.",
    },
  },
  {
    kind: "line",
    dir: "ltr",
    name: "source.url",
    optional: true,
    rare: true,
    label: { ar: "رابط المصدر", en: "Link to the source" },
  },
];

const noSource = { kind: "illustrative", text: emptyText } as const;

const blankSchedule = (from: string): FeeSchedule => ({
  from,
  source: noSource,
  currency: "ILS",
  lines: [],
});

/** Schedules by date; a new one begins as a copy of the last, so that only what changes is typed. */
export const feesList: ListSpec = {
  name: "fees",
  title: { ar: "لوائح الرسوم", en: "Schedules of fees" },
  about: {
    ar: "تسري كل لائحة من تاريخها إلى أن تبدأ التي بعدها. اللائحة الجديدة تبدأ نسخة عن آخر لائحة.",
    en: "Each applies from its date until the next begins. A new one starts as a copy of the last.",
  },
  style: "pages",
  most: 40,
  called: { ar: "لائحة", en: "Schedule" },
  add: { ar: "أضف لائحة", en: "Add a schedule" },
  asked: [{ kind: "date", name: "from", label: { ar: "تسري من تاريخ", en: "Applies from" } }],
  fresh: ({ draft }, asked) => {
    const from = String(asked["from"]);
    const last = draft.fees.at(-1);
    return last ? { ...last, from } : blankSchedule(from);
  },
};

const lineKinds = [
  { value: "fixed", label: { ar: "مبلغ واحد للجميع", en: "One amount for everybody" } },
  { value: "table", label: { ar: "جدول: لكل حالة مبلغ", en: "A table: an amount for each case" } },
  { value: "formula", label: { ar: "حساب من الأجوبة", en: "Worked out from the answers" } },
] as const;

const freshLine = (kind: string, currency: Currency, named: object): unknown => {
  const zero = { amountMinor: "0", currency };
  if (kind === "table") return { ...named, kind, rows: [{ amount: zero }] };
  return kind === "formula"
    ? { ...named, kind, amount: "" }
    : { ...named, kind: "fixed", amount: zero };
};

const linesList: ListSpec = {
  name: "lines",
  title: { ar: "البنود", en: "Lines" },
  style: "pages",
  most: 40,
  called: { ar: "بند", en: "Line" },
  add: { ar: "أضف بندا", en: "Add a line" },
  asked: [
    titleInput({ ar: "اسم الرسم", en: "What the fee is called" }, "label"),
    {
      kind: "one",
      name: "kind",
      label: { ar: "كيف يُحسب", en: "How it is worked out" },
      options: lineKinds,
    },
  ],
  fresh: ({ draft, item }, asked) => {
    const label = pairOf(asked["label"]);
    const named = { code: codeFrom(draft, label.en, "fee"), label };
    return freshLine(String(asked["kind"]), (item as FeeSchedule).currency, named);
  },
};

const exemptionsList: ListSpec = {
  name: "exemptions",
  title: { ar: "الإعفاءات", en: "Exemptions" },
  about: {
    ar: "تُخصم بهذا الترتيب، كل واحد مما بقي بعد ما سبقه.",
    en: "Taken off in this order, each from what the ones before left.",
  },
  style: "pages",
  most: 20,
  called: { ar: "إعفاء", en: "Exemption" },
  add: { ar: "أضف إعفاء", en: "Add an exemption" },
  asked: [titleInput({ ar: "من يُعفى", en: "Who is exempt" }, "label")],
  fresh: ({ draft }, asked) => {
    const label = pairOf(asked["label"]);
    const code = codeFrom(draft, label.en, "exemption");
    return { code, label, when: "", basisPoints: 10_000, source: noSource };
  },
};

const instalmentsList: ListSpec = {
  name: "instalments.parts",
  holder: { name: "instalments", fresh: { label: emptyText, parts: [] } },
  title: { ar: "الأقساط", en: "Instalments" },
  about: {
    ar: "نسب الأقساط معا 100٪. بلا أقساط يدفع الناس المبلغ كله مرة واحدة.",
    en: "The parts make up 100%. Without any, people pay the whole at once.",
  },
  style: "rows",
  most: 24,
  called: { ar: "قسط", en: "Part" },
  add: { ar: "أضف قسطا", en: "Add a part" },
  fresh: () => ({ label: emptyText, basisPoints: 5000, dueAfterDays: 0 }),
  row: () => [
    { kind: "texts", name: "label", label: { ar: "اسم القسط", en: "What it is called" } },
    { kind: "percent", name: "basisPoints", label: { ar: "نسبته", en: "Share" } },
    {
      kind: "whole",
      name: "dueAfterDays",
      label: { ar: "يستحق بعد كم يوم", en: "Due after how many days" },
    },
  ],
};

const instalmentInputs = ({ instalments }: FeeSchedule): readonly Input[] =>
  instalments === undefined
    ? []
    : [
        {
          kind: "texts",
          name: "instalments.label",
          label: { ar: "كيف يُعرض التقسيط", en: "How paying in parts is offered" },
        },
        {
          kind: "rule",
          name: "instalments.when",
          optional: true,
          label: { ar: "لمن يُتاح التقسيط", en: "Who may pay in parts" },
          hint: { ar: "اتركه فارغا ليتاح للجميع.", en: "Leave it empty and everybody may." },
        },
      ];

/** One currency a schedule: an amount keeps its number where its schedule's currency changes. */
const inCurrency = (line: FeeLine, currency: Currency): FeeLine => {
  if (line.kind === "fixed") return { ...line, amount: { ...line.amount, currency } };
  if (line.kind === "formula") return line;
  return {
    ...line,
    rows: line.rows.map((row) => ({ ...row, amount: { ...row.amount, currency } })),
  };
};

export const schedulePart: PartSpec = {
  listsFirst: true,
  called: { ar: "لائحة رسوم", en: "Schedule of fees" },
  title: ({ from }: FeeSchedule) => ({
    ar: `الرسوم من ${dayOf(from, "ar")}`,
    en: `Fees from ${dayOf(from, "en")}`,
  }),
  inputs: ({ item }) => [
    { kind: "date", name: "from", label: { ar: "تسري من تاريخ", en: "Applies from" } },
    {
      kind: "one",
      name: "currency",
      label: { ar: "العملة", en: "Currency" },
      options: currencyOptions,
    },
    ...sourceInputs,
    ...instalmentInputs(item as FeeSchedule),
  ],
  lists: () => [linesList, exemptionsList, instalmentsList],
  tidy: ({ instalments, ...schedule }: FeeSchedule) => ({
    ...schedule,
    lines: schedule.lines.map((line) => inCurrency(line, schedule.currency)),
    ...(instalments && instalments.parts.length > 0 ? { instalments } : {}),
  }),
};

/** The currency of the schedule that a line stands in. */
const currencyAround = ({ draft, place }: PartContext): Currency =>
  draft.fees[Number(place.split(".")[1])]?.currency ?? "ILS";

const amountInput = (context: PartContext): Input => ({
  kind: "amount",
  as: "money",
  name: "amount",
  currency: currencyAround(context),
  label: { ar: "المبلغ", en: "Amount" },
});

const rowsList: ListSpec = {
  name: "rows",
  title: { ar: "جدول الرسم", en: "The table" },
  about: {
    ar: "يُؤخذ أول صف يتحقق شرطه. الصف الأخير بلا شرط، ليكون لكل حالة رسم.",
    en: "The first row whose condition holds decides. The last has none: every case finds its fee.",
  },
  style: "rows",
  most: 100,
  called: { ar: "صف", en: "Row" },
  add: { ar: "أضف صفا", en: "Add a row" },
  fresh: (context) => ({ amount: { amountMinor: "0", currency: currencyAround(context) } }),
  row: (context) => [
    { kind: "rule", name: "when", optional: true, label: { ar: "الحالة", en: "Where" } },
    amountInput(context),
    {
      kind: "texts",
      name: "label",
      optional: true,
      label: { ar: "كيف يظهر في الفاتورة", en: "How the bill calls it" },
    },
  ],
};

const splitsList: ListSpec = {
  name: "splits",
  title: { ar: "لمن يذهب المال", en: "Whose money it is" },
  about: {
    ar: "النسب معا 100٪. بلا توزيع يذهب كله لمؤسستكم.",
    en: "The shares make up 100%. Without any, all of it is your institution's.",
  },
  style: "rows",
  most: 10,
  called: { ar: "حصة", en: "Share" },
  add: { ar: "أضف حصة", en: "Add a share" },
  fresh: ({ draft }) => ({ institution: draft.institution, basisPoints: 5000 }),
  row: ({ institutions }) => [
    {
      kind: "one",
      name: "institution",
      label: { ar: "المؤسسة", en: "Institution" },
      options: institutions,
    },
    { kind: "percent", name: "basisPoints", label: { ar: "نسبتها", en: "Its share" } },
  ],
};

export const linePart: PartSpec = {
  called: { ar: "بند رسوم", en: "Fee" },
  title: ({ label }: FeeLine) => label,
  inputs: (context) => {
    const line = context.item as FeeLine;
    const amount: Input =
      line.kind === "fixed"
        ? amountInput(context)
        : {
            kind: "rule",
            name: "amount",
            label: { ar: "كيف يُحسب المبلغ", en: "How the amount is worked out" },
            hint: {
              ar: "مثل: عدد(المساعدون) * 10.00 شيكل",
              en: "Such as: count(helpers) * 10.00 ILS",
            },
          };
    return [
      titleInput({ ar: "اسم الرسم", en: "What the fee is called" }, "label"),
      ...(line.kind === "table" ? [] : [amount]),
      {
        kind: "rule",
        name: "when",
        optional: true,
        label: { ar: "متى يُستوفى", en: "When it is charged" },
        hint: { ar: "اتركه فارغا ليُستوفى دائما.", en: "Leave it empty and it always is." },
      },
      codeInput,
    ];
  },
  lists: ({ item }) => ((item as FeeLine).kind === "table" ? [rowsList, splitsList] : [splitsList]),
  tidy: (line: FeeLine) => {
    const { splits, ...rest } = line;
    return splits === undefined || splits.length > 0 ? line : rest;
  },
};

export const exemptionPart: PartSpec = {
  called: { ar: "إعفاء", en: "Exemption" },
  title: ({ label }: Exemption) => label,
  inputs: ({ draft, place }) => [
    titleInput({ ar: "من يُعفى", en: "Who is exempt" }, "label"),
    { kind: "rule", name: "when", label: { ar: "متى يُعفى", en: "When it applies" } },
    {
      kind: "percent",
      name: "basisPoints",
      label: { ar: "نسبة الإعفاء", en: "How much is waived" },
    },
    {
      kind: "several",
      name: "lines",
      optional: true,
      label: { ar: "من أي بنود", en: "Of which lines" },
      hint: { ar: "بلا اختيار يشمل البنود كلها.", en: "With none chosen, of every line." },
      options: (draft.fees[Number(place.split(".")[1])]?.lines ?? []).map(({ code, label }) => ({
        value: code,
        label,
      })),
    },
    ...sourceInputs,
    codeInput,
  ],
  lists: () => [],
};
