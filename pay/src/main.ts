import { readConfig } from "@gov/kit/config.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { createLog } from "@gov/kit/log.ts";
import { migrate } from "@gov/kit/migrate.ts";
import { listenerOf, startServer } from "@gov/kit/server.ts";
import { configSchema } from "#src/config.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { wirePay } from "#src/wire.ts";

const config = readConfig(configSchema, process.env);
const log = createLog("pay", config.LOG_LEVEL);
await migrate(config.DATABASE_URL, new URL("../migrations/", import.meta.url));
const db = openDatabase<PayDatabase>(config.DATABASE_URL, { prepared: true });
const { work, app } = await wirePay({ db, log, config });

await startServer(
  listenerOf((request) => app.fetch(request)),
  {
    port: config.PORT,
    host: config.HOST,
    log,
    onShutdown: async () => {
      await work.close();
      await db.destroy();
    },
  },
);
