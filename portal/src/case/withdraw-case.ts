import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Transaction } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { CaseError } from "./case.ts";
import { advanceCase } from "./case-advance.ts";
import { findOwnCase, lockCase } from "./case-queries.ts";
import { caseDataOfCase } from "./case-data.ts";
import { stepAfter } from "./workflow.ts";

/** The person takes the request back; an unpaid bill is cancelled. */
export const withdrawCase = async (
  tx: Transaction<PortalDb>,
  command: Readonly<{ nationalId: string; reference: string }>,
): Promise<Result<true, CaseError>> => {
  const own = await findOwnCase(tx, command);
  const current = own && (await lockCase(tx, own));
  if (!current) return err("notFound");
  const definition = await loadDefinition(tx, current.serviceCode, current.version);
  const data = caseDataOfCase(current, new Date());
  const step = stepAfter(definition, current.state, "withdraw", "applicant", data);
  if (!step.ok) return step;
  const actor = { kind: "citizen", nationalId: command.nationalId } as const;
  await advanceCase(tx, current, step.value, { kind: "withdrawn", actor });
  return ok(true);
};
