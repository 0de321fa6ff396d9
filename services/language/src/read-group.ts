import { cleanTyped } from "@gov/country/digits.ts";
import type { Text } from "@gov/kit/text.ts";
import type { CaseData, WireEntry, WireScalar } from "./case-data.ts";
import { decide } from "./condition.ts";
import type { ServiceDefinition } from "./definition.ts";
import { evaluate, type Entry } from "./evaluate.ts";
import { isNo } from "./expression/value.ts";
import type { Group, PlainField } from "./field-schema.ts";
import { readField, typedAt, type FieldRead, type RawInput } from "./read-field.ts";

/** A question of an entry that stands for it now. */
export type ShownPart = Readonly<{ field: PlainField; required: boolean }>;

/** The questions of a group that stand for one entry, its earlier answers deciding the later. */
export const partsShown = (
  definition: ServiceDefinition,
  group: Group,
  answers: WireEntry,
  data: CaseData,
): ShownPart[] => {
  const entry: Entry = { group: group.code, answers };
  return group.fields.flatMap((field) => {
    if (decide(definition, field.showIf, data, entry).holds !== true) return [];
    const { required } = field;
    const needed =
      typeof required === "string"
        ? decide(definition, required, data, entry).holds === true
        : (required ?? true);
    return [{ field, required: needed }];
  });
};

const countSent = (group: Group, raw: RawInput): number => {
  const typed = Number(cleanTyped(typedAt(raw, `${group.code}.count`).slice(0, 8)));
  return Number.isInteger(typed) ? Math.max(typed, 0) : 0;
};

/** How many entries a form shows: what it says, within the group's bounds. */
export const entryCount = (group: Group, raw: RawInput): number =>
  Math.min(countSent(group, raw), group.most);

const readEntry = (
  definition: ServiceDefinition,
  group: Group,
  index: number,
  raw: RawInput,
  data: CaseData,
): Readonly<{ answers: WireEntry; errors: Record<string, Text> }> => {
  const place = `${group.code}.${index}`;
  const answers: Record<string, WireScalar> = {};
  const errors: Record<string, Text> = {};
  for (const field of group.fields) {
    answers[field.code] = null;
    const shown = partsShown(definition, group, answers, data).find((each) => each.field === field);
    if (!shown) continue;
    const read = readField(field, raw, `${place}.${field.code}`, shown.required);
    Object.assign(errors, read.errors);
    answers[field.code] = read.value as WireScalar;
  }
  for (const field of group.fields) {
    if (answers[field.code] === null || Object.hasOwn(errors, `${place}.${field.code}`)) continue;
    const broken = field.validate?.find(({ rule }) => {
      const result = evaluate(definition, rule, data, { group: group.code, answers });
      return !result.ok || isNo(result.value.value);
    });
    if (broken) errors[`${place}.${field.code}`] = broken.message;
  }
  return { answers, errors };
};

/** Reads a repeatable group's entries; too few of them is told at the group itself. */
export const readGroup = (
  definition: ServiceDefinition,
  group: Group,
  raw: RawInput,
  required: boolean,
  data: CaseData,
): FieldRead => {
  const least = group.least ?? 1;
  const count = entryCount(group, raw);
  const errors: Record<string, Text> = {};
  const entries: WireEntry[] = [];
  if (count === 0 && !required) return { value: [], errors };
  for (let index = 0; index < count; index++) {
    const read = readEntry(definition, group, index, raw, data);
    entries.push(read.answers);
    Object.assign(errors, read.errors);
  }
  const { ar, en } = group.itemLabel;
  if (countSent(group, raw) > group.most) {
    errors[group.code] = {
      ar: `العدد أكثر من المسموح: ${group.most} على الأكثر (${ar}).`,
      en: `Too many: at most ${group.most} (${en}).`,
    };
  }
  if (count < least) {
    errors[group.code] = {
      ar: `أضف ${least} على الأقل (${ar}).`,
      en: `Add at least ${least} (${en}).`,
    };
  }
  return { value: Object.keys(errors).length > 0 ? null : entries, errors };
};
