import { readFileSync } from "node:fs";
import { unwrap } from "@gov/kit/result.ts";
import { bindingRequests, readBinding } from "@gov/services/language/bindings.ts";
import type { CaseData, WireValues } from "@gov/services/language/case-data.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { documentFields } from "@gov/services/language/documents.ts";
import { eligibility } from "@gov/services/language/eligibility.ts";
import { computeFee } from "@gov/services/language/fees.ts";
import { pagesToAsk } from "@gov/services/language/pages.ts";
import { parseDefinition } from "@gov/services/language/parse-definition.ts";
import { validatePage, type RawInput } from "@gov/services/language/validate-page.ts";
import type { Actor, WorkflowEvent } from "@gov/services/language/workflow-schema.ts";
import { initialState, nextState } from "@gov/services/language/workflow.ts";

export const today = "2026-11-24";

/** Someone who applies, as the sign-in knows them. */
export const sara: WireValues = {
  "applicant.nationalId": "400011011",
  "applicant.name": { ar: "سارة محمود يوسف الخطيب", en: "Sara Mahmoud Yousef Al-Khatib" },
  "applicant.phone": "+970599410011",
};

/** What a form holds of one file that was kept. */
export const oneFile = JSON.stringify([
  {
    id: "0198c0de-7a11-7c3f-9a3e-2f6f1f0a7d11",
    name: "photo.jpg",
    mediaType: "image/jpeg",
    sizeBytes: 81_204,
  },
]);

/** The service's definition, as it stands in the catalogue. */
export const readService = (code: string): ServiceDefinition =>
  unwrap(
    parseDefinition(JSON.parse(readFileSync(new URL(`${code}.json`, import.meta.url), "utf8"))),
  );

export type Walk = Readonly<{
  /** The pages sent, in order. */
  pages: readonly string[];
  data: CaseData;
  /** What stood in the way on the page where the walk ended. */
  errors: Readonly<Record<string, string>>;
}>;

/** Facts of the registries that this data lets us ask, of what they answer by binding. */
const ask = (definition: ServiceDefinition, answers: Record<string, unknown>, data: CaseData) => {
  let facts = data.facts;
  for (const { binding } of bindingRequests(definition, data)) {
    if (!Object.hasOwn(answers, binding)) continue;
    facts = { ...facts, ...unwrap(readBinding(definition, binding, answers[binding])) };
  }
  return { ...data, facts };
};

/**
 * Sends page after page with what is typed, asking registries as the bindings say, until all is
 * answered or a page is refused.
 */
export const walk = (
  definition: ServiceDefinition,
  registries: Record<string, unknown>,
  typed: RawInput,
): Walk => {
  let data: CaseData = { answers: {}, facts: sara, today };
  const pages: string[] = [];
  for (;;) {
    data = ask(definition, registries, data);
    const next = pagesToAsk(definition, data).next?.page.code;
    if (next === undefined || pages.includes(next)) return { pages, data, errors: {} };
    const sent = validatePage(definition, next, typed, data);
    if (!sent.ok) {
      const errors = Object.entries(sent.error).map(([field, { en }]) => [field, en] as const);
      return { pages, data, errors: Object.fromEntries(errors) };
    }
    pages.push(next);
    data = { ...data, answers: { ...data.answers, ...sent.value } };
  }
};

/** `eligible`, `unknown`, or the codes of what stands in the way. */
export const verdict = (definition: ServiceDefinition, data: CaseData): string => {
  const result = eligibility(definition, data);
  return result.outcome === "ineligible"
    ? result.reasons.map(({ code }) => code).join(" ")
    : result.outcome;
};

/** The fee as a sum in minor units: `card 5000 - early 1250 = 3750`, or what makes it free. */
export const feeSum = (definition: ServiceDefinition, data: CaseData): string => {
  const fee = computeFee(definition, data);
  if (fee.outcome !== "known" && fee.outcome !== "free") return fee.outcome;
  const off = fee.exemptions.map(({ code, off: amount }) => ` - ${code} ${amount.amountMinor}`);
  if (fee.outcome === "free") return `free${off.join("")}`;
  const lines = fee.lines.map(({ code, amount }) => `${code} ${amount.amountMinor}`);
  return `${lines.join(" + ")}${off.join("")} = ${fee.total.amountMinor}`;
};

/**
 * The states an application comes to by events such as `pay system`, from the draft on; with what
 * other institutions answered, by check.
 */
export const statesAlong = (
  definition: ServiceDefinition,
  data: CaseData,
  events: readonly `${WorkflowEvent} ${Actor}`[],
  checks: Record<string, "clear" | "objection"> = {},
): string => {
  const answered = Object.entries(checks).map(([code, answer]) => [`check.${code}`, answer]);
  const all = { ...data, facts: { ...data.facts, ...Object.fromEntries(answered) } };
  let state = initialState(definition).code;
  const states: string[] = [];
  for (const each of events) {
    const [event, by] = each.split(" ") as [WorkflowEvent, Actor];
    const step = nextState(definition, state, event, by, all);
    if (!step.ok) return [...states, step.error].join(" ");
    state = step.value.state.code;
    states.push(state);
  }
  return states.join(" ");
};

/** A document's English values by field, and until when it is valid, were it issued today. */
export const issued = (definition: ServiceDefinition, document: string, data: CaseData) => {
  const facts = { "case.reference": "XX-2026-004187", "case.issuedOn": today, ...data.facts };
  const content = unwrap(documentFields(definition, document, { ...data, facts }));
  const values = content.fields.map(({ code, value }) => [code, value.en] as const);
  return { values: Object.fromEntries(values), until: content.validUntil };
};
