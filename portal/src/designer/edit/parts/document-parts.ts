import type { DocumentDefinition } from "@gov/services/language/workflow-schema.ts";
import type { ListSpec, PartContext, PartSpec } from "../inputs.ts";
import { codeFrom } from "../new-names.ts";
import { codeInput, emptyText, pairOf, titleInput } from "./common-parts.ts";

export const documentsList: ListSpec = {
  name: "documents",
  title: { ar: "الوثائق", en: "Documents" },
  about: {
    ar: "ما يصدر للمواطن مختوما حين يصل الطلب إلى حالة تصدره.",
    en: "What is issued, sealed, when a case arrives in a state that issues it.",
  },
  style: "pages",
  most: 10,
  called: { ar: "وثيقة", en: "Document" },
  add: { ar: "أضف وثيقة", en: "Add a document" },
  asked: [titleInput({ ar: "عنوان الوثيقة", en: "The document's title" })],
  fresh: ({ draft }, asked): DocumentDefinition => {
    const title = pairOf(asked["title"]);
    const name = { ar: "صاحب الوثيقة", en: "Holder" };
    const holder = { code: "holder", label: name, value: "مقدم_الطلب.الاسم" };
    return { code: codeFrom(draft, title.en, "document"), title, fields: [holder] };
  },
};

const rowsList: ListSpec = {
  name: "fields",
  title: { ar: "سطور الوثيقة", en: "Lines of the document" },
  style: "rows",
  most: 60,
  called: { ar: "سطر", en: "Line" },
  add: { ar: "أضف سطرا", en: "Add a line" },
  fresh: ({ item }) => {
    const known = new Set((item as DocumentDefinition).fields.map(({ code }) => code));
    let count = known.size + 1;
    while (known.has(`line${count}`)) count++;
    return { code: `line${count}`, label: emptyText, value: "" };
  },
  row: () => [
    { kind: "texts", name: "label", label: { ar: "العنوان", en: "Label" } },
    { kind: "rule", name: "value", label: { ar: "القيمة", en: "Value" } },
  ],
};

export const documentPart: PartSpec = {
  called: { ar: "وثيقة", en: "Document" },
  title: ({ title }: DocumentDefinition) => title,
  inputs: () => [
    titleInput({ ar: "عنوان الوثيقة", en: "The document's title" }),
    {
      kind: "texts",
      name: "body",
      long: true,
      optional: true,
      label: { ar: "ما تشهد به", en: "What it certifies" },
      hint: {
        ar: "الأسماء بين قوسين {مقدم_الطلب.الاسم} تُملأ من الطلب.",
        en: "Names in braces, {applicant.name}, are filled from the case.",
      },
    },
    {
      kind: "rule",
      name: "validUntil",
      optional: true,
      label: { ar: "صالحة إلى", en: "Valid until" },
      hint: {
        ar: "مثل: أضف_سنوات(الطلب.تاريخ_الإصدار، 1). بلا تاريخ لا تنتهي.",
        en: "Such as: addYears(case.issuedOn, 1). Without a date it does not end.",
      },
    },
    {
      kind: "rule",
      name: "validFrom",
      optional: true,
      rare: true,
      label: { ar: "صالحة من", en: "Valid from" },
    },
    codeInput,
  ],
  lists: () => [rowsList],
};

export const notificationsList: ListSpec = {
  name: "notifications",
  title: { ar: "الرسائل", en: "Messages" },
  about: {
    ar: "رسالة لكل حالة يصل إليها الطلب. الأسماء بين قوسين {الطلب.الرقم} تُملأ من الطلب.",
    en: "One for each state a case arrives in. Names in braces, {case.reference}, are filled.",
  },
  style: "rows",
  most: 60,
  called: { ar: "رسالة", en: "Message" },
  add: { ar: "أضف رسالة", en: "Add a message" },
  fresh: ({ draft }) => {
    const told = new Set(draft.notifications.map(({ state }) => state));
    const { states } = draft.workflow;
    const untold = states.find(({ code, kind }) => kind !== "draft" && !told.has(code));
    const state = (untold ?? states[0])?.code ?? "";
    return { state, channels: ["sms", "inbox"], text: emptyText };
  },
  row: ({ draft }: PartContext) => [
    {
      kind: "one",
      name: "state",
      label: { ar: "حين يصل الطلب إلى", en: "On arrival in" },
      options: draft.workflow.states.map(({ code, text }) => ({ value: code, label: text })),
    },
    {
      kind: "several",
      name: "channels",
      label: { ar: "كيف تصل", en: "How it is sent" },
      options: [
        { value: "sms", label: { ar: "رسالة قصيرة", en: "Text message" } },
        { value: "inbox", label: { ar: "صندوق الرسائل في التطبيق", en: "Inbox in the app" } },
      ],
    },
    { kind: "texts", name: "text", long: true, label: { ar: "نص الرسالة", en: "The message" } },
  ],
};
