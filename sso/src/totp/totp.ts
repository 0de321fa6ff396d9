import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import { Secret, TOTP } from "otpauth";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Origin } from "#src/sign-in/password-step.ts";
import { refund, takeTry, type Throttled } from "#src/throttle/throttle-queries.ts";
import type { Buckets } from "#src/throttle/throttle.ts";
import { findTotpSecret, spendTotpStep } from "./authenticator-queries.ts";

const periodSeconds = 30;

/** The time step a code belongs to (RFC 6238, one step of drift either way), or undefined. */
export const totpStep = (secret: string, code: string, nowMs: number): number | undefined => {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: periodSeconds });
  const delta = totp.validate({ token: code, timestamp: nowMs, window: 1 });
  return delta === null ? undefined : Math.floor(nowMs / 1000 / periodSeconds) + delta;
};

export type TotpFailure =
  | Throttled
  | Readonly<{ kind: "wrong" }>
  | Readonly<{ kind: "used" }>
  | Readonly<{ kind: "not-enrolled" }>;

/** Judges the code of a person's authenticator; a step that was used before is refused. */
export const checkTotp = async (
  deps: Readonly<{ db: Kysely<SsoDatabase>; buckets: Buckets; encryptionKey: Uint8Array }>,
  personId: string,
  code: string,
  origin: Origin,
): Promise<Result<void, TotpFailure>> => {
  const secret = await findTotpSecret(deps.db, deps.encryptionKey, personId);
  if (secret === undefined) return err({ kind: "not-enrolled" });
  const counted = [deps.buckets("totp/account", personId)];
  const taken = await takeTry(deps.db, counted);
  if (!taken.ok) return taken;
  const step = totpStep(secret, code, Date.now());
  const spent = step !== undefined && (await spendTotpStep(deps.db, personId, step));
  if (spent) {
    await refund(deps.db, counted);
    return ok(undefined);
  }
  const detail = { way: "totp" };
  await recordEvent(deps.db, { event: "sign-in.code-refused", personId, ...origin, detail });
  return err({ kind: step === undefined ? "wrong" : "used" });
};
