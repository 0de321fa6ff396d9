import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely, Transaction } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Acting } from "./acting.ts";
import { roleChanges } from "./directory.ts";
import { lockEmployee } from "./directory-queries.ts";
import { holdEmployee, performActIn, type ActRefusal } from "./perform-act.ts";
import type { Wish } from "./wish.ts";

export type RolesChanged = "changed" | "asked" | "both";

const wishesOf = (had: readonly string[], wanted: readonly string[]): Wish[] => {
  const changes = roleChanges(had, wanted);
  return (["grant", "revoke"] as const).flatMap((act) =>
    [changes[act].ordinary, changes[act].privileged]
      .filter((roles) => roles.length > 0)
      .map((roles) => ({ act, roles })),
  );
};

class Refused extends Error {
  readonly why: ActRefusal;
  constructor(why: ActRefusal) {
    super(why);
    this.why = why;
  }
}

/** The same in a transaction that is open already. */
export const changeRolesIn = async (
  tx: Transaction<SsoDatabase>,
  acting: Acting,
  staffId: string,
  wanted: readonly string[],
): Promise<Result<RolesChanged, ActRefusal>> => {
  const held = await holdEmployee(tx, staffId);
  const employee = held && (await lockEmployee(tx, staffId));
  if (!employee) return err("unknown");
  const wishes = wishesOf(employee.roles, wanted);
  if (wishes.length === 0) return err("nothing-changes");
  const kinds = new Set<string>();
  for (const wish of wishes) {
    const outcome = await performActIn(tx, acting, staffId, wish);
    if (!outcome.ok) return outcome;
    kinds.add(outcome.value.kind);
  }
  if (kinds.size === 2) return ok("both");
  return ok(kinds.has("asked") ? "asked" : "changed");
};

/**
 * Brings an employee's roles to those that are wanted: ordinary ones at once, privileged ones by
 * requests. All of it or nothing.
 */
export const changeRoles = async (
  db: Kysely<SsoDatabase>,
  acting: Acting,
  staffId: string,
  wanted: readonly string[],
): Promise<Result<RolesChanged, ActRefusal>> => {
  try {
    return await inTransaction(db, async (tx) => {
      const changed = await changeRolesIn(tx, acting, staffId, wanted);
      // What was done for the first of the changes must not stay when a later one is refused.
      if (!changed.ok) throw new Refused(changed.error);
      return changed;
    });
  } catch (error) {
    if (error instanceof Refused) return err(error.why);
    throw error;
  }
};
