import { readFileSync } from "node:fs";
import { unwrap } from "@gov/kit/result.ts";
import { bindingRequests, readBinding } from "@gov/services/language/bindings.ts";
import type { CaseData, WireValues } from "@gov/services/language/case-data.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { eligibility } from "@gov/services/language/eligibility.ts";
import { pagesToAsk } from "@gov/services/language/pages.ts";
import { parseDefinition } from "@gov/services/language/parse-definition.ts";
import { validatePage, type RawInput } from "@gov/services/language/validate-page.ts";
import { signedIn } from "./seed-person.ts";

/** By page, what the person types on it. */
export type Typed = Readonly<Record<string, RawInput>>;

/** A registry's address by the system's code in the exchange: `land-registry`. */
export type Registries = Readonly<Record<string, string>>;

/** What came of a person's application. */
export type Application = Readonly<{
  /** The pages asked, in order. */
  pages: string[];
  /** Where it stopped: the fields a page complained of, or the binding that knew nothing. */
  stopped: string[];
  /** `eligible`, `unknown`, or the codes of the rules that were broken. */
  verdict: string[];
  data: CaseData;
}>;

export const readService = (file: URL): ServiceDefinition =>
  unwrap(parseDefinition(JSON.parse(readFileSync(file, "utf8"))));

const mostPages = 30;

/** Asks the registries, as the exchange would, until nothing new is to be asked. */
const gather = async (service: ServiceDefinition, data: CaseData, registries: Registries) => {
  let facts: WireValues = data.facts;
  const unknown: string[] = [];
  const asked = new Set<string>();
  for (;;) {
    const wanted = bindingRequests(service, { ...data, facts }).filter(
      ({ key, subsystem }) => !asked.has(key) && registries[subsystem] !== undefined,
    );
    if (wanted.length === 0) return { facts, unknown };
    for (const { key, subsystem, service: code, path, query, binding } of wanted) {
      asked.add(key);
      const answer = await fetch(`${registries[subsystem]}/${code}${path}${query}`);
      if (answer.ok) {
        facts = { ...facts, ...unwrap(readBinding(service, binding, await answer.json())) };
      } else unknown.push(binding);
      await answer.body?.cancel().catch(() => undefined);
    }
  }
};

/** What a page is sent that a test says nothing about: the phone, and every declaration. */
const usual = (service: ServiceDefinition, page: string): RawInput =>
  Object.fromEntries(
    (service.pages.find(({ code }) => code === page)?.fields ?? []).flatMap((field) =>
      field.kind === "declaration"
        ? [[field.code, "yes"]]
        : field.kind === "phone"
          ? [[field.code, "0599123456"]]
          : [],
    ),
  );

/** Papers as the server keeps them. */
export const papers = (...names: string[]): string =>
  JSON.stringify(
    names.map((name, index) => ({
      id: `00000000-0000-4000-8000-00000000000${index}`,
      name,
      mediaType: "application/pdf",
      sizeBytes: 20_000,
    })),
  );

/** A person of the seeds applies: page after page, with what they type on each. */
export const apply = async (
  service: ServiceDefinition,
  input: Readonly<{
    who: string;
    today: string;
    registries: Registries;
    typed: Typed;
  }>,
): Promise<Application> => {
  let data: CaseData = { answers: {}, facts: signedIn(input.who), today: input.today };
  const pages: string[] = [];
  let stopped: string[] = [];
  while (stopped.length === 0 && pages.length < mostPages) {
    const { facts, unknown } = await gather(service, data, input.registries);
    data = { ...data, facts };
    const page = pagesToAsk(service, data).next?.page;
    if (!page) break;
    pages.push(page.code);
    if (page.confirms?.some((code) => unknown.includes(code))) {
      stopped = unknown;
      break;
    }
    const raw = { ...usual(service, page.code), ...input.typed[page.code] };
    const read = validatePage(service, page.code, raw, data);
    if (read.ok) data = { ...data, answers: { ...data.answers, ...read.value } };
    else stopped = Object.keys(read.error);
  }
  const decided = eligibility(service, data);
  const verdict =
    decided.outcome === "ineligible"
      ? decided.reasons.map(({ code }) => code)
      : [decided.outcome as string];
  return { pages, stopped, verdict, data };
};
