import assert from "node:assert/strict";
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";

const credentials = Buffer.from("merchant.GOVPS:0123456789abcdef").toString("base64");
const payment = {
  apiOperation: "PAY",
  order: { amount: 10, currency: "ILS" },
  sourceOfFunds: {
    type: "CARD",
    provided: {
      card: {
        number: "5123450000000008",
        expiry: { month: "01", year: "39" },
        securityCode: "100",
      },
    },
  },
};

const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill("SIGKILL");
});

async function startProcess(stateFile: string) {
  const child = fork(new URL("main.ts", import.meta.url), [], {
    env: {
      PORT: "0",
      CARD_MERCHANT_ID: "GOVPS",
      CARD_API_PASSWORD: "0123456789abcdef",
      CARD_WEBHOOK_SECRET: "0123456789abcdef",
      STATE_FILE: stateFile,
    },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  children.push(child);
  const [line] = (await once(child.stdout ?? child, "data")) as [Buffer];
  const { listening } = JSON.parse(line.toString()) as { listening: string };
  return { child, url: listening };
}

const put = (url: string, orderId: string) =>
  fetch(`${url}/api/rest/version/100/merchant/GOVPS/order/${orderId}/transaction/1`, {
    method: "PUT",
    headers: { authorization: `Basic ${credentials}` },
    body: JSON.stringify(payment),
  });

const gone = (child: ChildProcess) => once(child, "exit");

it("a kill -9 loses nothing that was done, answered or not", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "card-")), "state.jsonl");
  const first = await startProcess(stateFile);
  await put(first.url, "answered");
  const fault = { match: { operation: "PAY" }, kind: "hold" };
  await fetch(`${first.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify(fault) });
  const unanswered = put(first.url, "unanswered").catch(() => "no answer");
  const deadline = Date.now() + 10_000;
  for (let held = 0; held === 0;) {
    assert.ok(Date.now() < deadline, "the answer was not held in time");
    const response = await fetch(`${first.url}/_sandbox/holds`);
    held = ((await response.json()) as { holds: unknown[] }).holds.length;
  }
  first.child.kill("SIGKILL");
  await gone(first.child);
  assert.equal(await unanswered, "no answer");

  const second = await startProcess(stateFile);
  assert.equal((await put(second.url, "unanswered")).status, 200);
  const truth = await (await fetch(`${second.url}/_sandbox/orders`)).json();
  const { orders } = truth as { orders: { orderId: string; timesTaken: number }[] };
  assert.deepEqual(
    orders.map((order) => [order.orderId, order.timesTaken]),
    [
      ["answered", 1],
      ["unanswered", 1],
    ],
  );
  second.child.disconnect();
  const [exitCode] = await gone(second.child);
  assert.equal(exitCode, 0);
});
