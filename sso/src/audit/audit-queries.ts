import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

/** Everything that is written down, by name. */
export const auditEvents = [
  "sign-in.password-accepted",
  "sign-in.password-refused",
  "sign-in.code-sent",
  "sign-in.code-refused",
  "sign-in.completed",
  "sign-in.passkey-refused",
  "sign-in.suspended",
  "sign-in.throttled",
  "sign-out",
  "consent.given",
  "consent.refused",
  "token.replayed",
  "passkey.added",
  "passkey.removed",
  "passkey.copied",
  "authenticator.added",
  "authenticator.removed",
  "recovery-codes.made",
  "recovery-code.used",
  "preferred-factor.set",
  "account.created",
  "account.updated",
  "account.registered",
  "account.superseded",
  "account.closed",
  "registration.matched",
  "registration.unconfirmed",
  "registration.throttled",
  "proofing.proposed",
  "proofing.confirmed",
  "proofing.refused",
  "proofing.rechecked",
  "recovery.password-asked",
  "recovery.password-changed",
  "recovery.proposed",
  "recovery.confirmed",
  "recovery.refused",
  "recovery.stopped",
  "recovery.completed",
  "profile.phone-changed",
  "profile.phone-restored",
  "profile.email-changed",
  "profile.email-removed",
  "profile.language-changed",
  "staff.created",
  "staff.updated",
  "client.created",
  "client.updated",
  "key.published",
  "key.promoted",
  "key.retired",
] as const;

export type AuditEvent = Readonly<{
  event: (typeof auditEvents)[number];
  personId?: string | undefined;
  clientId?: string | undefined;
  /** Who did it, where that is not the person: a machine client's id. */
  actor?: string | undefined;
  address?: string | undefined;
  userAgent?: string | undefined;
  /** Small facts, never personal data. */
  detail?: Readonly<Record<string, string | number | boolean>>;
}>;

/** Writes an event down; inside the transaction of what it tells, where there is one. */
export const recordEvent = async (db: Kysely<SsoDatabase>, event: AuditEvent): Promise<void> => {
  await db
    .insertInto("audit_event")
    .values({
      event: event.event,
      person_id: event.personId ?? null,
      client_id: event.clientId?.slice(0, 100) ?? null,
      actor: event.actor ?? null,
      address: event.address ?? null,
      user_agent: event.userAgent?.slice(0, 200) ?? null,
      detail: JSON.stringify(event.detail ?? {}),
    })
    .execute();
};

export type SignInRecord = Readonly<{
  at: Date;
  event: string;
  clientId: string | null;
  address: string | null;
  userAgent: string | null;
}>;

/** A person's newest sign-ins and refused attempts, newest first. */
export const listSignIns = async (
  db: Kysely<SsoDatabase>,
  personId: string,
  limit: number,
): Promise<SignInRecord[]> => {
  const rows = await db
    .selectFrom("audit_event")
    .select(["at", "event", "client_id", "address", "user_agent"])
    .where("person_id", "=", personId)
    .where("event", "in", ["sign-in.completed", "sign-in.password-refused", "sign-in.code-refused"])
    .orderBy("at", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    at: row.at,
    event: row.event,
    clientId: row.client_id,
    address: row.address,
    userAgent: row.user_agent,
  }));
};
