import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { CanReach } from "#src/protocol/interaction-rules.ts";
import { findMeans } from "./factor-queries.ts";
import { reachOf } from "./factor.ts";

/** Tells whether a person has set up what a level takes. */
export const createCanReach =
  (db: Kysely<SsoDatabase>): CanReach =>
  async (audience, personId, level) => {
    const kind = audience === "citizens" ? "citizen" : "staff";
    const means = await findMeans(db, { id: personId, kind });
    return (reachOf(means) ?? 0) >= level;
  };
