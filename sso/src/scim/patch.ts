import { err, ok, type Result } from "@gov/kit/result.ts";
import { z } from "zod";
import { parseFilter, parsePatchPath, type Filter, type PatchPath } from "./filter.ts";
import { matchesFilter } from "./match-filter.ts";
import { invalid, type ScimFailure } from "./scim-failure.ts";

/** What a PATCH can reach: the attributes of a resource by their names in lower case. */
export type Attributes = Readonly<
  Record<
    string,
    Readonly<{
      name: string;
      many?: true;
      readOnly?: true;
      /** The names of a thing's own attributes. */
      subs?: readonly string[];
    }>
  >
>;

export type Resource = Readonly<Record<string, unknown>>;
type Thing = Record<string, unknown>;

const operation = z.object({
  // Some directories write `Replace`.
  op: z
    .string()
    .max(10)
    .transform((op) => op.toLowerCase())
    .pipe(z.enum(["add", "remove", "replace"])),
  path: z.string().max(2_000).optional(),
  value: z.unknown().optional(),
});

export const patchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

export const patchBody = z.object({
  schemas: z.array(z.string()).refine((schemas) => schemas.includes(patchSchema)),
  Operations: z.array(operation).min(1).max(100),
});

type Operation = z.infer<typeof operation>;

const isThing = (value: unknown): value is Thing =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const listOf = (value: unknown): unknown[] => {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
};

/** `type eq "work"` names what a new thing of that kind has. */
const namedBy = (filter: Filter): Thing => {
  if (filter.kind === "and") return Object.assign({}, ...filter.parts.map(namedBy)) as Thing;
  return filter.kind === "compare" && filter.op === "eq" ? { [filter.path]: filter.value } : {};
};

const same = (a: unknown, b: unknown): boolean =>
  isThing(a) && isThing(b) && a["value"] !== undefined
    ? a["value"] === b["value"]
    : JSON.stringify(a) === JSON.stringify(b);

type Aim = Readonly<{ name: string; many: boolean; sub: string | undefined }>;

const aimOf = (attributes: Attributes, path: PatchPath): Aim | ScimFailure | undefined => {
  const attribute = Object.hasOwn(attributes, path.attribute)
    ? attributes[path.attribute]
    : undefined;
  if (!attribute) return undefined;
  if (attribute.readOnly) {
    return invalid("mutability", `${attribute.name} cannot be changed here.`);
  }
  const sub = attribute.subs?.find((one) => one.toLowerCase() === path.sub);
  if (path.sub !== undefined && sub === undefined) return undefined;
  return { name: attribute.name, many: attribute.many === true, sub };
};

const patchMany = (
  list: unknown[],
  { op, value }: Operation,
  { sub }: Aim,
  filter: Filter | undefined,
): unknown[] | ScimFailure => {
  const isMeant = (one: unknown): boolean => filter === undefined || matchesFilter(filter, one);
  const meant = list.filter(isMeant);
  if (op === "remove") {
    if (sub !== undefined) {
      return list.map((one) => (isMeant(one) && isThing(one) ? { ...one, [sub]: undefined } : one));
    }
    // Some directories name what goes in the value instead of a filter.
    const named = listOf(value);
    const goes = (one: unknown): boolean =>
      filter === undefined && named.length > 0 ? named.some((it) => same(it, one)) : isMeant(one);
    return list.filter((one) => !goes(one));
  }
  if (filter === undefined && sub === undefined) {
    if (op === "replace") return listOf(value);
    const fresh = listOf(value).filter((one) => !list.some((own) => same(own, one)));
    return [...list, ...fresh];
  }
  if (meant.length === 0 && op === "replace" && filter !== undefined) {
    return invalid("noTarget", "Nothing there matches the filter of the path: add it instead.");
  }
  const change = (one: unknown): unknown => {
    const own = isThing(one) ? one : {};
    if (sub !== undefined) return { ...own, [sub]: value };
    return isThing(value) ? { ...own, ...value } : { ...own, value };
  };
  if (meant.length === 0) return [...list, change(filter ? namedBy(filter) : {})];
  return list.map((one) => (isMeant(one) ? change(one) : one));
};

const patchOne = (own: unknown, { op, value }: Operation, { sub }: Aim): unknown => {
  if (sub !== undefined) {
    return { ...(isThing(own) ? own : {}), [sub]: op === "remove" ? undefined : value };
  }
  if (op === "remove") return undefined;
  return isThing(own) && isThing(value) ? { ...own, ...value } : value;
};

const applyAt = (
  resource: Thing,
  attributes: Attributes,
  one: Operation,
  path: string,
): ScimFailure | "unknown" | undefined => {
  const parsed = parsePatchPath(path);
  if (!parsed.ok) return invalid("invalidPath", `The path ${path.slice(0, 100)}: ${parsed.error}.`);
  const aim = aimOf(attributes, parsed.value);
  if (aim === undefined) return "unknown";
  if ("status" in aim) return aim;
  const own = resource[aim.name];
  if (!aim.many) {
    if (parsed.value.filter) return invalid("invalidPath", `${aim.name} is not a list.`);
    resource[aim.name] = patchOne(own, one, aim);
    return undefined;
  }
  const list = patchMany(listOf(own), one, aim, parsed.value.filter);
  if (!Array.isArray(list)) return list;
  resource[aim.name] = list;
  return undefined;
};

const applyOne = (
  resource: Thing,
  attributes: Attributes,
  one: Operation,
): ScimFailure | undefined => {
  if (one.path !== undefined) {
    const failed = applyAt(resource, attributes, one, one.path);
    return failed === "unknown"
      ? invalid("invalidPath", `There is no attribute ${one.path.slice(0, 100)} here.`)
      : failed;
  }
  if (one.op === "remove") return invalid("noTarget", "A removal needs a path.");
  if (!isThing(one.value)) return invalid("invalidValue", "Without a path the value is an object.");
  for (const [path, value] of Object.entries(one.value).slice(0, 100)) {
    // What we do not keep is left out, as in a whole resource.
    const failed = applyAt(resource, attributes, { ...one, value }, path);
    if (failed !== undefined && failed !== "unknown") return failed;
  }
  return undefined;
};

/** The resource as it is after all operations (RFC 7644, 3.5.2): all of them, or a failure. */
export const applyPatch = (
  resource: Resource,
  attributes: Attributes,
  operations: readonly Operation[],
): Result<Resource, ScimFailure> => {
  const patched = structuredClone(resource) as Thing;
  for (const one of operations) {
    const failed = applyOne(patched, attributes, one);
    if (failed) return err(failed);
  }
  return ok(patched);
};

/** The filter of a search, or why it is none. */
export const readFilter = (text: string): Result<Filter, ScimFailure> => {
  const filter = parseFilter(text);
  return filter.ok ? filter : err(invalid("invalidFilter", `The filter: ${filter.error}.`));
};
