// A worker to be killed: it takes one piece of work, says so, and never finishes it.
import { openDatabase } from "../db.ts";
import { createLog } from "../log.ts";
import { startOutboxWorker } from "../outbox.ts";

startOutboxWorker({
  db: openDatabase<object>(process.argv[2] ?? "", { max: 2 }),
  log: createLog("dying", "silent"),
  pollMs: 50,
  retryDelaysMs: [0],
  handlers: {
    note: async () => {
      process.send?.("working");
      return await new Promise<undefined>(() => undefined);
    },
  },
});
process.once("disconnect", () => process.exit());
