import type { Text } from "@gov/kit/text.ts";
import type { Input, ListSpec } from "../inputs.ts";

export const emptyText: Text = { ar: "", en: "" };

/** A text in both languages from what was asked. */
export const pairOf = (value: unknown): Text => {
  const { ar = "", en = "" } = (value ?? {}) as Partial<Text>;
  return { ar, en };
};

/** The title of something, in both languages. */
export const titleInput = (label: Text, name = "title"): Input => ({ kind: "texts", name, label });

/** The code that a thing has in rules and lists. */
export const codeInput: Input = {
  kind: "name",
  name: "code",
  dir: "ltr",
  rare: true,
  label: { ar: "الرمز", en: "Code" },
  hint: {
    ar: "حروف لاتينية وأرقام. إن غيّرته تغيّر في كل قاعدة تذكره.",
    en: "Latin letters and digits. Changing it changes every rule that names it.",
  },
};

/** A row with rule and message, as questions have them. */
export const rulesList: ListSpec = {
  name: "validate",
  title: { ar: "شروط صحة الجواب", en: "What the answer must meet" },
  style: "rows",
  most: 10,
  called: { ar: "شرط", en: "Rule" },
  add: { ar: "أضف شرطا", en: "Add a rule" },
  fresh: () => ({ rule: "", message: emptyText }),
  row: () => [
    { kind: "rule", name: "rule", label: { ar: "القاعدة", en: "Rule" } },
    {
      kind: "texts",
      name: "message",
      label: { ar: "ما يقال لمن خالفها", en: "What to say where it does not hold" },
    },
  ],
};

/** Reasons to choose from: an officer who refuses, another institution that objects. */
export const reasonsList = (title: Text, about: Text): ListSpec => ({
  name: "reasons",
  title,
  about,
  style: "rows",
  most: 30,
  called: { ar: "سبب", en: "Reason" },
  add: { ar: "أضف سببا", en: "Add a reason" },
  fresh: ({ item }) => {
    const known = new Set(
      ((item as { reasons?: { code: string }[] }).reasons ?? []).map(({ code }) => code),
    );
    let count = known.size + 1;
    while (known.has(`reason${count}`)) count++;
    return { code: `reason${count}`, text: emptyText };
  },
  row: () => [{ kind: "texts", name: "text", label: { ar: "السبب", en: "Reason" } }],
});
