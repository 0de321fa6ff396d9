import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { ListSpec, PartSpec } from "../inputs.ts";
import { codeFrom } from "../new-names.ts";
import { emptyText, titleInput } from "./common-parts.ts";

const youNeed: ListSpec = {
  name: "about.youNeed",
  title: { ar: "ما يحتاجه قبل أن يبدأ", en: "What they need beforehand" },
  style: "rows",
  most: 12,
  called: { ar: "حاجة", en: "Need" },
  add: { ar: "أضف سطرا", en: "Add a line" },
  fresh: () => emptyText,
  row: () => [{ kind: "texts", name: "", label: { ar: "السطر", en: "Line" } }],
};

/** What the service is: its page in the catalogue, and who may ask for it. */
export const servicePart: PartSpec = {
  called: { ar: "الخدمة", en: "Service" },
  title: ({ title }: DraftDefinition) => title,
  inputs: ({ lifeEvents }) => [
    titleInput({ ar: "اسم الخدمة", en: "The service's name" }),
    {
      kind: "texts",
      name: "summary",
      long: true,
      label: { ar: "الخدمة في جملة", en: "The service in a sentence" },
    },
    titleInput({ ar: "من يستطيع التقديم", en: "Who may apply" }, "about.whoCanApply"),
    titleInput({ ar: "ما الذي يحصل عليه", en: "What they get" }, "about.youGet"),
    {
      kind: "several",
      name: "applicants",
      label: { ar: "من يقدم الطلب", en: "Who applies" },
      options: [
        { value: "citizen", label: { ar: "المواطن لنفسه", en: "A person, for themselves" } },
        { value: "company", label: { ar: "من يمثل شركة", en: "Whoever acts for a company" } },
        { value: "onBehalf", label: { ar: "من ينوب عن غيره", en: "Whoever acts for another" } },
      ],
    },
    {
      kind: "one",
      name: "assurance",
      number: true,
      label: { ar: "كيف يثبت من هو", en: "How they prove who they are" },
      options: [
        { value: "1", label: { ar: "كلمة السر", en: "Password" } },
        { value: "2", label: { ar: "كلمة السر ورمز على الهاتف", en: "Password and a code" } },
        { value: "3", label: { ar: "مفتاح مرور أو تطبيق", en: "Passkey or app" } },
      ],
    },
    {
      kind: "several",
      name: "lifeEvents",
      label: { ar: "في أي مناسبات تظهر", en: "In which life events it appears" },
      options: lifeEvents,
    },
    {
      kind: "lines",
      name: "keywords",
      label: {
        ar: "كلمات يبحث بها الناس، كل كلمة في سطر",
        en: "Words people search by, one a line",
      },
    },
    {
      kind: "line",
      dir: "ltr",
      name: "referencePrefix",
      rare: true,
      label: { ar: "ما يبدأ به رقم الطلب", en: "What references begin with" },
      hint: { ar: "حرفان إلى أربعة حروف لاتينية كبيرة.", en: "Two to four capital letters." },
    },
  ],
  lists: () => [youNeed],
};

export const eligibilityList: ListSpec = {
  name: "eligibility",
  title: { ar: "شروط الاستحقاق", en: "Who is eligible" },
  about: {
    ar: "من لا يتحقق فيه شرط يقال له السبب وما يستطيع فعله.",
    en: "Whoever does not meet one is told why, and what they can do.",
  },
  style: "rows",
  most: 40,
  called: { ar: "شرط", en: "Condition" },
  add: { ar: "أضف شرطا", en: "Add a condition" },
  fresh: ({ draft }) => ({
    code: codeFrom(draft, "", "condition"),
    rule: "",
    reason: emptyText,
    remedy: emptyText,
  }),
  row: () => [
    { kind: "rule", name: "rule", label: { ar: "ما يجب أن يتحقق", en: "What must hold" } },
    titleInput({ ar: "السبب إن لم يتحقق", en: "Why not, where it does not" }, "reason"),
    titleInput({ ar: "ما يستطيع فعله", en: "What they can do" }, "remedy"),
  ],
};
