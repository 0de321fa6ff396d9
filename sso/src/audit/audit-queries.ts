import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { fromAfter, writeAlone, type Write } from "#src/write-queries.ts";

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
  "session.ended",
  "logout.given-up",
  "device.forgotten",
  "service.revoked",
  "history.downloaded",
  "protection.suspended",
  "intervention.looked",
  "intervention.suspended",
  "intervention.lift-asked",
  "intervention.lifted",
  "intervention.reset-required",
  "intervention.proofing-required",
  "audit.looked",
  "audit.exported",
  "audit.cut",
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
  "approver.added",
  "approver.removed",
  "approval.asked",
  "approval.given",
  "approval.refused",
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
  "staff.invited",
  "staff.facts-changed",
  "staff.role-granted",
  "staff.role-revoked",
  "staff.moved",
  "staff.suspended",
  "staff.resumed",
  "staff.leave-set",
  "staff.leave-cancelled",
  "staff.left",
  "staff.factors-reset",
  "staff.returned",
  "staff.set-up-completed",
  "staff.request-made",
  "staff.request-confirmed",
  "staff.request-refused",
  "staff.request-cancelled",
  "staff.request-expired",
  "staff.linked",
  "federation.refused",
  "federation.registered",
  "federation.switched",
  "institution.created",
  "institution.updated",
  "client.created",
  "client.updated",
  "client.proposed",
  "client.approve",
  "client.reject",
  "client.withdraw",
  "client.secret-renewed",
  "client.suspended",
  "client.resumed",
  "client.deleted",
  "client.simulated",
  "key.published",
  "key.promoted",
  "key.retired",
  "mandate.propose",
  "mandate.recognise",
  "mandate.accept",
  "mandate.decline",
  "mandate.withdraw",
  "mandate.revoke",
  "mandate.expire",
  "mandate.lapse",
  "mandate.reconsider",
  "mandate.resume",
  "mandate.use",
] as const;

export type AuditEventName = (typeof auditEvents)[number];

export type AuditEvent = Readonly<{
  event: AuditEventName;
  personId?: string | undefined;
  clientId?: string | undefined;
  /** Who did it, where that is not the person: a machine client's id. */
  actor?: string | undefined;
  address?: string | undefined;
  userAgent?: string | undefined;
  /** Small facts, never personal data. */
  detail?: Readonly<Record<string, string | number | boolean>>;
}>;

/** Writing an event down, together with what it tells; `after` another write, only where that did. */
export const recordingEvent = (event: AuditEvent, after?: string): Write => ({
  text: `insert into audit_event (event, person_id, client_id, actor, address, user_agent, detail)
    select $1::text, $2::uuid, $3::text, $4::text, $5::inet, $6::text, $7::jsonb
    ${fromAfter(after)}`,
  values: [
    event.event,
    event.personId ?? null,
    event.clientId?.slice(0, 100) ?? null,
    event.actor ?? null,
    event.address ?? null,
    event.userAgent?.slice(0, 200) ?? null,
    JSON.stringify(event.detail ?? {}),
  ],
});

/** Writes an event down; inside the transaction of what it tells, where there is one. */
export const recordEvent = async (db: Kysely<SsoDatabase>, event: AuditEvent): Promise<void> =>
  await writeAlone(db, recordingEvent(event));
