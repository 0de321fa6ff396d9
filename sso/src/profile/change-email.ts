import { inTransaction } from "@gov/kit/db.ts";
import type { Kysely } from "kysely";
import type { RequestOrigin } from "#src/sign-in/client-address.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { queueNotice } from "#src/message/notice-queries.ts";
import { setVerifiedEmail } from "./profile-queries.ts";

/** Sets a proven address, or none, and tells the person by every way, the one before among them. */
export const changeEmail = async (
  db: Kysely<SsoDatabase>,
  personId: string,
  email: string | null,
  origin: RequestOrigin,
): Promise<void> =>
  await inTransaction(db, async (tx) => {
    const before = await setVerifiedEmail(tx, personId, email);
    const event = email === null ? "profile.email-removed" : "profile.email-changed";
    await recordEvent(tx, { event, personId, ...origin });
    await queueNotice(tx, { personId, kind: "email-changed", alsoTo: { email: before } });
  });
