import { readFileSync } from "node:fs";
import { unwrap } from "@gov/kit/result.ts";
import type { CaseData, WireValues } from "@gov/services/language/case-data.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { parseDefinition } from "@gov/services/language/parse-definition.ts";

const folder = new URL("../conformance/services/definitions/", import.meta.url);

/** A definition of the conformance corpus, as its file holds it. */
export const definitionJson = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"));

/**
 * A permit for a street stall: the service that tests start from. It has every part of the
 * language once, and nothing is wrong with it. A fresh one each time, so that tests may change it.
 */
export const soundDefinition = (): ServiceDefinition =>
  unwrap(parseDefinition(definitionJson("street-stall-permit")));

/** What is known of somebody who applies for it, besides these answers and facts. */
export const applicantData = (answers: WireValues = {}, facts: WireValues = {}): CaseData => ({
  answers,
  facts: {
    "applicant.nationalId": "400000006",
    "applicant.name": { ar: "ليان سامي عمر حداد", en: "Layan Sami Omar Haddad" },
    "person.birthDate": "1990-05-01",
    ...facts,
  },
  today: "2026-11-26",
});
