import { inTransaction } from "@gov/kit/db.ts";
import type { Kysely } from "kysely";
import type { RequestOrigin } from "#src/sign-in/client-address.ts";
import { holdActiveAccount } from "#src/account/account-queries.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { putPassword } from "#src/credential/credential-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { queueNotice } from "#src/message/notice-queries.ts";
import { endSessions } from "#src/logout/end-session.ts";
import { endReset, type PasswordReset } from "./password-reset-queries.ts";
import { spendSetup } from "./recovery-queries.ts";

/**
 * Sets the new password, ends every session, and tells the owner, once. False when another request
 * has used this reset, or its printed code, or the account was suspended meanwhile.
 */
export const replacePassword = async (
  db: Kysely<SsoDatabase>,
  { token, answers }: PasswordReset,
  personId: string,
  hash: string,
  origin: RequestOrigin,
): Promise<boolean> =>
  await inTransaction(db, async (tx) => {
    if (!(await holdActiveAccount(tx, personId))) return false;
    if (!(await endReset(tx, token))) return false;
    const { recoveryId } = answers;
    if (recoveryId !== undefined && !(await spendSetup(tx, recoveryId))) return false;
    await putPassword(tx, personId, hash);
    await endSessions(tx, personId, { by: "protection", ...origin });
    await recordEvent(tx, { event: "recovery.password-changed", personId, ...origin });
    await queueNotice(tx, { personId, kind: "password-changed" });
    return true;
  });
