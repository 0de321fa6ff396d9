import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { createExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import { unwrap } from "@gov/kit/result.ts";
import { loadCatalogue } from "@gov/services/catalogue/catalogue.ts";
import pg from "pg";
import { z } from "zod";
import { ROOT } from "../src/folders.ts";
import { isPortFree } from "../src/free-port.ts";
import { findFreePortBase, portsFrom } from "../src/nation/addresses.ts";
import { findLivePostgres, stopPostgres } from "../src/postgres.ts";
import { startTestNation } from "../src/test-nation.ts";
import type { Nation } from "../src/nation.ts";

let nation: Nation;
before(async () => {
  nation = await startTestNation();
});
after(async () => await nation.stop());

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 40_000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `${what} did not come about`);
    await delay(50);
  }
}

const isReady = async (address: string): Promise<boolean> =>
  (await fetch(`${address}/health/ready`)).status === 200;

test("every component answers at its address, by the name localhost", async () => {
  for (const name of ["sso", "pay", "exchange"] as const) {
    assert.ok(await isReady(nation.addresses[name]), name);
  }
});

test("a component that is killed comes back by itself", async () => {
  const exchange = nation.component("exchange");
  const first = exchange.pid();
  await exchange.kill("SIGKILL");
  await exchange.whenReady();
  assert.notEqual(exchange.pid(), first);
  assert.ok(await isReady(nation.addresses.exchange));
});

const offersSchema = z.object({
  offers: z.array(
    z.object({
      member: z.string(),
      subsystem: z.string(),
      service: z.string(),
      fields: z.array(z.string()),
      purposes: z.array(z.object({ code: z.string() })),
    }),
  ),
});

test("the exchange offers the portal everything that the services of the catalogue ask", async () => {
  const exchange = createExchangeClient({
    url: nation.addresses.exchange,
    client: "PS/GOV/MTIT/portal",
    privateKey: nation.secrets.portalExchangeKey,
  });
  const answer = await exchange.get("/offers", { "uxp-purpose-ids": "service-design" });
  assert.ok(answer.ok, JSON.stringify(answer));
  const { offers } = offersSchema.parse(answer.value.json);
  const open = new Map(
    offers.map(({ member, subsystem, service, fields, purposes }) => [
      `${member}/${subsystem}/${service}`,
      { fields: new Set(fields), purposes: new Set(purposes.map(({ code }) => code)) },
    ]),
  );
  assert.ok(open.size > 20, `${open.size} queries`);
  unwrap(loadCatalogue(undefined, () => open));
});

test("a component cannot look into its neighbour's database", async () => {
  const { ports, secrets } = nation;
  const client = new pg.Client({
    connectionString: `postgres://pay:${secrets.databasePasswords.pay}@127.0.0.1:${ports.postgres}/sso`,
  });
  await assert.rejects(client.connect(), /permission denied for database/);
});

test("stopping leaves no port taken and no file", async () => {
  const ports = Object.values(nation.ports);
  const { dataDir } = nation;
  await nation.stop();
  for (const port of ports) assert.ok(await isPortFree(port), String(port));
  assert.equal(existsSync(dataDir), false);
});

test("a killed launcher leaves its database to the next one and nothing else", async () => {
  const folder = mkdtempSync(join(tmpdir(), "nation-test-"));
  const base = await findFreePortBase();
  const { postgres, hukumati: _app, ...others } = portsFrom(base);
  const start = () =>
    spawn(
      process.execPath,
      [join(ROOT, "dev", "start.mjs"), "--data", folder, "--port-base", String(base)],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
  const waitFor = (child: ReturnType<typeof start>, words: RegExp) =>
    new Promise<string>((resolve, reject) => {
      let said = "";
      child.once("exit", () => reject(new Error(`the launcher ended: ${said}`)));
      child.stdout.on("data", (chunk) => {
        said += chunk;
        if (words.test(said)) resolve(said);
      });
    });
  try {
    const first = start();
    await waitFor(first, /exchange ready/);
    first.removeAllListeners("exit");
    first.kill("SIGKILL");
    await until("the end of the components", async () => {
      const free = await Promise.all(Object.values(others).map(isPortFree));
      return free.every(Boolean);
    });
    assert.notEqual(await findLivePostgres(join(folder, "postgres")), undefined);
    const second = start();
    assert.match(await waitFor(second, /exchange ready/), /postgres taken over/);
    second.removeAllListeners("exit");
    const ended = new Promise((resolve) => second.once("exit", resolve));
    second.kill("SIGTERM");
    await ended;
    assert.equal(await isPortFree(postgres), true);
  } finally {
    await stopPostgres(join(folder, "postgres"));
    rmSync(folder, { recursive: true, force: true });
  }
});
