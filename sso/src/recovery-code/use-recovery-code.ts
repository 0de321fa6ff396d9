import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import type { Person } from "#src/account/account.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { CodeDeps } from "#src/sign-in/code-step.ts";
import type { Origin } from "#src/sign-in/password-step.ts";
import { refund, takeTry, type Throttled } from "#src/throttle/throttle-queries.ts";
import { countRecoveryCodes, spendRecoveryCode } from "./recovery-code-queries.ts";
import { recoveryHash } from "./recovery-code.ts";
import { recoveryNotice } from "./recovery-texts.ts";

export type RecoveryFailure = Throttled | Readonly<{ kind: "wrong" }> | Readonly<{ kind: "used" }>;

type Deps = Pick<CodeDeps, "buckets" | "sms" | "encryptionKey"> &
  Readonly<{ db: Kysely<SsoDatabase> }>;

/**
 * Spends a recovery code, once whatever arrives at the same time. A citizen's phone is told: who
 * has the paper is not always who it belongs to.
 */
export const useRecoveryCode = async (
  { db, buckets, sms, encryptionKey }: Deps,
  person: Person,
  code: string,
  origin: Origin,
): Promise<Result<{ left: number }, RecoveryFailure>> => {
  const counted = [buckets("recovery/account", person.id)];
  const taken = await takeTry(db, counted);
  if (!taken.ok) return taken;
  const hash = recoveryHash(encryptionKey, person.id, code);
  const outcome = await spendRecoveryCode(db, person.id, hash);
  if (outcome !== "spent") {
    const detail = { way: "recovery-code" };
    await recordEvent(db, {
      event: "sign-in.code-refused",
      personId: person.id,
      ...origin,
      detail,
    });
    return err({ kind: outcome });
  }
  await refund(db, counted);
  const left = (await countRecoveryCodes(db, person.id))?.left ?? 0;
  const event = "recovery-code.used";
  await recordEvent(db, { event, personId: person.id, ...origin, detail: { left } });
  // A message that is lost does not undo the sign-in: the account page tells as well.
  if (person.kind === "citizen") await sms.send({ to: person.phone, text: recoveryNotice(left) });
  return ok({ left });
};
