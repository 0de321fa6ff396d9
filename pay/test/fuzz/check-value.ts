import type { Contract, Schema } from "./contract-document.ts";

const known = new Set([
  "$ref",
  "type",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "minItems",
  "maxItems",
  "enum",
  "const",
  "pattern",
  "format",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "anyOf",
  "oneOf",
  "allOf",
  "default",
  "example",
  "examples",
  "description",
]);

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const dateTime = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
const isDate = (text: string): boolean => {
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
};
const formats: Record<string, (text: string) => boolean> = {
  uuid: (text) => uuid.test(text),
  "date-time": (text) =>
    dateTime.test(text) && isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)),
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isDate(text),
  uri: (text) => URL.canParse(text),
  binary: () => true,
};

const typeOf = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
};

const textFaults = (schema: Schema, text: string, at: string): string[] => {
  // A schema counts characters, not UTF-16 units.
  const { length } = Array.from(text);
  const format = schema.format === undefined ? undefined : formats[schema.format];
  if (schema.format !== undefined && !format) throw new Error(`unknown format ${schema.format}`);
  return [
    ...(length < (schema.minLength ?? 0) ? [`${at}: shorter than ${schema.minLength}`] : []),
    ...(length > (schema.maxLength ?? Infinity) ? [`${at}: longer than ${schema.maxLength}`] : []),
    ...(schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(text)
      ? [`${at}: not ${schema.pattern}`]
      : []),
    ...(format && !format(text) ? [`${at}: no ${schema.format}`] : []),
  ];
};

/** Checks values against the contract's schemas; a keyword it does not know is an error. */
export type Checker = Readonly<{
  contract: Contract;
  /** Refuses members that are not described, also where a schema does not forbid them. */
  closed: boolean;
  /** Hears of every object of a named schema. */
  onObject?: (schemaName: string, value: Readonly<Record<string, unknown>>) => void;
}>;

const objectFaults = (
  checker: Checker,
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  at: string,
): string[] => {
  const faults: string[] = [];
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name)) faults.push(`${at}.${name}: missing`);
  }
  const rest = schema.additionalProperties ?? !(checker.closed && schema.properties);
  for (const [name, member] of Object.entries(value)) {
    const described = schema.properties?.[name] ?? (typeof rest === "object" ? rest : undefined);
    if (described) faults.push(...faultsOf(checker, described, member, `${at}.${name}`));
    else if (rest === false) faults.push(`${at}.${name}: not described`);
  }
  return faults;
};

const choiceFaults = (checker: Checker, schema: Schema, value: unknown, at: string): string[] => {
  const fitting = (choices: readonly Schema[]): number =>
    choices.filter((one) => faultsOf(checker, one, value, at).length === 0).length;
  const faults = (schema.allOf ?? []).flatMap((one) =>
    faultsOf({ ...checker, closed: false }, one, value, at),
  );
  if (schema.anyOf && fitting(schema.anyOf) === 0) faults.push(`${at}: none of the choices`);
  if (schema.oneOf && fitting(schema.oneOf) !== 1) faults.push(`${at}: not one of the choices`);
  return faults;
};

/** Everything in which `value` is not what the schema says. */
export const faultsOf = (checker: Checker, given: Schema, value: unknown, at = "$"): string[] => {
  const schema = checker.contract.resolve(given);
  for (const keyword of Object.keys(schema)) {
    if (!known.has(keyword)) throw new Error(`${at}: unknown keyword ${keyword}`);
  }
  const type = typeOf(value);
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (
    types.length > 0 &&
    !types.includes(type) &&
    !(type === "integer" && types.includes("number"))
  )
    return [`${at}: ${type}, not ${types.join(" or ")}`];
  const faults = choiceFaults(checker, schema, value, at);
  if (schema.enum && !schema.enum.includes(value)) faults.push(`${at}: not one of the listed`);
  if (schema.const !== undefined && schema.const !== value) faults.push(`${at}: another constant`);
  if (typeof value === "string") faults.push(...textFaults(schema, value, at));
  if (typeof value === "number") {
    if (value < (schema.minimum ?? -Infinity)) faults.push(`${at}: below ${schema.minimum}`);
    if (value > (schema.maximum ?? Infinity)) faults.push(`${at}: above ${schema.maximum}`);
  }
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0)) faults.push(`${at}: too few`);
    if (value.length > (schema.maxItems ?? Infinity)) faults.push(`${at}: too many`);
    const { items } = schema;
    if (items) {
      faults.push(...value.flatMap((one, i) => faultsOf(checker, items, one, `${at}[${i}]`)));
    }
  } else if (type === "object") {
    const members = value as Readonly<Record<string, unknown>>;
    const name = given.$ref?.split("/").at(-1);
    if (name !== undefined) checker.onObject?.(name, members);
    faults.push(...objectFaults(checker, schema, members, at));
  }
  return faults;
};
