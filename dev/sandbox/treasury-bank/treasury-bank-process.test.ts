import assert from "node:assert/strict";
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { signRequest } from "@gov/kit/http-signature.ts";
import { orderSamples } from "../../../pay/src/settlement/iso/order-samples.ts";

const pair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const bank = pair();
const client = pair();
const iban = "PS92PALS000000000400123456702";
const messageId = "0198F2A47C3E7B6F8A5D9E2B1C4F6071";

const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill("SIGKILL");
});

async function startProcess(stateFile: string) {
  const child = fork(new URL("main.ts", import.meta.url), [], {
    env: {
      PORT: "0",
      TREASURY_BANK_KEY: JSON.stringify(bank.privateKey.export({ format: "jwk" })),
      TREASURY_CLIENT_KEY: JSON.stringify(client.publicKey.export({ format: "jwk" })),
      TREASURY_ACCOUNTS: JSON.stringify([{ iban, currency: "ILS", openingMinor: "1000" }]),
      STATE_FILE: stateFile,
    },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  children.push(child);
  const [line] = (await once(child.stdout ?? child, "data")) as [Buffer];
  const { listening } = JSON.parse(line.toString()) as { listening: string };
  return { child, url: listening };
}

const send = (base: string, method: string, path: string, xml = "") => {
  const url = `${base}/iso20022${path}`;
  const body = Buffer.from(xml);
  const headers = new Headers({ "content-type": "application/xml" });
  signRequest({ method, url, headers, body }, { keyId: "pay", privateKey: client.privateKey });
  return fetch(url, { method, headers, ...(method === "POST" ? { body } : {}) });
};

it("a kill -9 loses no order, and the same order again is carried out once", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "treasury-bank-")), "state.jsonl");
  const order = orderSamples()["pay pain.001 of one"] ?? "";
  const first = await startProcess(stateFile);
  const taken = await send(first.url, "POST", "/orders", order);
  assert.ok((await taken.text()).includes("<TxSts>ACSC</TxSts>"));
  first.child.kill("SIGKILL");
  await once(first.child, "exit");

  const second = await startProcess(stateFile);
  const again = await send(second.url, "POST", "/orders", order);
  assert.ok((await again.text()).includes("<TxSts>ACSC</TxSts>"));
  const other = order.replaceAll(">0.01<", ">0.02<");
  const changed = await send(second.url, "POST", "/orders", other);
  assert.ok((await changed.text()).includes("<Cd>AM05</Cd>"), "another order under its id");
  const known = await send(second.url, "GET", `/orders/${messageId}`);
  assert.ok(known.headers.get("signature") && (await known.text()).includes("ACSC"));
  const truth = await (await fetch(`${second.url}/_sandbox/truth`)).json();
  const { accounts } = truth as { accounts: { balanceMinor: string }[] };
  assert.equal(accounts[0]?.balanceMinor, "999");
  const unsigned = await fetch(`${second.url}/iso20022/orders/${messageId}`);
  assert.equal(unsigned.status, 401);
  const page = await (await fetch(`${second.url}/?lang=en`)).text();
  assert.ok(page.includes("9.99") && page.includes("booked"));
  second.child.disconnect();
  const [exitCode] = await once(second.child, "exit");
  assert.equal(exitCode, 0);
});
