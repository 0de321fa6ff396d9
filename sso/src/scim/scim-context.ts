import { err, ok, type Result } from "@gov/kit/result.ts";
import { z } from "zod";
import { plainPath } from "./filter.ts";
import { mostResults } from "./documents.ts";
import { invalid, type ScimFailure } from "./scim-failure.ts";

export const listSchema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
export const searchSchema = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

const names = z
  .union([z.string().max(2_000), z.array(z.string().max(200)).max(50)])
  .transform((given) => (typeof given === "string" ? given.split(",") : given))
  .transform((list) => list.map((name) => plainPath(name.trim())).filter(Boolean));

// Values out of range are brought into it (RFC 7644, 3.4.2.4); what is no number is refused.
const whole = z.coerce.number().int();

const searchParameters = z.object({
  filter: z.string().optional(),
  startIndex: whole.transform((value) => Math.min(1_000_000, Math.max(1, value))).default(1),
  count: whole.transform((value) => Math.min(mostResults, Math.max(0, value))).default(100),
  attributes: names.optional(),
  excludedAttributes: names.optional(),
});

/** What a search asks for, in an address or in the body of `.search`. */
export type Search = z.infer<typeof searchParameters>;

export const readSearch = (given: unknown): Result<Search, ScimFailure> => {
  const parsed = searchParameters.safeParse(given);
  if (parsed.success) return ok(parsed.data);
  const field = parsed.error.issues[0]?.path.join(".") ?? "";
  return err(invalid("invalidValue", `${field}: not a value that this parameter has.`));
};

const always = ["schemas", "id"];

const without = (resource: unknown, path: readonly string[]): unknown => {
  if (Array.isArray(resource)) return resource.map((one) => without(one, path));
  if (typeof resource !== "object" || resource === null) return resource;
  const [name, ...rest] = path;
  return Object.fromEntries(
    Object.entries(resource).flatMap(([key, value]) => {
      if (key.toLowerCase() !== name) return [[key, value]];
      return rest.length === 0 ? [] : [[key, without(value, rest)]];
    }),
  );
};

/** Only the attributes that were asked for, or all but those that were not wanted. */
export const project = (
  resource: Readonly<Record<string, unknown>>,
  { attributes, excludedAttributes = [] }: Partial<Search>,
): Readonly<Record<string, unknown>> => {
  if (attributes) {
    const wanted = new Set([...always, ...attributes.map((path) => path.split(".")[0])]);
    return Object.fromEntries(
      Object.entries(resource).filter(([key]) => wanted.has(key.toLowerCase())),
    );
  }
  return excludedAttributes
    .filter((path) => !always.includes(path))
    .reduce<unknown>((rest, path) => without(rest, path.split(".")), resource) as Record<
    string,
    unknown
  >;
};

/** One page of what was found (RFC 7644, 3.4.2). */
export const listResponse = (
  resources: readonly Readonly<Record<string, unknown>>[],
  total: number,
  search: Search,
): object => ({
  schemas: [listSchema],
  totalResults: total,
  startIndex: search.startIndex,
  itemsPerPage: resources.length,
  Resources: resources.map((resource) => project(resource, search)),
});
