import assert from "node:assert/strict";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";

const children: ChildProcess[] = [];
const confirmed: string[] = [];
let gateway = "";

/** Just enough of sign-in and gateway: tokens, one bill that may be held, a silent confirm. */
let confirms: "silent" | "answered" = "silent";
const server = createServer((request, response) => {
  const path = request.url ?? "";
  request.resume();
  request.on("end", () => {
    if (path === "/token") {
      response.end(JSON.stringify({ access_token: "t", expires_in: 600 }));
      return;
    }
    const confirm = path.endsWith("/confirm");
    if (confirm && confirms === "silent") return response.destroy();
    if (confirm) confirmed.push(String(request.headers["idempotency-key"]));
    response.end(
      JSON.stringify({
        id: "0196a4a0-0000-7000-8000-000000000001",
        status: confirm ? "confirmed" : "reserved",
        amount: { amountMinor: "31200", currency: "ILS" },
        description: { ar: "رخصة", en: "Licence" },
        slipNumber: "123456789012340",
        ...(confirm ? { receiptNumber: "AAAA-BBBB-CCCC-DDDD" } : {}),
      }),
    );
    return undefined;
  });
});
before(async () => {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  for (const child of children) child.kill("SIGKILL");
  server.closeAllConnections();
  server.close();
});

async function startProcess(stateFile: string) {
  const child = fork(new URL("main.ts", import.meta.url), [], {
    env: {
      PORT: "0",
      PAY_URL: gateway,
      SSO_ISSUER: gateway,
      CASH_CLIENT_ID: "cash-company",
      CASH_CLIENT_SECRET: "0123456789abcdef",
      CASH_AGENTS: "A1,A2",
      STATE_FILE: stateFile,
    },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  children.push(child);
  const [line] = (await once(child.stdout ?? child, "data")) as [Buffer];
  return { child, url: (JSON.parse(line.toString()) as { listening: string }).listening };
}

type Sales = { collections: { state: string; receiptNumber?: string }[] };
const salesOf = async (url: string) =>
  ((await (await fetch(`${url}/_sandbox/collections`)).json()) as Sales).collections;
const drawersOf = async (url: string) => await (await fetch(`${url}/_sandbox/drawers`)).json();

async function until(condition: () => Promise<boolean>) {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) assert.ok(Date.now() < deadline, "it did not come about");
}

it("a kill -9 while the gateway is silent loses no cash: the drawer is known, and told of", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "cash-")), "state.jsonl");
  const first = await startProcess(stateFile);
  const body = JSON.stringify({ agent: "A1", billingNumber: "123456789012340" });
  const unanswered = fetch(`${first.url}/_sandbox/collect`, { method: "POST", body }).catch(
    () => "no answer",
  );
  await until(async () => (await salesOf(first.url))[0]?.state === "cashTaken");
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  assert.equal(await unanswered, "no answer");

  const drawer = { drawers: [{ agent: "A1", currency: "ILS", cashMinor: "31200" }] };
  confirms = "answered";
  const second = await startProcess(stateFile);
  assert.deepEqual(await drawersOf(second.url), drawer);
  await until(async () => (await salesOf(second.url))[0]?.state === "confirmed");
  assert.deepEqual(await drawersOf(second.url), drawer);
  assert.equal(confirmed.length, 1);
  second.child.disconnect();
  const [exitCode] = await once(second.child, "exit");
  assert.equal(exitCode, 0);
});
