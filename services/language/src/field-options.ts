import type { Text } from "@gov/kit/text.ts";
import type { ServiceDefinition } from "./definition.ts";
import type { Field } from "./field-schema.ts";
import { stepInto } from "./read-fact.ts";

/** One thing to choose: its value and how it is told apart. */
export type FieldOption = Readonly<{ value: string; label: Text }>;

const words = (found: unknown): Text | undefined => {
  if (typeof found === "string" || typeof found === "number") {
    const text = String(found).slice(0, 200);
    return { ar: text, en: text };
  }
  if (typeof found !== "object" || found === null) return undefined;
  const { ar, en } = found as { ar?: unknown; en?: unknown };
  return typeof ar === "string" && typeof en === "string" ? { ar, en } : undefined;
};

const optionOf = (record: unknown, value: string, describe: readonly string[]): FieldOption[] => {
  const found = stepInto(record, value);
  if (typeof found !== "string" || found === "" || found.length > 100) return [];
  const parts = describe.flatMap((name) => words(stepInto(record, name)) ?? []);
  return [
    {
      value: found,
      label: {
        ar: parts.map(({ ar }) => ar).join(" "),
        en: parts.map(({ en }) => en).join(" "),
      },
    },
  ];
};

/**
 * The options a registry's answer gives a field (`optionsFrom`): my vehicles, with the words
 * that describe each. At most 100; records without the value are left out.
 */
export const readOptions = (
  definition: ServiceDefinition,
  field: Field,
  json: unknown,
): FieldOption[] => {
  if (!("optionsFrom" in field) || field.optionsFrom === undefined) return [];
  const { binding: code, value, describe } = field.optionsFrom;
  const binding = definition.bindings.find((each) => each.code === code);
  if (binding?.records === undefined) return [];
  const records = stepInto(json, binding.records);
  if (!Array.isArray(records)) return [];
  return records.slice(0, 100).flatMap((record: unknown) => optionOf(record, value, describe));
};
