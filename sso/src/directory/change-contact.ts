import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { SmsSender } from "#src/sign-in/code-step.ts";
import { actingOrigin, actorFor, type Acting } from "./acting.ts";
import { updateFacts } from "./directory-queries.ts";
import { takenFact } from "./invite.ts";
import { holdEmployee } from "./perform-act.ts";

export type ContactRefusal = "own" | "not-yours" | "not-now" | "unknown" | "email-taken";
type Contact = Readonly<{ phone: string | null; email: string | null }>;

/** Told to the number that no longer counts: links that set an account up go elsewhere now. */
export const contactMovedMessage =
  "تغيّر رقم هاتفك في دليل مؤسستك. إن لم تطلب ذلك فأخبر مسؤول الحسابات فورا.\n" +
  "Your number in your institution's directory was changed. Not you? Tell its administrator now.";

const store = async (
  db: Kysely<SsoDatabase>,
  acting: Acting,
  staffId: string,
  contact: Contact,
): Promise<Result<string | null, ContactRefusal>> =>
  await inTransaction(db, async (tx) => {
    const held = await holdEmployee(tx, staffId);
    if (!held) return err("unknown");
    const { employee } = held;
    const actor = await actorFor(tx, acting, employee);
    if (actor === "oneself") return err("own");
    if (actor === "stranger") return err("not-yours");
    if (employee.status === "left") return err("not-now");
    await updateFacts(tx, employee, { name: employee.name, ...contact });
    await recordEvent(tx, {
      event: "staff.facts-changed",
      personId: employee.id,
      detail: {
        phone: employee.phone !== contact.phone,
        email: employee.email !== contact.email,
      },
      ...actingOrigin(acting),
    });
    return ok(employee.phone === contact.phone ? null : employee.phone);
  });

/** Corrects where an employee is reached; the number before hears of it. */
export const changeContact = async (
  { db, sms }: Readonly<{ db: Kysely<SsoDatabase>; sms: SmsSender }>,
  acting: Acting,
  staffId: string,
  contact: Contact,
): Promise<Result<void, ContactRefusal>> => {
  try {
    const stored = await store(db, acting, staffId, contact);
    if (!stored.ok) return stored;
    if (stored.value !== null) await sms.send({ to: stored.value, text: contactMovedMessage });
    return ok(undefined);
  } catch (error) {
    if (takenFact(error) === "email-taken") return err("email-taken");
    throw error;
  }
};
