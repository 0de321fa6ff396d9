import type { Binding, FactDefinition } from "@gov/services/language/binding-schema.ts";
import type { Text } from "@gov/kit/text.ts";
import type { ListSpec, PartSpec } from "../inputs.ts";
import { emptyText } from "./common-parts.ts";

export const factsHint: Text = {
  ar: "كل معلومة تُعرض على المواطن مع مصدرها، ويُسجَّل أننا اطلعنا عليها.",
  en: "Each is shown to the person with its source, and that we looked is recorded.",
};

const types: Readonly<Record<FactDefinition["type"], Text>> = {
  text: { ar: "نص", en: "Text" },
  label: { ar: "نص باللغتين", en: "Text in both languages" },
  number: { ar: "عدد", en: "Number" },
  boolean: { ar: "نعم أو لا", en: "Yes or no" },
  date: { ar: "تاريخ", en: "Date" },
  money: { ar: "مبلغ", en: "Amount of money" },
  choice: { ar: "واحد من قيم معروفة", en: "One of known values" },
  presence: { ar: "هل في السجل شيء هنا", en: "Whether the registry holds anything there" },
};

/** A property's word as a name may have it: what is no letter or digit goes. */
const wordOf = (property: string): string => {
  const bare = property.replace(/[^A-Za-z0-9]/g, "").slice(0, 36);
  return /^[A-Za-z]/.test(bare) ? `${bare.charAt(0).toLowerCase()}${bare.slice(1)}` : `x${bare}`;
};

/** `person.age`, or the first of `person.age2`, … that no fact of the binding has. */
const freshName = ({ code, facts }: Binding, property: string): string => {
  const taken = new Set(facts.map(({ name }) => name));
  const wanted = `${code}.${wordOf(property)}`;
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}${count}`;
  return name;
};

/** What is read of an answer, one by one; new ones from the properties that the registry offers. */
export const factsList = (fields: readonly string[]): ListSpec => ({
  name: "facts",
  title: { ar: "المعلومات واحدة واحدة", en: "The facts, one by one" },
  about: {
    ar: "ما لم يطلبه أحد قبلك: اختره، ثم سمّه وقل ما نوعه.",
    en: "What nobody has asked for yet: choose it, then name it and say of which kind it is.",
  },
  style: "pages",
  most: 60,
  called: { ar: "معلومة", en: "Fact" },
  add: { ar: "أضف معلومة", en: "Add a fact" },
  asked: [
    {
      kind: "one",
      name: "from",
      label: { ar: "مما يعرضه السجل", en: "Of what the registry offers" },
      options: fields.map((field) => ({ value: field, label: field })),
    },
  ],
  fresh: ({ item }, asked) => {
    const from = asked["from"];
    if (typeof from !== "string") return undefined;
    const name = freshName(item as Binding, from);
    return { name, from, type: "text", label: emptyText };
  },
});

const optionsList: ListSpec = {
  name: "options",
  title: { ar: "قيمها", en: "Its values" },
  style: "rows",
  most: 100,
  called: { ar: "قيمة", en: "Value" },
  add: { ar: "أضف قيمة", en: "Add a value" },
  fresh: () => ({ value: "", label: emptyText }),
  row: () => [
    {
      kind: "line",
      dir: "ltr",
      name: "value",
      label: { ar: "كما يكتبها السجل", en: "As the registry writes it" },
    },
    { kind: "texts", name: "label", label: { ar: "كما يراها الناس", en: "As people see it" } },
  ],
};

/** One fact of a registry's answer. */
export const factPart: PartSpec = {
  called: { ar: "معلومة من سجل", en: "A fact from a registry" },
  title: ({ label, name }: FactDefinition) => ({ ar: label.ar || name, en: label.en || name }),
  inputs: () => [
    { kind: "texts", name: "label", label: { ar: "ما يراه الناس", en: "What people see" } },
    {
      kind: "one",
      name: "type",
      label: { ar: "نوعها", en: "Its kind" },
      options: Object.entries(types).map(([value, label]) => ({ value, label })),
    },
    {
      kind: "line",
      dir: "ltr",
      name: "from",
      label: { ar: "مكانها في جواب السجل", en: "Where it stands in the registry's answer" },
      hint: {
        ar: "ما في داخل غيره بنقطة بينهما: idCard.number.",
        en: "What stands within another with a dot between: idCard.number.",
      },
    },
    {
      kind: "name",
      name: "alias",
      dir: "rtl",
      optional: true,
      label: { ar: "اسمها في القواعد", en: "Its Arabic name in rules" },
      hint: {
        ar: "مثل الشخص.تاريخ_الميلاد. إن غيّرته تغيّر في كل قاعدة تذكره.",
        en: "Such as الشخص.تاريخ_الميلاد. Changing it changes every rule that names it.",
      },
    },
    {
      kind: "name",
      name: "name",
      dir: "ltr",
      rare: true,
      label: { ar: "الرمز", en: "Code" },
    },
  ],
  lists: ({ item }) => ((item as FactDefinition).type === "choice" ? [optionsList] : []),
  tidy: (fact: FactDefinition) => {
    const { options, ...rest } = fact;
    return fact.type === "choice" ? { ...rest, options: options ?? [] } : rest;
  },
};
