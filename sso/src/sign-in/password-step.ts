import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import type { Person } from "#src/account/account.ts";
import { recordEvent, recordingEvent } from "#src/audit/audit-queries.ts";
import type { Passwords } from "#src/credential/password.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { findStaffWithPassword } from "#src/staff/staff-queries.ts";
import { isFamiliar } from "#src/throttle/familiar-queries.ts";
import { refund, refunding, takeTry, type Throttled } from "#src/throttle/throttle-queries.ts";
import {
  familiarBuckets,
  networkOf,
  passwordBuckets,
  type Buckets,
} from "#src/throttle/throttle.ts";
import type { OwnMeans } from "#src/factor/factor-queries.ts";
import { writeTogether } from "#src/write-queries.ts";
import type { RequestOrigin } from "./client-address.ts";
import { findCitizenWithPassword } from "./open-queries.ts";

export type PasswordDeps = Readonly<{
  db: Kysely<SsoDatabase>;
  passwords: Passwords;
  buckets: Buckets;
}>;

/** Where a request of a sign-in came from, and for which service. */
export type Origin = RequestOrigin & Readonly<{ clientId: string }>;

export type PasswordTry = Readonly<{
  kind: Person["kind"];
  identifier: string;
  password: string;
  device: string | undefined;
  origin: Origin;
}>;

export type PasswordFailure =
  | Throttled
  | Readonly<{ kind: "wrong" }>
  | Readonly<{ kind: "busy" }>
  | Readonly<{ kind: "suspended" }>;

/** Who a password was right for; of citizens also what else they have. */
type FoundPerson = Readonly<{ person: Person; hash: string; means?: OwnMeans }>;

const findWithPassword = async (
  db: Kysely<SsoDatabase>,
  kind: Person["kind"],
  identifier: string,
): Promise<FoundPerson | undefined> => {
  if (kind === "citizen") return await findCitizenWithPassword(db, identifier);
  const found = await findStaffWithPassword(db, identifier);
  if (!found) return undefined;
  const { hash, ...person } = found;
  return { person, hash };
};

/**
 * Checks an identifier and a password. Unknown people and wrong passwords take the same way and
 * the same time to the same answer; that an account is suspended is told to its owner alone.
 */
export const checkPassword = async (
  { db, passwords, buckets }: PasswordDeps,
  { kind, identifier, password, device, origin }: PasswordTry,
): Promise<Result<FoundPerson, PasswordFailure>> => {
  const who = { identifier: `${kind} ${identifier}`, address: origin.address, device };
  const place = { kind, identifier, network: networkOf(origin.address) };
  let counted = passwordBuckets(buckets, who);
  let taken = await takeTry(db, counted);
  if (!taken.ok && device === undefined && (await isFamiliar(db, place))) {
    counted = familiarBuckets(buckets, who);
    taken = await takeTry(db, counted);
  }
  if (!taken.ok) {
    await recordEvent(db, { event: "sign-in.throttled", ...origin });
    return taken;
  }
  const found = await findWithPassword(db, kind, identifier);
  const verified = await passwords.verify(found?.hash, password);
  if (!verified.ok) {
    await refund(db, counted);
    return err({ kind: "busy" });
  }
  if (!found || !verified.value) {
    await recordEvent(db, {
      event: "sign-in.password-refused",
      personId: found?.person.id,
      ...origin,
    });
    return err({ kind: "wrong" });
  }
  const { person } = found;
  const event = person.status === "active" ? "sign-in.password-accepted" : "sign-in.suspended";
  await writeTogether(db, {
    refunded: refunding(counted),
    told: recordingEvent({ event, personId: person.id, ...origin }),
  });
  return person.status === "active" ? ok(found) : err({ kind: "suspended" });
};
