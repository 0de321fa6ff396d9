import type { CompareOp, Filter, FilterValue } from "./filter.ts";

/** Paths whose texts are compared as they are; all others without regard to case. */
export const exactPaths: ReadonlySet<string> = new Set([
  "id",
  "externalid",
  "value",
  "groups.value",
  "members.value",
  "meta.version",
]);

/** The values at a path; those of a list of things are the values of each. */
const valuesAt = (resource: unknown, path: readonly string[]): unknown[] => {
  if (Array.isArray(resource)) return resource.flatMap((one) => valuesAt(one, path));
  const [name, ...rest] = path;
  if (name === undefined) {
    // A thing with a value stands for it: `emails co "x"` means `emails.value`.
    const isThing = typeof resource === "object" && resource !== null && "value" in resource;
    return resource === undefined || resource === null ? [] : [isThing ? resource.value : resource];
  }
  if (typeof resource !== "object" || resource === null) return [];
  const found = Object.entries(resource).find(([key]) => key.toLowerCase() === name);
  return found ? valuesAt(found[1], rest) : [];
};

const compareTexts = (op: CompareOp, own: string, given: string): boolean => {
  switch (op) {
    case "eq":
      return own === given;
    case "ne":
      return own !== given;
    case "co":
      return own.includes(given);
    case "sw":
      return own.startsWith(given);
    case "ew":
      return own.endsWith(given);
    case "gt":
      return own > given;
    case "ge":
      return own >= given;
    case "lt":
      return own < given;
    case "le":
      return own <= given;
  }
};

const holds = (op: CompareOp, own: unknown, given: FilterValue, exact: boolean): boolean => {
  if (typeof own === "string" && typeof given === "string") {
    const [a, b] = exact ? [own, given] : [own.toLowerCase(), given.toLowerCase()];
    return compareTexts(op, a, b);
  }
  return op === "ne" ? own !== given : op === "eq" && own === given;
};

/** Whether a resource, as it is shown, is one that the filter is about. */
export const matchesFilter = (filter: Filter, resource: unknown): boolean => {
  switch (filter.kind) {
    case "and":
      return filter.parts.every((part) => matchesFilter(part, resource));
    case "or":
      return filter.parts.some((part) => matchesFilter(part, resource));
    case "not":
      return !matchesFilter(filter.part, resource);
    case "present":
      return valuesAt(resource, filter.path.split(".")).some((value) => value !== "");
    case "compare": {
      const { path, op, value } = filter;
      const values = valuesAt(resource, path.split("."));
      if (values.length === 0)
        return (op === "eq") === (value === null) && (op === "eq" || op === "ne");
      return values.some((own) => holds(op, own, value, exactPaths.has(path)));
    }
  }
};
