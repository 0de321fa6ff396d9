import type { Kysely } from "kysely";
import type { SsoDatabase } from "./db-types.ts";
import { sweepChallenges } from "./passkey/passkey-queries.ts";
import { sweepFailedWork } from "./message/notice-queries.ts";
import { sweepEntities } from "./protocol/entity-queries.ts";
import { sweepRegistrations } from "./registration/registration-queries.ts";
import { sweepContactCodes } from "./otp/contact-code-queries.ts";
import { sweepSignIns } from "./sign-in/sign-in-queries.ts";
import { sweepThrottle } from "./throttle/throttle-queries.ts";

const batch = 5_000;
const mostBatches = 200;

const sweeps = [
  sweepEntities,
  sweepSignIns,
  sweepThrottle,
  sweepChallenges,
  sweepRegistrations,
  sweepContactCodes,
  sweepFailedWork,
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
