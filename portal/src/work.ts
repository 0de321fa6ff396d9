import { createDocumentRenderer } from "@gov/kit/document/typst-renderer.ts";
import type { Log } from "@gov/kit/log.ts";
import type { ExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import { startOutboxWorker } from "@gov/kit/outbox.ts";
import { startRepeating } from "@gov/kit/repeating.ts";
import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { Kysely } from "kysely";
import type { PortalConfig } from "./config.ts";
import { escalateTasks } from "./case/escalate-tasks.ts";
import type { PortalDb } from "./db-types.ts";
import { issueDocument } from "./documents/issue-document.ts";
import { createOffersBook } from "./exchange-client/exchange-offers.ts";
import { billHandlers, sweepUnpaid } from "./pay-client/bill-sync.ts";
import { continueDryRun, dryRunKind } from "./designer/dry-run-queries.ts";
import { publishDue } from "./designer/publish-queries.ts";
import type { PayClient } from "./pay-client/pay-client.ts";
import { sweepSessions } from "./session/citizen-session-queries.ts";
import { sweepUploads } from "./upload/upload-queries.ts";

/** Seconds, then minutes, then hours; after that a person looks. */
const retryDelaysMs = [2_000, 10_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000];
const sweepMs = 30_000;
const tasksAtOnce = 100;
const unpaidAtOnce = 50;
const sessionsAtOnce = 1_000;
const uploadsAtOnce = 50;

export type Work = Readonly<{ kick: () => void; close: () => Promise<void> }>;

/** What happens besides requests: bills, documents, lost webhooks, old sessions. */
export const startWork = (deps: {
  db: Kysely<PortalDb>;
  log: Log;
  config: PortalConfig;
  catalogue: Catalogue;
  pay: PayClient;
  exchange: ExchangeClient;
}): Work => {
  const { db, log, config, catalogue, pay, exchange } = deps;
  const bills = { db, pay, log, publicUrl: config.PUBLIC_URL };
  const renderer = createDocumentRenderer();
  const issue = issueDocument({
    catalogue,
    renderer,
    publicUrl: config.PUBLIC_URL,
    kek: config.KEY_ENCRYPTION_KEY,
  });
  const outbox = startOutboxWorker({
    db,
    log,
    handlers: { ...billHandlers(bills), "document.issue": issue, [dryRunKind]: continueDryRun(db) },
    retryDelaysMs,
    pollMs: 1_000,
  });
  const offers = createOffersBook(exchange);
  const sweeps: (() => Promise<unknown>)[] = [
    () => sweepUnpaid(bills, unpaidAtOnce),
    () => escalateTasks(db, tasksAtOnce),
    () => publishDue({ db, catalogue, log, offers }, new Date()),
    () => sweepSessions(db, sessionsAtOnce),
    () => sweepUploads(db, uploadsAtOnce),
  ];
  const failed = (error: unknown): void => log.error({ err: error }, "sweep failed");
  const sweeping = startRepeating(
    async () => {
      // One that fails does not keep the others from their turn.
      for (const one of sweeps) await one().catch(failed);
    },
    { everyMs: sweepMs, failed },
  );
  const close = async (): Promise<void> => {
    await sweeping.close();
    await outbox.close();
    await renderer.close();
  };
  return { kick: outbox.kick, close };
};
