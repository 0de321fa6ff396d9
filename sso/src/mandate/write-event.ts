import type { Kysely } from "kysely";
import { findAccountByNationalId } from "#src/account/account-queries.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { recordMandateEvent, type MandateRecord } from "./mandate-event-queries.ts";
import type { Mandate } from "./mandate.ts";

/** The account of the person that a mandate is about; a company and most children have none. */
export const representedAccount = async (
  db: Kysely<SsoDatabase>,
  mandate: Pick<Mandate, "kind" | "representedNumber">,
) =>
  mandate.kind === "company"
    ? undefined
    : await findAccountByNationalId(db, mandate.representedNumber);

/** Writes what happened into the mandate's history and into the audit of both its sides. */
export const writeMandateEvent = async (
  tx: Kysely<SsoDatabase>,
  mandate: Pick<Mandate, "id" | "kind" | "representativeId" | "representedNumber">,
  record: MandateRecord,
): Promise<void> => {
  await recordMandateEvent(tx, mandate.id, record);
  const represented = await representedAccount(tx, mandate);
  for (const personId of [mandate.representativeId, represented?.id]) {
    if (personId === undefined) continue;
    await recordEvent(tx, {
      event: `mandate.${record.event}`,
      personId,
      clientId: record.clientId ?? undefined,
      actor: record.personId ?? record.side,
      detail: { mandate: mandate.id, kind: mandate.kind },
    });
  }
};
