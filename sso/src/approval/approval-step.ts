import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Kysely } from "kysely";
import type { Person } from "#src/account/account.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Origin } from "#src/sign-in/password-step.ts";
import { takeTry, type Throttled } from "#src/throttle/throttle-queries.ts";
import type { Buckets } from "#src/throttle/throttle.ts";
import { askApproval, listPending, settleApproval } from "./approval-queries.ts";
import { newQuestion, outcomeOf, readDecision } from "./approval.ts";
import { noteApproverUsed, type Approver } from "./approver-queries.ts";

type Deps = Readonly<{ db: Kysely<SsoDatabase>; buckets: Buckets }>;

export type AskFailure = Throttled | Readonly<{ kind: "other-pending" }>;

/** Asks a person's apps about a sign-in; seldom, and one at a time. */
export const askApps = async (
  { db, buckets }: Deps,
  input: Readonly<{
    interactionId: string;
    person: Pick<Person, "id">;
    service: Text;
    domain: string;
    origin: Origin;
  }>,
): Promise<Result<void, AskFailure>> => {
  const { interactionId, person, service, domain, origin } = input;
  const taken = await takeTry(db, [buckets("approval/account", person.id)]);
  if (!taken.ok) return taken;
  const asked = await askApproval(db, {
    ...newQuestion(),
    interactionId,
    personId: person.id,
    service,
    domain,
    address: origin.address,
  });
  if (!asked) return err({ kind: "other-pending" });
  await recordEvent(db, { event: "approval.asked", personId: person.id, ...origin });
  return ok(undefined);
};

export type DecideFailure = "not-pending" | "not-signed" | "other-question";

/** Takes an app's signed decision about what waits: `refused` also for a wrong number. */
export const decide = async (
  db: Kysely<SsoDatabase>,
  approver: Approver,
  approvalId: string,
  jws: string,
): Promise<Result<"approved" | "refused", DecideFailure>> => {
  const pending = (await listPending(db, approver.personId)).find(({ id }) => id === approvalId);
  if (!pending) return err("not-pending");
  const decision = await readDecision(jws, approver.publicJwk);
  if (!decision) return err("not-signed");
  const outcome = outcomeOf(pending, decision);
  if (outcome === "other-question") return err("other-question");
  if (!(await settleApproval(db, approvalId, outcome))) return err("not-pending");
  await noteApproverUsed(db, approver.id);
  const wrongNumber = decision.decision === "approve" && outcome === "refused";
  const event = outcome === "approved" ? "approval.given" : "approval.refused";
  const detail = { approver: approver.id, wrongNumber };
  await recordEvent(db, { event, personId: approver.personId, detail });
  return ok(outcome);
};
