import assert from "node:assert/strict";
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { readBillerMessage, writeHubMessage } from "./mfep.ts";
import type { Element, HubKeys } from "./mfep.ts";

const [hub, biller] = [1, 2].map(() => generateKeyPairSync("rsa", { modulusLength: 2048 }));
if (!hub || !biller) throw new Error("no keys");
const pem = (key: KeyObject, type: "pkcs8" | "spki") =>
  key.export({ type, format: "pem" }).toString();
/** The biller signs with its own key and believes the hub's: the hub's codec, turned round. */
const billerSide: HubKeys = {
  billerCode: "1",
  hubCode: "77",
  hubKey: biller.privateKey,
  billerKey: hub.publicKey,
};

/** A biller that acknowledges nothing until it is told to. */
const heard: { guid: string; signed: boolean }[] = [];
let acknowledges = false;
const billerServer = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    const guid = new URL(request.url ?? "", "http://localhost").searchParams.get("GUID") ?? "";
    heard.push({ guid, signed: readBillerMessage(billerSide, body)?.signed ?? false });
    const result = { code: acknowledges ? 0 : 303, description: "x" };
    response.end(
      writeHubMessage(billerSide, { guid, kind: "ResTyp", type: "BLRPMTNTFRS", result, body: [] }),
    );
  });
});
const children: ChildProcess[] = [];
before(async () => {
  await new Promise<void>((ready) => billerServer.listen(0, "127.0.0.1", ready));
});
after(() => {
  for (const child of children) child.kill("SIGKILL");
  billerServer.close();
  billerServer.closeAllConnections();
});

async function startProcess(stateFile: string) {
  const child = fork(new URL("main.ts", import.meta.url), [], {
    env: {
      PORT: "0",
      BILLER_URL: `http://127.0.0.1:${(billerServer.address() as AddressInfo).port}/`,
      ESADAD_BILLER_CODE: "77",
      ESADAD_HUB_CODE: "1",
      ESADAD_HUB_PRIVATE_KEY: pem(hub!.privateKey, "pkcs8"),
      ESADAD_BILLER_PUBLIC_KEY: pem(biller!.publicKey, "spki"),
      STATE_FILE: stateFile,
    },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  children.push(child);
  const [line] = (await once(child.stdout ?? child, "data")) as [Buffer];
  const { listening } = JSON.parse(line.toString()) as { listening: string };
  return { child, url: listening };
}

async function until<T>(found: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const value = await found();
    if (value !== undefined) return value;
    assert.ok(Date.now() < deadline, "what was waited for did not happen");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function refund(url: string, trx: string, amount: string) {
  const guid = randomUUID();
  const asked: Element[] = [
    ["JOEBPPSTrx", trx],
    ["RefundRef", "refund-1"],
    ["Amount", amount],
    ["Currency", "ILS"],
  ];
  const body: Element[] = [["Refunds", [["RefundInf", asked]]]];
  const xml = writeHubMessage(billerSide, { guid, kind: "ReqTyp", type: "BLRPMTRFDRQ", body });
  const answer = await fetch(`${url}/payment/PaymentRefund?GUID=${guid}`, {
    method: "POST",
    body: xml,
  });
  return readBillerMessage(billerSide, await answer.text())?.code;
}

it("a kill -9 loses no debit, no refund and no notification that was not acknowledged", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "esadad-")), "state.jsonl");
  const first = await startProcess(stateFile);
  const payments = [{ number: "123456789012345", amountMinor: "500" }];
  const made = await fetch(`${first.url}/_sandbox/payments`, {
    method: "POST",
    body: JSON.stringify({ payments }),
  });
  const [payment] = ((await made.json()) as { payments: { trx: string }[] }).payments;
  const trx = payment?.trx ?? "";
  const { guid } = await until(() => heard[0]);
  assert.equal(await refund(first.url, trx, "2.00"), 0);
  first.child.kill("SIGKILL");
  await once(first.child, "exit");

  acknowledges = true;
  heard.length = 0;
  const second = await startProcess(stateFile);
  const again = await until(() => heard[0]);
  assert.deepEqual(again, { guid, signed: true }, "the same message under the same GUID");
  assert.equal(await refund(second.url, trx, "2.00"), 0, "the same refund is given once");
  assert.equal(await refund(second.url, trx, "9.00"), 353);
  const truth = (await (await fetch(`${second.url}/_sandbox/payments`)).json()) as {
    payments: { debitedMinor: string; refundedMinor: string }[];
  };
  assert.deepEqual(
    truth.payments.map((one) => [one.debitedMinor, one.refundedMinor]),
    [["500", "200"]],
  );
  await until(async () => {
    const told = await (await fetch(`${second.url}/_sandbox/notifications`)).json();
    return (told as { undelivered: string[] }).undelivered.length === 0 ? true : undefined;
  });
  second.child.disconnect();
  const [exitCode] = (await once(second.child, "exit")) as [number];
  assert.equal(exitCode, 0);
});
