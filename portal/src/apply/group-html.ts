import { entryGroup, entryTitle, type EntryInput } from "@gov/kit/ui/entry-group.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import type { Lang } from "@gov/kit/text.ts";
import type { CaseData, WireEntry, WireScalar } from "@gov/services/language/case-data.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import type { Group } from "@gov/services/language/field-schema.ts";
import type { FieldOption } from "@gov/services/language/field-options.ts";
import type { PlainField } from "@gov/services/language/field-schema.ts";
import { readField } from "@gov/services/language/read-field.ts";
import { entryCount, partsShown } from "@gov/services/language/read-group.ts";
import type { FieldErrors } from "@gov/services/language/validate-page.ts";
import { applyTexts } from "./apply-texts.ts";
import { fieldHtml } from "./field-html.ts";
import { pageButton } from "./form-action.ts";
import { removedEntry } from "./group-entries.ts";
import type { Typed } from "./typed-values.ts";
import { whyHtml } from "./why-html.ts";

export type GroupView = Readonly<{
  definition: ServiceDefinition;
  group: Group;
  required: boolean;
  data: CaseData;
  lang: Lang;
  typed: Typed;
  errors: FieldErrors;
  alone: boolean;
  optionsOf: (field: PlainField) => readonly FieldOption[];
}>;

/** The answers of an entry as far as they can be read: they decide what else it is asked. */
const answersSoFar = ({ definition, group, data, typed }: GroupView, index: number): WireEntry => {
  const answers: Record<string, WireScalar> = {};
  for (const field of group.fields) {
    answers[field.code] = null;
    if (!partsShown(definition, group, answers, data).some((part) => part.field === field))
      continue;
    const read = readField(field, typed, `${group.code}.${index}.${field.code}`, false);
    answers[field.code] = read.value as WireScalar;
  }
  return answers;
};

const entryOf = (view: GroupView, index: number): EntryInput => {
  const { definition, group, data, lang, typed, errors, optionsOf } = view;
  const answers = answersSoFar(view, index);
  const parts = partsShown(definition, group, answers, data);
  const entry = { group: group.code, answers };
  const body = html`${parts.map(({ field, required }) =>
    fieldHtml({
      field,
      required,
      lang,
      place: `${group.code}.${index}.${field.code}`,
      typed,
      errors,
      alone: false,
      options: optionsOf(field),
      // Said once, not for each child anew, unless this child's answers brought the question.
      why:
        index === 0 || field.showIf !== undefined
          ? whyHtml(definition, field, data, lang, entry)
          : undefined,
    }),
  )}`;
  return {
    title: entryTitle(group.itemLabel, index),
    body,
    remove: pageButton({ act: "remove", group: group.code, index }),
  };
};

const boundsHint = ({ group, required, lang }: GroupView, count: number): Html => {
  const least = required ? (group.least ?? 1) : 0;
  const bounds =
    count >= group.most
      ? applyTexts.entriesFull(group.most)
      : least === 0
        ? applyTexts.entriesAtMost(group.most)
        : applyTexts.entriesBetween(least, group.most);
  return html`${group.hint ? html`${words(group.hint, lang)} ` : nothing}${words(bounds, lang)}`;
};

/** A question asked for each of several: its entries, with buttons that add and remove. */
export const groupHtml = (view: GroupView): Html => {
  const { definition, group, data, lang, typed, errors, alone } = view;
  const count = entryCount(group, typed);
  const removed = removedEntry(group, typed);
  const room = count < group.most;
  return entryGroup({
    name: group.code,
    lang,
    label: group.label,
    hint: boundsHint(view, count),
    why: whyHtml(definition, group, data, lang),
    error: errors[group.code],
    optional: !view.required,
    asHeading: alone,
    item: group.itemLabel,
    entries: Array.from({ length: count }, (_, index) => entryOf(view, index)),
    add: room ? pageButton({ act: "add", group: group.code }) : undefined,
    removed:
      removed && room
        ? {
            title: entryTitle(group.itemLabel, removed.index),
            undo: pageButton({ act: "putBack", group: group.code }),
          }
        : undefined,
  });
};
