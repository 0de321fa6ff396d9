import type { Text } from "@gov/kit/text.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";

/** What one thing of a list is called. */
const listItems: Readonly<Record<string, Text>> = {
  pages: { ar: "الصفحة", en: "page" },
  fields: { ar: "الحقل", en: "field" },
  bindings: { ar: "الربط", en: "registry" },
  facts: { ar: "المعلومة", en: "fact" },
  eligibility: { ar: "الشرط", en: "condition" },
  fees: { ar: "لائحة الرسوم", en: "schedule of fees" },
  lines: { ar: "البند", en: "line" },
  rows: { ar: "الصف", en: "row" },
  exemptions: { ar: "الإعفاء", en: "exemption" },
  splits: { ar: "الحصة", en: "share" },
  parts: { ar: "القسط", en: "instalment" },
  states: { ar: "الحالة", en: "state" },
  checks: { ar: "التأكيد", en: "check" },
  transitions: { ar: "الخطوة", en: "step" },
  reasons: { ar: "السبب", en: "reason" },
  documents: { ar: "الوثيقة", en: "document" },
  notifications: { ar: "الرسالة", en: "message" },
  youNeed: { ar: "ما يلزم", en: "what is needed" },
  keywords: { ar: "كلمة البحث", en: "search word" },
  lifeEvents: { ar: "المناسبة", en: "life event" },
  options: { ar: "الخيار", en: "option" },
  validate: { ar: "قاعدة التحقق", en: "rule" },
};

/** What a part is called where it stands alone. */
const partNames: Readonly<Record<string, Text>> = {
  pages: { ar: "الصفحات", en: "pages" },
  fields: { ar: "الحقول", en: "fields" },
  bindings: { ar: "الربط بالسجلات", en: "registries" },
  eligibility: { ar: "شروط الاستحقاق", en: "eligibility" },
  fees: { ar: "الرسوم", en: "fees" },
  workflow: { ar: "سير العمل", en: "workflow" },
  states: { ar: "الحالات", en: "states" },
  transitions: { ar: "الخطوات", en: "steps" },
  documents: { ar: "الوثائق", en: "documents" },
  notifications: { ar: "الرسائل", en: "messages" },
  title: { ar: "الاسم", en: "title" },
  summary: { ar: "الوصف", en: "summary" },
  about: { ar: "عن الخدمة", en: "about the service" },
  whoCanApply: { ar: "لمن الخدمة", en: "who it is for" },
  youGet: { ar: "ماذا يستلم الشخص", en: "what people get" },
  youNeed: { ar: "ماذا يلزم", en: "what people need" },
  referencePrefix: { ar: "بادئة أرقام الطلبات", en: "prefix of request numbers" },
  code: { ar: "الرمز", en: "code" },
  alias: { ar: "الاسم في القواعد", en: "name in rules" },
  label: { ar: "النص الظاهر", en: "label" },
  hint: { ar: "التوضيح", en: "hint" },
  whyWeAsk: { ar: "لماذا نسأل", en: "why we ask" },
  intro: { ar: "المقدمة", en: "introduction" },
  showIf: { ar: "شرط الظهور", en: "when it is shown" },
  required: { ar: "شرط الإلزام", en: "when it is required" },
  prefill: { ar: "التعبئة المسبقة", en: "what is filled in" },
  validate: { ar: "قواعد التحقق", en: "rules" },
  rule: { ar: "القاعدة", en: "rule" },
  message: { ar: "رسالة الخطأ", en: "message" },
  reason: { ar: "السبب", en: "reason" },
  remedy: { ar: "ما يفعله الشخص", en: "remedy" },
  when: { ar: "الشرط", en: "condition" },
  amount: { ar: "المبلغ", en: "amount" },
  source: { ar: "المصدر", en: "source" },
  value: { ar: "القيمة", en: "value" },
  validFrom: { ar: "بداية الصلاحية", en: "valid from" },
  validUntil: { ar: "نهاية الصلاحية", en: "valid until" },
  text: { ar: "النص", en: "text" },
  next: { ar: "ماذا بعد", en: "what happens next" },
  body: { ar: "نص الوثيقة", en: "body" },
  task: { ar: "المهمة", en: "task" },
  institution: { ar: "المؤسسة", en: "institution" },
  notFound: { ar: "إن لم يوجد سجل", en: "when nothing is found" },
  ar: { ar: "بالعربية", en: "in Arabic" },
  en: { ar: "بالإنجليزية", en: "in English" },
};

const isText = (value: unknown): value is Text =>
  typeof value === "object" && value !== null && "ar" in value && "en" in value;

/** What an item is known by: its own words, else its code, else where it stands. */
const nameOf = (item: unknown, index: number): Text => {
  const number = String(index + 1);
  if (typeof item !== "object" || item === null) return { ar: number, en: number };
  const { title, label, code, from } = item as Readonly<Record<string, unknown>>;
  for (const named of [title, label]) {
    if (isText(named) && (named.ar !== "" || named.en !== "")) {
      return { ar: `«${named.ar || named.en}»`, en: `“${named.en || named.ar}”` };
    }
  }
  const plain = [code, from].find((each) => typeof each === "string" && each !== "");
  return typeof plain === "string"
    ? { ar: `\u2068${plain}\u2069`, en: plain }
    : { ar: number, en: number };
};

/** The part of the definition that is at a step of a path, or undefined. */
const stepInto = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

/** A place of a definition (`pages.0.fields.1.showIf`) as its author knows it. */
export const placeText = (definition: DraftDefinition, path: string): Text => {
  const steps = path.split(".");
  const said: Text[] = [];
  let value: unknown = definition;
  for (let index = 0; index < steps.length; index += 1) {
    const key = steps[index] ?? "";
    value = stepInto(value, key);
    const item = steps[index + 1];
    if (Array.isArray(value) && item !== undefined && /^\d+$/.test(item)) {
      const word = listItems[key] ?? { ar: key, en: key };
      const name = nameOf(value[Number(item)], Number(item));
      said.push({ ar: `${word.ar} ${name.ar}`, en: `${word.en} ${name.en}` });
      value = stepInto(value, item);
      index += 1;
    } else if (key !== "" && !(key === "workflow" && item !== undefined)) {
      said.push(partNames[key] ?? { ar: `\u2068${key}\u2069`, en: key });
    }
  }
  const en = said.map((each) => each.en).join(", ");
  return {
    ar: said.map((each) => each.ar).join("، "),
    en: en.charAt(0).toUpperCase() + en.slice(1),
  };
};
