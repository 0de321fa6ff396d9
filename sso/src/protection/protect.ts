import { inTransaction } from "@gov/kit/db.ts";
import type { Kysely } from "kysely";
import type { RequestOrigin } from "#src/sign-in/client-address.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { forgetDevices } from "#src/device/device-queries.ts";
import { endSessions } from "#src/logout/end-session.ts";
import { queueNotice } from "#src/message/notice-queries.ts";
import type { ProtectionLink } from "./protection-link.ts";
import { suspend, wasLiftedSince } from "./suspension-queries.ts";

/** `old`: the account was given back to its person since, and only a newer link protects it. */
export type Protected = "suspended" | "already" | "old";

/** True where a link's account can still be suspended by it. */
export const isCurrent = async (
  db: Kysely<SsoDatabase>,
  { personId, at }: ProtectionLink,
): Promise<boolean> => !(await wasLiftedSince(db, personId, at));

/**
 * What whoever holds the link may do: the account is suspended, every session, token and
 * remembered browser ends, and services are told. Nothing of it can be undone by a link.
 */
export const protect = async (
  db: Kysely<SsoDatabase>,
  link: ProtectionLink,
  origin: RequestOrigin,
): Promise<Protected> =>
  await inTransaction(db, async (tx) => {
    const { personId } = link;
    if (!(await isCurrent(tx, link))) return "old";
    if (!(await suspend(tx, personId, { kind: "protection" }))) return "already";
    await endSessions(tx, personId, { by: "protection", ...origin });
    await forgetDevices(tx, personId);
    await recordEvent(tx, { event: "protection.suspended", personId, ...origin });
    await queueNotice(tx, { personId, kind: "account-suspended" });
    return "suspended";
  });
