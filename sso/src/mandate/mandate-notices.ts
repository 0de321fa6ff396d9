import type { Text } from "@gov/kit/text.ts";
import type { Kysely } from "kysely";
import { findAccountById } from "#src/account/account-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { queueNotice } from "#src/message/notice-queries.ts";
import type { NoticeKind } from "#src/message/notice.ts";
import { listCompanyRepresentatives } from "./mandate-list-queries.ts";
import type { Mandate, MandateEvent } from "./mandate.ts";
import { representedAccount } from "./write-event.ts";

type Told = Readonly<{ represented?: NoticeKind; representative?: NoticeKind }>;

/** What each side is told of a step, whoever took it: a step that was not theirs shows at once. */
const told: Partial<Record<MandateEvent, Told>> = {
  propose: { represented: "mandate-given", representative: "mandate-offered" },
  accept: { represented: "mandate-accepted", representative: "mandate-accepted" },
  decline: { represented: "mandate-declined" },
  withdraw: { represented: "mandate-ended", representative: "mandate-ended" },
  revoke: { represented: "mandate-ended", representative: "mandate-ended" },
  lapse: { representative: "mandate-ended" },
  resume: { represented: "mandate-accepted", representative: "mandate-accepted" },
};

/** Who hears for the represented: the person, or who else represents the company. */
const hearers = async (tx: Kysely<SsoDatabase>, mandate: Mandate): Promise<string[]> => {
  const { representedNumber, representativeId } = mandate;
  if (mandate.kind === "company") {
    return await listCompanyRepresentatives(tx, representedNumber, representativeId);
  }
  const account = await representedAccount(tx, mandate);
  return account ? [account.id] : [];
};

/** Sets the notices of a step going, in its transaction. */
export const queueMandateNotices = async (
  tx: Kysely<SsoDatabase>,
  mandate: Mandate,
  event: MandateEvent,
): Promise<void> => {
  const { represented, representative } = told[event] ?? {};
  const notify = (personId: string, kind: NoticeKind, party: Text): Promise<void> =>
    queueNotice(tx, { personId, kind, facts: { party } });
  if (representative) {
    await notify(mandate.representativeId, representative, mandate.representedName);
  }
  if (!represented) return;
  const holder = await findAccountById(tx, mandate.representativeId);
  if (!holder) return;
  for (const personId of await hearers(tx, mandate)) {
    await notify(personId, represented, holder.name);
  }
};
