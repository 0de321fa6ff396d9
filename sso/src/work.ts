import type { Log } from "@gov/kit/log.ts";
import { startOutboxWorker, type OutboxHandler } from "@gov/kit/outbox.ts";
import type { Kysely } from "kysely";
import type { SsoDatabase } from "./db-types.ts";
import { deliverNotice, noticeDelaysMs, type MessageDeps } from "./message/deliver-notice.ts";
import { noticeWork } from "./message/notice-queries.ts";

export type WorkDeps = MessageDeps & Readonly<{ db: Kysely<SsoDatabase>; log: Log }>;

type KindOfWork = Readonly<{
  handlers: Readonly<Record<string, OutboxHandler<SsoDatabase>>>;
  retryDelaysMs: readonly number[];
  atOnce: number;
}>;

/** What waits in the outbox, by kind; each has its own places, so a slow one holds up no other. */
export const kindsOfWork = (deps: WorkDeps): readonly KindOfWork[] => [
  {
    handlers: { [noticeWork]: deliverNotice(deps) },
    retryDelaysMs: noticeDelaysMs,
    atOnce: 8,
  },
];

const lookEveryMs = 1_000;

/** Works the outbox off until it is closed. */
export const startWork = (deps: WorkDeps): Readonly<{ close: () => Promise<void> }> => {
  const { db, log } = deps;
  const workers = kindsOfWork(deps).map((kind) =>
    startOutboxWorker({ db, log, pollMs: lookEveryMs, ...kind }),
  );
  return {
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
};
