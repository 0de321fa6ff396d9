import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { openDatabase, type Database } from "@gov/kit/db.ts";
import { createTestDatabase } from "@gov/kit/db-test.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { createCaller, freePort, migrations, payEnvironment, transport } from "../pay-world.ts";
import { startTokenIssuer } from "../token-issuer.ts";
import { createUploadClient, type UploadClient } from "../upload-client.ts";
import { startPayProcess, type PayProcess } from "./pay-process.ts";

export type UploadWorld = Readonly<{
  db: Database<PayDatabase>;
  url: string;
  client: UploadClient;
  start: (nodeOptions?: readonly string[]) => Promise<PayProcess>;
  close: () => Promise<void>;
}>;

/** How V8 sizes the heap in little memory; else it takes what a large machine has. */
export const smallHeap = ["--max-semi-space-size=4", "--max-old-space-size=96"] as const;

/** What uploads need around them, while `pay` runs as a process of its own. */
export const openUploadWorld = async (): Promise<UploadWorld> => {
  const database = await createTestDatabase(migrations);
  const issuer = await startTokenIssuer();
  const port = await freePort();
  const environment = payEnvironment({
    port,
    databaseUrl: database.url,
    bankUrl: issuer.url,
    issuerUrl: issuer.url,
  });
  const url = `http://localhost:${port}`;
  const scope = "bills:write bills:read billers:write";
  const token = await issuer.token({ clientId: "portal", scope });
  const caller = createCaller(url, token);
  const db = openDatabase<PayDatabase>(database.url, { max: 2 });
  let running: PayProcess | undefined;
  return {
    db,
    url,
    client: createUploadClient(url, token, caller),
    start: async (nodeOptions) => {
      running = await startPayProcess(environment, nodeOptions);
      await caller("PUT", "/v1/billers/transport", transport);
      return running;
    },
    close: async () => {
      await running?.kill();
      await db.destroy();
      await issuer.close();
      await database.drop();
    },
  };
};

/** The most memory a process ever had, in megabytes; where Linux does not say, what it has now. */
export const peakMegabytes = async ({ pid }: PayProcess): Promise<number> => {
  const kilobytes =
    process.platform === "linux"
      ? /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1]
      : execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Math.round(Number(kilobytes) / 1_024);
};
