import type { ServiceDefinition } from "./definition.ts";
import type { Type } from "./expression/value.ts";
import type { Field, Group, PlainField } from "./field-schema.ts";
import { canBeAsked, proveInPlace } from "./known-by-then.ts";
import { canHold } from "./possible-worlds.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";
import type { Placed } from "./prove-expressions.ts";
import { proveWord, repeated } from "./prove-names.ts";

/** Where a field stands: what is known before it and, with its page answered, after. */
export type Around = Readonly<{
  path: string;
  pageShowIf: string | undefined;
  before: ReadonlySet<string>;
  onPage: ReadonlySet<string>;
  group?: Group;
}>;

/** What a prefill must be; undefined where a question cannot be filled in. */
const prefillType = (field: Field): Type["type"] | undefined => {
  if (field.kind === "number" || field.kind === "date") return field.kind;
  const typed = ["text", "choice", "nationalId", "phone", "email", "iban", "plate"];
  return typed.includes(field.kind) ? "text" : undefined;
};

const bounds = (field: Field): readonly [bigint | string, bigint | string] | undefined => {
  switch (field.kind) {
    case "text":
      return field.minLength === undefined
        ? undefined
        : [BigInt(field.minLength), BigInt(field.maxLength ?? (field.lines ? 2000 : 200))];
    case "number":
      return field.min === undefined || field.max === undefined
        ? undefined
        : [BigInt(field.min), BigInt(field.max)];
    case "money":
      return field.minMinor === undefined || field.maxMinor === undefined
        ? undefined
        : [BigInt(field.minMinor), BigInt(field.maxMinor)];
    case "date":
      return field.min === undefined || field.max === undefined
        ? undefined
        : [field.min, field.max];
    case "group":
      return [BigInt(field.least ?? 1), BigInt(field.most)];
    default:
      return undefined;
  }
};

const proveConditions = (
  definition: ServiceDefinition,
  field: Field,
  around: Around,
): Problem[] => {
  const { path, before, onPage, group } = around;
  const own = group === undefined ? {} : { group: group.code };
  const early: Placed[] = [];
  const add = (part: string, source: string | boolean | undefined, wanted: Type["type"]): void => {
    if (typeof source === "string") early.push({ path: `${path}.${part}`, source, wanted, ...own });
  };
  add("showIf", field.showIf, "boolean");
  add("required", field.required, "boolean");
  add("prefill", field.prefill, prefillType(field) ?? "any");
  const late = (field.validate ?? []).map(({ rule }, index): Placed => ({
    path: `${path}.validate.${index}.rule`,
    source: rule,
    wanted: "boolean",
    ...own,
  }));
  const problems = early.flatMap((placed) => proveInPlace(definition, placed, before));
  const showIf = problems.length === 0 && group === undefined ? field.showIf : undefined;
  if (showIf !== undefined && !canHold(definition, [around.pageShowIf, showIf])) {
    return [proofProblem(`${path}.showIf`, "neverShown", field.code)];
  }
  problems.push(...late.flatMap((placed) => proveInPlace(definition, placed, onPage)));
  return problems;
};

const proveOptionsFrom = (
  definition: ServiceDefinition,
  field: Field,
  { path, before }: Around,
): Problem[] => {
  if (!("optionsFrom" in field) || field.optionsFrom === undefined) return [];
  const code = field.optionsFrom.binding;
  const place = `${path}.optionsFrom.binding`;
  const binding = definition.bindings.find((each) => each.code === code);
  if (!binding) return [proofProblem(place, "unknownBinding", code)];
  if (binding.records === undefined) return [proofProblem(place, "noRecords", code)];
  return canBeAsked(definition, binding, before) ? [] : [proofProblem(place, "namesLater", code)];
};

/** The group's own questions: each looks at those before it in the entry, and outside. */
const proveEntry = (definition: ServiceDefinition, group: Group, around: Around): Problem[] => {
  const codes = group.fields.map(({ code }) => code);
  const earlier = new Set([...around.before].filter((name) => !codes.includes(name)));
  const entry = new Set([...earlier, ...codes]);
  const spellings = group.fields.flatMap(({ code, alias }) =>
    alias === undefined ? [code] : [code, alias],
  );
  const place = `${around.path}.fields`;
  return [
    ...repeated(place, spellings, "namedTwice"),
    ...spellings.flatMap((name) => proveWord(place, name)),
    ...group.fields.flatMap((field: PlainField, index) => {
      const inner = { ...around, path: `${place}.${index}`, before: earlier, onPage: entry, group };
      const problems = proveField(definition, field, inner);
      earlier.add(field.code);
      return problems;
    }),
  ];
};

/** One question: its conditions, its bounds, what it may be filled with or chosen from. */
export const proveField = (
  definition: ServiceDefinition,
  field: Field,
  around: Around,
): Problem[] => {
  const { path } = around;
  const problems = proveConditions(definition, field, around);
  if (field.prefill !== undefined && prefillType(field) === undefined) {
    problems.push(proofProblem(`${path}.prefill`, "noPrefillHere"));
  }
  const [least, most] = bounds(field) ?? [];
  if (least !== undefined && most !== undefined && least > most) {
    problems.push(proofProblem(path, "leastOverMost"));
  }
  if (field.kind === "choice") {
    const values = field.options.map(({ value }) => value);
    problems.push(...repeated(`${path}.options`, values));
  }
  problems.push(...proveOptionsFrom(definition, field, around));
  if (field.kind === "group") problems.push(...proveEntry(definition, field, around));
  return problems;
};
