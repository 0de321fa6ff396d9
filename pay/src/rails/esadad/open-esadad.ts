import type { Database } from "@gov/kit/db.ts";
import type { Log } from "@gov/kit/log.ts";
import type { PayConfig } from "#src/config.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import type { Rail } from "../rail.ts";
import type { Esadad } from "./esadad.ts";
import { createEsadadRail } from "./esadad-rail.ts";
import { createHubClient } from "./hub-client.ts";

/** The rail, and what its slices work with once everything is wired. */
type OpenEsadad = Readonly<{ rail: Rail; at: (deps: PayDeps) => Esadad }>;

/** E-SADAD as configured; undefined where no hub is. */
export const openEsadad = (input: {
  config: PayConfig;
  db: Database<PayDatabase>;
  log: Log;
}): OpenEsadad | undefined => {
  const { config, db, log } = input;
  const { ESADAD_HUB_URL: url, ESADAD_BILLER_CODE: billerCode } = config;
  const { ESADAD_PRIVATE_KEY: ownKey, ESADAD_HUB_PUBLIC_KEY: hubKey } = config;
  if (!url || !billerCode || !ownKey || !hubKey) return undefined;
  const constants = config.ESADAD_CONSTANTS;
  const parties = { constants, billerCode, hubCode: config.ESADAD_HUB_CODE, ownKey, hubKey };
  const timeoutMs = config.ESADAD_TIMEOUT_MS;
  const client = createHubClient({ url, parties, timeoutMs, db, log });
  return {
    rail: createEsadadRail({ db, client, constants }),
    at: (deps) => ({ deps, parties, suspenseBiller: config.ESADAD_SUSPENSE_BILLER }),
  };
};
