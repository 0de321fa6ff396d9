import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import type { RequestOrigin } from "#src/sign-in/client-address.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { putPassword } from "#src/credential/credential-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { putAuthenticator } from "#src/totp/authenticator-queries.ts";
import { newTotpSecret } from "#src/totp/enrolment.ts";
import { totpStep } from "#src/totp/totp.ts";
import { findEmployee, updateStanding, type Employee } from "./directory-queries.ts";
import { dropSetUp, keepChoice, lockSetUp } from "./set-up-queries.ts";

type Deps = Readonly<{ db: Kysely<SsoDatabase>; encryptionKey: Uint8Array }>;

export const staffPasswordMinimum = 12;

/** Keeps the first step: the password as its hash, and a fresh secret for the authenticator. */
export const beginSetUp = async (
  { db, encryptionKey }: Deps,
  staffId: string,
  passwordHash: string,
): Promise<void> => {
  const totpSecret = newTotpSecret();
  await keepChoice(db, encryptionKey, staffId, { passwordHash, totpSecret });
};

/**
 * The authenticator shows the right code: from here on the employee can sign in. Before, neither
 * the password nor the authenticator counted. Of two who finish at once one finds it done.
 */
export const finishSetUp = async (
  { db, encryptionKey }: Deps,
  setUpCode: string,
  code: string,
  origin: RequestOrigin,
): Promise<Result<Employee, "gone" | "wrong">> =>
  await inTransaction(db, async (tx) => {
    const setUp = await lockSetUp(tx, encryptionKey, setUpCode);
    const employee = setUp && (await findEmployee(tx, setUp.staffId));
    if (!setUp?.totpSecret || !setUp.passwordHash || employee?.status !== "invited") {
      return err("gone");
    }
    const step = totpStep(setUp.totpSecret, code, Date.now());
    if (step === undefined) return err("wrong");
    await putPassword(tx, employee.id, setUp.passwordHash);
    await putAuthenticator(tx, encryptionKey, employee.id, setUp.totpSecret, step);
    await updateStanding(tx, employee.id, { status: "active" });
    await dropSetUp(tx, employee.id);
    await recordEvent(tx, { event: "staff.set-up-completed", personId: employee.id, ...origin });
    return ok(employee);
  });
