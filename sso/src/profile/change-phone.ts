import { inTransaction } from "@gov/kit/db.ts";
import type { Kysely } from "kysely";
import type { RequestOrigin } from "#src/sign-in/client-address.ts";
import { setPhone } from "#src/account/account-queries.ts";
import type { Account } from "#src/account/account.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { queueNotice } from "#src/message/notice-queries.ts";
import { endSessions } from "#src/logout/end-session.ts";
import { undoPath } from "#src/recovery/undo-link.ts";
import {
  findPhoneChange,
  insertPhoneChange,
  stopPhoneChanges,
  type PhoneChange,
} from "./profile-queries.ts";

/** How long the phone before can take a change back. */
export const undoHours = 24;

type Deps = Readonly<{
  db: Kysely<SsoDatabase>;
  encryptionKey: Uint8Array;
  clock: () => Date;
}>;

/** Changes the phone at once, and tells both numbers, with a link that takes it back. */
export const changePhone = async (
  { db, encryptionKey, clock }: Deps,
  account: Account,
  newPhone: string,
  origin: RequestOrigin,
): Promise<void> =>
  await inTransaction(db, async (tx) => {
    const { id: personId, phone: oldPhone } = account;
    const id = await insertPhoneChange(tx, { personId, oldPhone, newPhone, at: clock() });
    await setPhone(tx, personId, newPhone);
    await recordEvent(tx, { event: "profile.phone-changed", personId, ...origin });
    await queueNotice(tx, {
      personId,
      kind: "phone-changed",
      alsoTo: { phone: oldPhone },
      undoPath: undoPath(encryptionKey, "phone-change", id),
    });
  });

const undoneSince = ({ clock }: Deps): Date => new Date(clock().getTime() - undoHours * 3_600_000);

/** A change that its old phone may still take back. */
export const findUndoable = async (deps: Deps, id: string): Promise<PhoneChange | undefined> =>
  await inTransaction(deps.db, (tx) => findPhoneChange(tx, id, undoneSince(deps)));

/** Takes a change back and ends every session. False when it is too late. */
export const takePhoneBack = async (
  deps: Deps,
  id: string,
  origin: RequestOrigin,
): Promise<boolean> =>
  await inTransaction(deps.db, async (tx) => {
    const change = await findPhoneChange(tx, id, undoneSince(deps));
    if (!change) return false;
    const { personId, oldPhone } = change;
    await stopPhoneChanges(tx, personId, id);
    await setPhone(tx, personId, oldPhone);
    await endSessions(tx, personId, { by: "protection", ...origin });
    await recordEvent(tx, { event: "profile.phone-restored", personId, ...origin });
    return true;
  });
