import { localDate } from "@gov/country/time-zone.ts";
import { moneyToJson, type Money } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { CaseData, WireValues } from "@gov/services/language/case-data.ts";
import type { CheckAnswers } from "./check.ts";
import type { Answers, Facts, GovernmentCase } from "./case.ts";

export type Applicant = Readonly<{
  nationalId: string;
  name: Text;
  phone?: string;
  dateOfBirth?: string;
}>;

/** What the service's rules know of a person before and while they apply. */
export const caseDataOf = (known: {
  applicant?: Applicant;
  answers: Answers;
  facts: Facts;
  fee?: Money;
  reference?: string;
  checks?: CheckAnswers;
  now: Date;
}): CaseData => {
  const facts: Record<string, WireValues[string]> = {};
  for (const fact of Object.values(known.facts)) Object.assign(facts, fact.values);
  if (known.applicant) {
    facts["applicant.nationalId"] = known.applicant.nationalId;
    facts["applicant.name"] = known.applicant.name;
    const { phone, dateOfBirth } = known.applicant;
    if (phone) facts["applicant.phone"] = phone;
    if (dateOfBirth) facts["applicant.dateOfBirth"] = dateOfBirth;
  }
  for (const [code, answer] of Object.entries(known.checks ?? {})) facts[`check.${code}`] = answer;
  if (known.fee) facts["fee.total"] = moneyToJson(known.fee);
  if (known.reference) {
    facts["case.reference"] = known.reference;
    facts["case.issuedOn"] = localDate(known.now);
  }
  return { answers: known.answers, facts, today: localDate(known.now) };
};

/** The same of a case that was sent. */
export const caseDataOfCase = (current: GovernmentCase, now: Date): CaseData =>
  caseDataOf({
    applicant: current.applicant,
    answers: current.answers,
    facts: current.facts,
    ...(current.fee ? { fee: current.fee } : {}),
    reference: current.reference,
    checks: current.checks,
    now,
  });
