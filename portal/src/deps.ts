import type { Csrf } from "@gov/kit/csrf.ts";
import type { Log } from "@gov/kit/log.ts";
import type { Sessions } from "@gov/kit/session.ts";
import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { Kysely } from "kysely";
import type { PortalConfig } from "./config.ts";
import type { PortalDb } from "./db-types.ts";
import type { ExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import type { LiveCatalogue } from "./catalogue/live-catalogue.ts";
import type { OffersBook } from "./exchange-client/exchange-offers.ts";
import type { PayClient } from "./pay-client/pay-client.ts";
import type { CitizenSession } from "./session/citizen-session-queries.ts";
import type { RelyingParty } from "./session/relying-party.ts";
import type { FileKeeper } from "./upload/keep-file.ts";

/** What the portal's routes work with; wired in main.ts, and by tests. */
export type PortalDeps = Readonly<{
  config: PortalConfig;
  db: Kysely<PortalDb>;
  log: Log;
  /** The institutions and life events, and the services that come with the system's files. */
  catalogue: Catalogue;
  /** What government offers at this moment; cases are pinned to versions in the database. */
  offered: LiveCatalogue;
  csrf: Csrf;
  sessions: Sessions<CitizenSession>;
  relyingParty: RelyingParty;
  exchange: ExchangeClient;
  /** What may be asked through it, for those who design services. */
  offers: OffersBook;
  pay: PayClient;
  files: FileKeeper;
  /** Tells the worker that the outbox has something to do. */
  kick: () => void;
}>;
