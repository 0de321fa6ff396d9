import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { bindingAsked } from "./binding-asked.ts";
import type { Binding } from "./binding-schema.ts";
import type { CaseData, WireValue, WireValues } from "./case-data.ts";
import type { ServiceDefinition } from "./definition.ts";
import { evaluate, valueNamed } from "./evaluate.ts";
import type { Page } from "./field-schema.ts";
import type { Problem } from "./problem.ts";
import { readFact, stepInto } from "./read-fact.ts";
import { settle } from "./settle.ts";
import { showNamed } from "./show-value.ts";

/** A question to a registry, ready for the exchange. */
export type BindingRequest = Readonly<{
  binding: string;
  /** The same for the same question: keep the answer under it, ask again when it changes. */
  key: string;
  member: string;
  subsystem: string;
  service: string;
  /** Encoded, with a leading slash; empty without path parameters. */
  path: string;
  /** Encoded, with a leading question mark; empty without parameters. */
  query: string;
  purpose: string;
}>;

/** A parameter's text; undefined while it is unknown or is nothing a URL can carry. */
const parameter = (
  definition: ServiceDefinition,
  source: string,
  data: CaseData,
): string | undefined => {
  const result = evaluate(definition, source, data);
  if (!result.ok) return undefined;
  const { value } = result.value;
  if (value.type !== "text" && value.type !== "number" && value.type !== "date") return undefined;
  const text = String(value.value);
  return text === "" || text === "." || text === ".." || text.length > 200 ? undefined : text;
};

const requestOf = (
  definition: ServiceDefinition,
  binding: Binding,
  data: CaseData,
): BindingRequest | undefined => {
  if (bindingAsked(definition, binding, data) !== true) return undefined;
  const path: string[] = [];
  for (const source of binding.path ?? []) {
    const text = parameter(definition, source, data);
    if (text === undefined) return undefined;
    path.push(`/${encodeURIComponent(text)}`);
  }
  const query: string[] = [];
  for (const { name, value } of binding.query ?? []) {
    const text = parameter(definition, value, data);
    if (text === undefined) return undefined;
    query.push(`${encodeURIComponent(name)}=${encodeURIComponent(text)}`);
  }
  const { member, subsystem, code } = binding.service;
  const tail = `${path.join("")}${query.length === 0 ? "" : `?${query.join("&")}`}`;
  return {
    binding: binding.code,
    key: `${member}/${subsystem}/${code}${tail}`,
    member,
    subsystem,
    service: code,
    path: path.join(""),
    query: query.length === 0 ? "" : `?${query.join("&")}`,
    purpose: binding.purpose,
  };
};

/** The questions to registries whose parameters are known by now. */
export const bindingRequests = (
  definition: ServiceDefinition,
  data: CaseData,
): BindingRequest[] => {
  const settled = settle(definition, data);
  return definition.bindings.flatMap((binding) => requestOf(definition, binding, settled) ?? []);
};

/**
 * What `answers["confirmed." + page.code]` must be for the page's facts to count as confirmed:
 * another plate is another key. Empty where the page confirms nothing; null while a parameter
 * is unknown.
 */
export const confirmationKey = (
  definition: ServiceDefinition,
  page: Page,
  data: CaseData,
): string | null => {
  const settled = settle(definition, data);
  const keys = definition.bindings
    .filter(({ code }) => page.confirms?.includes(code))
    .filter((binding) => bindingAsked(definition, binding, settled) !== false)
    .map((binding) => requestOf(definition, binding, settled)?.key);
  return keys.some((key) => key === undefined) ? null : keys.join(" ");
};

/**
 * Takes a registry's answer apart into facts by name. What the registry does not hold is null;
 * what is there in another shape than promised is a problem of the registry's, named by place.
 */
export const readBinding = (
  definition: ServiceDefinition,
  code: string,
  json: unknown,
): Result<WireValues, Problem[]> => {
  const binding = definition.bindings.find((each) => each.code === code);
  const facts: Record<string, WireValue> = {};
  const problems: Problem[] = [];
  for (const fact of binding?.facts ?? []) {
    const read = readFact(fact, stepInto(json, fact.from));
    if (read.ok) facts[fact.name] = read.value;
    else problems.push(read.error);
  }
  return problems.length === 0 ? ok(facts) : err(problems);
};

/** A binding's facts as people confirm them. */
export type FactsShown = Readonly<{
  binding: string;
  source: Text;
  facts: readonly Readonly<{ name: string; label: Text; value: Text }>[];
}>;

/** The facts a page shows for confirmation, registry by registry, with their source. */
export const factsShown = (
  definition: ServiceDefinition,
  page: Page,
  data: CaseData,
): FactsShown[] => {
  const settled = settle(definition, data);
  return definition.bindings
    .filter((binding) => page.confirms?.includes(binding.code))
    .filter((binding) => bindingAsked(definition, binding, settled) !== false)
    .map((binding) => ({
      binding: binding.code,
      source: binding.source,
      facts: binding.facts
        .filter((fact) => fact.shown !== false)
        .map(({ name, label }) => ({
          name,
          label,
          value: showNamed(definition, name, valueNamed(definition, settled, name).value),
        })),
    }));
};
