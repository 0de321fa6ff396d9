import type { Kysely } from "kysely";
import { sweepApprovals } from "./approval/approval-queries.ts";
import type { SsoDatabase } from "./db-types.ts";
import { sweepSignOuts } from "./logout/sign-out-queries.ts";
import { sweepChoices } from "./mandate/choice-queries.ts";
import { sweepChallenges } from "./passkey/passkey-queries.ts";
import { sweepFailedWork } from "./message/notice-queries.ts";
import { sweepAttempts } from "./federation/attempt-queries.ts";
import { sweepEntities } from "./protocol/entity-queries.ts";
import { sweepRegistrations } from "./registration/registration-queries.ts";
import { sweepResets } from "./recovery/password-reset-queries.ts";
import { sweepContactCodes } from "./otp/contact-code-queries.ts";
import { sweepSignIns } from "./sign-in/sign-in-queries.ts";
import { sweepThrottle } from "./throttle/throttle-queries.ts";

const batch = 5_000;
const mostBatches = 200;

const sweeps = [
  sweepEntities,
  sweepSignIns,
  sweepAttempts,
  sweepThrottle,
  sweepChoices,
  sweepChallenges,
  sweepApprovals,
  sweepRegistrations,
  sweepResets,
  sweepContactCodes,
  sweepFailedWork,
  sweepSignOuts,
];

/** Deletes what has ended, in small batches so that nobody waits; gives how many rows. */
export const sweepEnded = async (db: Kysely<SsoDatabase>): Promise<number> => {
  let swept = 0;
  for (const sweep of sweeps) {
    for (let round = 0; round < mostBatches; round += 1) {
      const rows = await sweep(db, batch);
      swept += rows;
      if (rows < batch) break;
    }
  }
  return swept;
};
