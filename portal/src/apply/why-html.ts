import type { Lang, Text } from "@gov/kit/text.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import type { CaseData } from "@gov/services/language/case-data.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { explain, holds, type Because, type Entry } from "@gov/services/language/evaluate.ts";
import type { Field, PlainField } from "@gov/services/language/field-schema.ts";
import { sayExpression } from "@gov/services/language/say-expression.ts";
import { showAnswer } from "@gov/services/language/show-value.ts";
import { applyTexts } from "./apply-texts.ts";

/** What decided something, as people read it: `نوع الوقود: بنزين، العمر: 20`. */
export const becauseHtml = (
  because: readonly Pick<Because, "label" | "value">[],
  lang: Lang,
): Html =>
  html`${because.map(
    ({ label, value }, index) =>
      html`${index > 0 ? (lang === "ar" ? "، " : ", ") : nothing}${words(label, lang)}:
      ${words(value, lang)}`,
  )}`;

/** A rule in plain words and what decided it here: `العمر 18 على الأقل. في طلبك: العمر: 20.` */
export const ruleHtml = (
  rule: Text | undefined,
  because: readonly Pick<Because, "label" | "value">[],
  lang: Lang,
): Html =>
  html`${rule ? html`${words(rule, lang)}. ` : nothing}${
    because.length > 0
      ? html`${words(applyTexts.decidedBy, lang)} ${becauseHtml(because, lang)}.`
      : nothing
  }`;

/** A name as it stands for one entry of a group: its answer, not all entries' answers. */
const ofEntry = (
  definition: ServiceDefinition,
  name: string,
  entry: Entry,
): Pick<Because, "label" | "value"> | undefined => {
  const code = name.startsWith(`${entry.group}.`) ? name.slice(entry.group.length + 1) : "";
  const group = definition.pages
    .flatMap(({ fields }) => fields)
    .find((field) => field.kind === "group" && field.code === entry.group);
  const part =
    group?.kind === "group" ? group.fields.find((each) => each.code === code) : undefined;
  return part && { label: part.label, value: showAnswer(part, entry.answers[code]) };
};

const decidedBy = (
  definition: ServiceDefinition,
  field: Field | PlainField,
  data: CaseData,
  entry?: Entry,
): Pick<Because, "label" | "value">[] => {
  if (field.showIf === undefined) return [];
  return holds(definition, field.showIf, data, entry).because.flatMap(
    (name) => (entry && ofEntry(definition, name, entry)) ?? explain(definition, [name], data),
  );
};

/**
 * Why a question is asked: the reason the service gives, and the answers that brought it where
 * not everybody is asked. Undefined where there is nothing to say.
 */
export const whyHtml = (
  definition: ServiceDefinition,
  field: Field | PlainField,
  data: CaseData,
  lang: Lang,
  entry?: Entry,
): Html | undefined => {
  const because = decidedBy(definition, field, data, entry);
  const reason: Text | undefined = field.whyWeAsk;
  if (field.showIf === undefined || because.length === 0) return reason && words(reason, lang);
  const rule = sayExpression(definition, field.showIf, entry?.group);
  return html`${reason ? words(reason, lang) : nothing} ${words(applyTexts.askedWhen, lang)}
  ${ruleHtml(rule, because, lang)}`;
};
