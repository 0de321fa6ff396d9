import type { Page } from "@gov/services/language/field-schema.ts";
import { aliasFrom, codeFrom } from "../new-names.ts";
import type { Input, ListSpec, PartContext, PartSpec } from "../inputs.ts";
import { emptyText, pairOf, titleInput } from "./common-parts.ts";
import { freshField, kindInput } from "./field-kinds.ts";

/** The list of pages, as the whole service has it. */
export const pagesList: ListSpec = {
  name: "pages",
  title: { ar: "الصفحات", en: "Pages" },
  about: {
    ar: "كل صفحة تسأل عن شيء واحد. يمر المواطن عليها بهذا الترتيب.",
    en: "Each page asks about one thing. People meet them in this order.",
  },
  style: "pages",
  most: 60,
  called: { ar: "صفحة", en: "Page" },
  add: { ar: "أضف صفحة", en: "Add a page" },
  asked: [
    titleInput({
      ar: "عنوان الصفحة، والأفضل أن يكون سؤالا",
      en: "The page's title, best put as a question",
    }),
  ],
  fresh: ({ draft }, asked): Page => {
    const title = pairOf(asked["title"]);
    return { code: codeFrom(draft, title.en, "page"), title, fields: [] };
  },
};

const fieldsList: ListSpec = {
  name: "fields",
  title: { ar: "الأسئلة", en: "Questions" },
  style: "pages",
  most: 60,
  called: { ar: "سؤال", en: "Question" },
  add: { ar: "أضف سؤالا", en: "Add a question" },
  asked: [titleInput({ ar: "نص السؤال", en: "The question" }, "label"), kindInput("any")],
  fresh: ({ draft }, asked) => {
    const label = pairOf(asked["label"]);
    const alias = aliasFrom(draft, label.ar);
    const code = codeFrom(draft, label.en, "question");
    return freshField(String(asked["kind"]), { code, label, ...(alias ? { alias } : {}) });
  },
};

const rulesOverPage: ListSpec = {
  name: "validate",
  title: { ar: "شروط على أكثر من سؤال", en: "Rules over several questions" },
  about: {
    ar: "قاعدة يجب أن تتحقق، وما يقال لمن خالفها، والسؤال الذي يظهر عنده الخطأ.",
    en: "A rule that must hold, what to say where it does not, and where to say it.",
  },
  style: "rows",
  most: 20,
  called: { ar: "شرط", en: "Rule" },
  add: { ar: "أضف شرطا", en: "Add a rule" },
  fresh: ({ item }) => ({
    rule: "",
    message: emptyText,
    field: (item as Page).fields[0]?.code ?? "",
  }),
  row: ({ item }) => [
    { kind: "rule", name: "rule", label: { ar: "القاعدة", en: "Rule" } },
    {
      kind: "texts",
      name: "message",
      label: { ar: "ما يقال لمن خالفها", en: "What to say where it does not hold" },
    },
    {
      kind: "one",
      name: "field",
      label: { ar: "يظهر عند السؤال", en: "Shown at the question" },
      options: (item as Page).fields.map(({ code, label }) => ({ value: code, label })),
    },
  ],
};

const confirmsInput = ({ draft }: PartContext): Input[] =>
  draft.bindings.length === 0
    ? []
    : [
        {
          kind: "several",
          name: "confirms",
          optional: true,
          label: {
            ar: "معلومات من السجلات تُعرض هنا ليؤكدها المواطن",
            en: "Facts from registries shown here to be confirmed",
          },
          options: draft.bindings.map(({ code, source }) => ({ value: code, label: source })),
        },
      ];

export const pagePart: PartSpec = {
  listsFirst: true,
  called: { ar: "صفحة", en: "Page" },
  title: ({ title }: Page) => title,
  inputs: (context) => [
    titleInput({ ar: "عنوان الصفحة", en: "The page's title" }),
    {
      kind: "texts",
      name: "intro",
      long: true,
      optional: true,
      label: { ar: "كلام قبل الأسئلة", en: "Words before the questions" },
    },
    {
      kind: "rule",
      name: "showIf",
      optional: true,
      label: { ar: "متى تظهر الصفحة", en: "When the page appears" },
      hint: {
        ar: "اتركه فارغا لتظهر لكل الناس.",
        en: "Leave it empty and everybody sees the page.",
      },
    },
    ...confirmsInput(context),
    {
      kind: "name",
      name: "code",
      dir: "ltr",
      rare: true,
      label: { ar: "رمز الصفحة", en: "The page's code" },
    },
  ],
  lists: ({ item }) =>
    (item as Page).fields.length > 1 || (item as Page).validate !== undefined
      ? [fieldsList, rulesOverPage]
      : [fieldsList],
};
