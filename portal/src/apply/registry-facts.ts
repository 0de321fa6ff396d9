import {
  bindingRequests,
  readBinding,
  type BindingRequest,
} from "@gov/services/language/bindings.ts";
import type { Fact, Facts } from "#src/case/case.ts";
import { caseDataOf, type Applicant } from "#src/case/case-data.ts";
import type { ServiceDefinition } from "#src/catalogue/definition-queries.ts";
import type { ExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import type { Application } from "./application.ts";

/** An answer younger than this is shown without asking again. */
const freshMs = 15 * 60_000;
/** A register that was down is asked again after this. */
const retryMs = 20_000;
/** Whoever presses "ask again" waits at least this: registers are not hammered. */
const pressedMs = 5_000;
/** Bindings may need each other's facts, a few deep. */
const maxRounds = 3;

const isFresh = (
  fact: Fact | undefined,
  request: BindingRequest,
  now: Date,
  refresh: boolean,
): boolean => {
  if (fact?.askedFor !== request.key) return false;
  const limitMs = refresh ? pressedMs : fact.outcome === "answered" ? freshMs : retryMs;
  return now.getTime() - new Date(fact.checkedAt).getTime() < limitMs;
};

const sourceOf = (definition: ServiceDefinition, code: string): Fact["source"] =>
  definition.bindings.find((binding) => binding.code === code)?.source ?? { ar: code, en: code };

const ask = async (
  exchange: ExchangeClient,
  definition: ServiceDefinition,
  request: BindingRequest,
  applicant: Applicant,
  issue: string,
): Promise<Fact> => {
  const answer = await exchange.ask({
    request,
    subjectNationalId: applicant.nationalId,
    asker: { nationalId: applicant.nationalId },
    issue,
  });
  const common = {
    source: sourceOf(definition, request.binding),
    askedFor: request.key,
    values: {},
    checkedAt: new Date().toISOString(),
  };
  if (!answer.ok) {
    const { error } = answer;
    if (error.kind === "notFound") {
      return { ...common, outcome: "notFound", at: common.checkedAt };
    }
    const since = error.kind === "down" ? error.since : new Date();
    return { ...common, outcome: "down", at: since.toISOString() };
  }
  const values = readBinding(definition, request.binding, answer.value.json);
  const at = answer.value.at.toISOString();
  if (!values.ok) return { ...common, outcome: "down", at };
  const binding = definition.bindings.find(({ code }) => code === request.binding);
  const records = binding?.records ? { records: answer.value.json } : {};
  return { ...common, outcome: "answered", at, values: values.value, ...records };
};

/**
 * What the registers say about a draft, asked anew where the answer is old, was for something else
 * or failed. Gives the facts and whether any changed; `refresh` asks all again.
 */
export const gatherFacts = async (
  exchange: ExchangeClient,
  definition: ServiceDefinition,
  application: Application,
  applicant: Applicant,
  options: Readonly<{ refresh: boolean }>,
): Promise<Readonly<{ facts: Facts; changed: boolean }>> => {
  let facts: Facts = application.facts;
  let changed = false;
  const asked = new Set<string>();
  for (let round = 0; round < maxRounds; round += 1) {
    const now = new Date();
    const data = caseDataOf({ applicant, answers: application.answers, facts, now });
    const wanted = bindingRequests(definition, data).filter(
      (request) =>
        !asked.has(request.key) && !isFresh(facts[request.binding], request, now, options.refresh),
    );
    if (wanted.length === 0) break;
    for (const request of wanted) asked.add(request.key);
    const answers = await Promise.all(
      wanted.map(async (request) => {
        const fact = await ask(exchange, definition, request, applicant, application.id);
        return [request.binding, fact] as const;
      }),
    );
    facts = { ...facts, ...Object.fromEntries(answers) };
    changed = true;
  }
  const current = dropStale(definition, application, applicant, facts);
  const dropped = Object.keys(current).length < Object.keys(facts).length;
  return { facts: current, changed: changed || dropped };
};

/** Answers to questions that are no longer asked (another plate was chosen) do not count. */
const dropStale = (
  definition: ServiceDefinition,
  application: Application,
  applicant: Applicant,
  facts: Facts,
): Facts => {
  const data = caseDataOf({ applicant, answers: application.answers, facts, now: new Date() });
  const keys = new Map(bindingRequests(definition, data).map((each) => [each.binding, each.key]));
  return Object.fromEntries(
    Object.entries(facts).filter(([binding, fact]) => keys.get(binding) === fact.askedFor),
  );
};
