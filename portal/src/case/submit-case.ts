import { localDate } from "@gov/country/time-zone.ts";
import { moneyToJson } from "@gov/kit/money.ts";
import { addToOutbox } from "@gov/kit/outbox.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { initialState } from "@gov/services/language/workflow.ts";
import type { Transaction } from "kysely";
import { standingOf } from "#src/apply/standing.ts";
import { loadDefinition, type ServiceDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import { linkFilesToCase, settleDraftFiles } from "#src/upload/kept-file-queries.ts";
import { namedFiles } from "#src/upload/named-files.ts";
import { advanceCase } from "./case-advance.ts";
import { caseDataOf, type Applicant } from "./case-data.ts";
import type { Answers, Facts } from "./case.ts";
import { feeOfCase, type FeeOfCase } from "./case-fee.ts";
import { lockCase } from "./case-queries.ts";
import { newReference } from "./reference.ts";
import { stepAfter, waitsForIn } from "./workflow.ts";

export type SubmitError = "notFound" | "notReady";

type Draft = Readonly<{
  id: string;
  serviceCode: string;
  version: number;
  answers: Answers;
  facts: Facts;
}>;

const maxReferenceTries = 10;

const insertCase = async (
  tx: Transaction<PortalDb>,
  definition: ServiceDefinition,
  draft: Draft,
  applicant: Applicant,
  fee: FeeOfCase | undefined,
): Promise<{ id: string; reference: string }> => {
  const initial = initialState(definition);
  const year = Number(localDate(new Date()).slice(0, 4));
  for (let attempt = 0; attempt < maxReferenceTries; attempt += 1) {
    const inserted = await tx
      .insertInto("government_case")
      .values({
        institution: definition.institution,
        reference: newReference(definition.referencePrefix, year),
        application_id: draft.id,
        service_code: draft.serviceCode,
        version: draft.version,
        state: initial.code,
        waits_for: waitsForIn(initial),
        applicant_national_id: applicant.nationalId,
        applicant_name: JSON.stringify(applicant.name),
        applicant_phone: applicant.phone ?? null,
        applicant_born: applicant.dateOfBirth ?? null,
        answers: JSON.stringify(draft.answers),
        facts: JSON.stringify(draft.facts),
        fee_minor: fee?.total.amountMinor ?? null,
        fee_currency: fee?.total.currency ?? null,
        fee_lines: JSON.stringify(fee?.lines ?? []),
        fee_exemptions: JSON.stringify(fee?.exemptions ?? []),
        fee_splits: JSON.stringify(fee?.splits ?? []),
        fee_instalments: JSON.stringify(fee?.instalments ?? []),
      })
      .onConflict((conflict) => conflict.columns(["institution", "reference"]).doNothing())
      .returning(["id", "reference"])
      .executeTakeFirst();
    if (inserted) return inserted;
  }
  throw new Error("no free case reference was found");
};

/**
 * Makes a case of a draft, once: sending it again gives the same reference. The draft's answers,
 * eligibility and fee are computed anew here; what the page showed is never trusted.
 */
export const submitCase = async (
  tx: Transaction<PortalDb>,
  { applicationId, applicant }: Readonly<{ applicationId: string; applicant: Applicant }>,
): Promise<Result<{ reference: string }, SubmitError>> => {
  const row = await tx
    .selectFrom("application")
    .selectAll()
    .where("id", "=", applicationId)
    .where("national_id", "=", applicant.nationalId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return err("notFound");
  if (row.case_reference !== null) return ok({ reference: row.case_reference });
  const definition = await loadDefinition(tx, row.service_code, row.version);
  const draft: Draft = {
    id: row.id,
    serviceCode: row.service_code,
    version: row.version,
    answers: row.answers,
    facts: row.facts,
  };
  const now = new Date();
  const data = caseDataOf({ applicant, answers: draft.answers, facts: draft.facts, now });
  const { ready, pages, fee: computed } = standingOf(definition, draft.facts, data);
  if (!ready) return err("notReady");
  const named = namedFiles(pages, draft.answers);
  if (!(await settleDraftFiles(tx, draft.id, named))) return err("notReady");
  const fee = feeOfCase(computed, data.today);
  const { id, reference } = await insertCase(tx, definition, draft, applicant, fee);
  const { institution } = definition;
  await linkFilesToCase(tx, { applicationId: draft.id, institution, caseId: id });
  await tx
    .updateTable("application")
    .set({ case_reference: reference, updated_at: now })
    .where("id", "=", draft.id)
    .execute();
  const current = await lockCase(tx, { institution: definition.institution, id });
  if (!current) throw new Error("a case just made was not found");
  const sent = { ...data, facts: { ...data.facts, "case.reference": reference } };
  const withFee = fee
    ? { ...sent, facts: { ...sent.facts, "fee.total": moneyToJson(fee.total) } }
    : sent;
  const step = stepAfter(definition, current.state, "submit", "applicant", withFee);
  if (!step.ok) throw new Error(`the workflow of ${definition.code} cannot be started`);
  const actor = { kind: "citizen", nationalId: applicant.nationalId } as const;
  await advanceCase(tx, current, step.value, { kind: "submitted", actor });
  if (fee) await addToOutbox(tx, "bill.create", { institution: current.institution, caseId: id });
  return ok({ reference });
};
