import type { Field, FieldKind, Group, PlainField } from "@gov/services/language/field-schema.ts";
import { aliasFrom, codeFrom } from "../new-names.ts";
import type { Input, ListSpec, PartContext, PartSpec } from "../inputs.ts";
import { codeInput, emptyText, pairOf, rulesList, titleInput } from "./common-parts.ts";
import { freshField, kindInput, kindNames } from "./field-kinds.ts";

export const currencyOptions = [
  { value: "ILS", label: { ar: "شيكل ₪", en: "Shekel ₪" } },
  { value: "JOD", label: { ar: "دينار أردني", en: "Jordanian dinar" } },
  { value: "USD", label: { ar: "دولار", en: "US dollar" } },
] as const;

const whole = (name: string, ar: string, en: string): Input => ({
  kind: "whole",
  name,
  optional: true,
  label: { ar, en },
});

/** The settings that only one kind of question has. */
const ownInputs = (field: Field): readonly Input[] => {
  switch (field.kind) {
    case "text":
      return [
        whole("maxLength", "أكثر عدد من الحروف", "Letters at most"),
        whole("minLength", "أقل عدد من الحروف", "Letters at least"),
        whole("lines", "عدد الأسطر في الصندوق", "Lines of the box"),
      ];
    case "number":
      return [
        whole("min", "أقل عدد مقبول", "Least number accepted"),
        whole("max", "أكبر عدد مقبول", "Greatest number accepted"),
        {
          kind: "texts",
          name: "unit",
          optional: true,
          label: { ar: "الوحدة", en: "Unit" },
          hint: { ar: "مثل: متر مربع.", en: "Such as: square metres." },
        },
      ];
    case "money": {
      const { currency } = field;
      return [
        {
          kind: "one",
          name: "currency",
          label: { ar: "العملة", en: "Currency" },
          options: currencyOptions,
        },
        {
          kind: "amount",
          as: "minor",
          name: "minMinor",
          currency,
          optional: true,
          label: { ar: "أقل مبلغ مقبول", en: "Least amount accepted" },
        },
        {
          kind: "amount",
          as: "minor",
          name: "maxMinor",
          currency,
          optional: true,
          label: { ar: "أكبر مبلغ مقبول", en: "Greatest amount accepted" },
        },
      ];
    }
    case "date":
      return [
        {
          kind: "date",
          name: "min",
          optional: true,
          label: { ar: "أول تاريخ مقبول", en: "Earliest date accepted" },
        },
        {
          kind: "date",
          name: "max",
          optional: true,
          label: { ar: "آخر تاريخ مقبول", en: "Latest date accepted" },
        },
      ];
    case "declaration":
      return [
        {
          kind: "yes",
          name: "stepUp",
          optional: true,
          label: {
            ar: "يدخل من جديد قبل أن يقر، ليثبت أنه هو",
            en: "They sign in again before declaring, to prove that it is they",
          },
        },
      ];
    case "file":
      return [
        {
          kind: "several",
          name: "accept",
          label: { ar: "ما يُقبل", en: "What is accepted" },
          options: [
            { value: "pdf", label: { ar: "ملف PDF", en: "PDF file" } },
            { value: "image", label: { ar: "صورة", en: "Picture" } },
          ],
        },
        whole("most", "أكثر عدد من الملفات", "Files at most"),
        whole("maxMegabytes", "أكبر حجم للملف بالميغابايت", "Largest file in megabytes"),
      ];
    case "group":
      return [
        {
          kind: "texts",
          name: "itemLabel",
          label: { ar: "بماذا نسمي الواحد منها", en: "What one of them is called" },
          hint: { ar: "مثل: مساعد، ابن، شريك.", en: "Such as: helper, child, partner." },
        },
        whole("least", "أقل عدد", "At least"),
        { kind: "whole", name: "most", label: { ar: "أكثر عدد", en: "At most" } },
      ];
    default:
      return [];
  }
};

const recordsInput = ({ draft }: PartContext, field: Field): Input[] => {
  const offered = draft.bindings.filter(({ records }) => records !== undefined);
  if (!("optionsFrom" in field) && !(field.kind === "text" || field.kind === "plate")) return [];
  if (offered.length === 0) return [];
  return [
    {
      kind: "one",
      name: "optionsFrom.binding",
      optional: true,
      rare: true,
      label: { ar: "اقترح من سجل", en: "Suggest from a registry" },
      options: offered.map(({ code, source }) => ({ value: code, label: source })),
    },
    {
      kind: "line",
      dir: "ltr",
      name: "optionsFrom.value",
      optional: true,
      rare: true,
      label: { ar: "خاصية السجل التي تصير جوابا", en: "The record's property that is the answer" },
    },
  ];
};

const commonInputs: readonly Input[] = [
  {
    kind: "texts",
    name: "hint",
    optional: true,
    label: { ar: "توضيح تحت السؤال", en: "A hint under the question" },
  },
  {
    kind: "texts",
    name: "whyWeAsk",
    optional: true,
    label: { ar: "لماذا نسأل", en: "Why we ask" },
  },
  {
    kind: "rule",
    name: "showIf",
    optional: true,
    label: { ar: "متى يظهر السؤال", en: "When the question appears" },
    hint: { ar: "اتركه فارغا ليظهر دائما.", en: "Leave it empty and it always appears." },
  },
  {
    kind: "required",
    name: "required",
    label: { ar: "هل الجواب لازم؟", en: "Must it be answered?" },
  },
  {
    kind: "rule",
    name: "prefill",
    optional: true,
    rare: true,
    label: { ar: "ما يُكتب فيه قبل أن يجيب", en: "What stands in it beforehand" },
    hint: { ar: "مثل: مقدم_الطلب.الهاتف", en: "Such as: applicant.phone" },
  },
];

const namesInputs: readonly Input[] = [
  {
    kind: "name",
    name: "alias",
    dir: "rtl",
    optional: true,
    label: { ar: "اسمه في القواعد", en: "Its Arabic name in rules" },
    hint: {
      ar: "كلمات متصلة بشرطة سفلية، مثل مساحة_البسطة. إن غيّرته تغيّر في كل قاعدة تذكره.",
      en: "Arabic words joined by an underscore. Changing it changes every rule that names it.",
    },
  },
  codeInput,
];

const optionsList: ListSpec = {
  name: "options",
  title: { ar: "الخيارات", en: "Options" },
  style: "rows",
  most: 200,
  called: { ar: "خيار", en: "Option" },
  add: { ar: "أضف خيارا", en: "Add an option" },
  fresh: ({ item }) => {
    const known = new Set((item as Extract<Field, { kind: "choice" }>).options.map((o) => o.value));
    let count = known.size + 1;
    while (known.has(`option${count}`)) count++;
    return { value: `option${count}`, label: emptyText };
  },
  row: () => [
    { kind: "texts", name: "label", label: { ar: "الخيار", en: "Option" } },
    {
      kind: "name",
      name: "value",
      dir: "ltr",
      label: { ar: "قيمته في القواعد", en: "Its value in rules" },
    },
  ],
};

const innerFields: ListSpec = {
  name: "fields",
  title: { ar: "ما نسأله عن كل واحد", en: "What is asked about each" },
  style: "pages",
  most: 20,
  called: { ar: "سؤال", en: "Question" },
  add: { ar: "أضف سؤالا", en: "Add a question" },
  asked: [titleInput({ ar: "نص السؤال", en: "The question" }, "label"), kindInput("plain")],
  fresh: ({ draft }, asked) => {
    const label = pairOf(asked["label"]);
    const alias = aliasFrom(draft, label.ar);
    const code = codeFrom(draft, label.en, "question");
    return freshField(String(asked["kind"]), { code, label, ...(alias ? { alias } : {}) });
  },
};

const listsOf: Partial<Record<FieldKind, readonly ListSpec[]>> = {
  choice: [optionsList, rulesList],
  group: [innerFields],
};

/** A question, on a page or within a group: only the settings of its kind. */
export const fieldPart: PartSpec = {
  called: { ar: "سؤال", en: "Question" },
  title: ({ label }: Field) => label,
  inputs: (context) => {
    const field = context.item as Field;
    return [
      titleInput({ ar: "نص السؤال", en: "The question" }, "label"),
      ...ownInputs(field),
      ...commonInputs,
      ...recordsInput(context, field),
      ...namesInputs,
    ];
  },
  lists: ({ item }) => listsOf[(item as Field).kind] ?? [rulesList],
  tidy: (field: Field | PlainField | Group) => {
    if (!("optionsFrom" in field) || field.optionsFrom === undefined) return field;
    const { optionsFrom, ...rest } = field;
    if (!optionsFrom.binding) return rest;
    return {
      ...field,
      optionsFrom: {
        ...optionsFrom,
        value: optionsFrom.value ?? "",
        describe: optionsFrom.describe ?? [],
      },
    };
  },
};

/** What kind of question it is, beside its title. */
export const kindOf = (field: Field) => kindNames[field.kind];
