import assert from "node:assert/strict";
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { signRequest } from "@gov/kit/http-signature.ts";
import { messageSamples } from "../../../pay/src/rails/instant/iso/message-samples.ts";

const pair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const bank = pair();
const member = pair();
const reference = "01J8ZTESTREFERENCE0000007";

const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill("SIGKILL");
});

async function startProcess(stateFile: string, notificationUrl: string) {
  const child = fork(new URL("main.ts", import.meta.url), [], {
    env: {
      PORT: "0",
      INSTANT_BANK_KEY: JSON.stringify(bank.privateKey.export({ format: "jwk" })),
      INSTANT_MEMBER_KEY: JSON.stringify(member.publicKey.export({ format: "jwk" })),
      NOTIFICATION_URL: notificationUrl,
      STATE_FILE: stateFile,
    },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  children.push(child);
  const [line] = (await once(child.stdout ?? child, "data")) as [Buffer];
  const { listening } = JSON.parse(line.toString()) as { listening: string };
  return { child, url: listening };
}

const send = (base: string, path: string, xml: string) => {
  const url = `${base}/iso20022${path}`;
  const body = Buffer.from(xml);
  const headers = new Headers({ "content-type": "application/xml" });
  signRequest({ method: "POST", url, headers, body }, { keyId: "pay", ...member });
  return fetch(url, { method: "POST", headers, body });
};
const control = async (base: string, path: string, body?: object) => {
  const sent = body ? { method: "POST", body: JSON.stringify(body) } : {};
  const response = await fetch(`${base}/_sandbox${path}`, sent);
  return (await response.json()) as Record<string, never>;
};
const layla = async (base: string) => {
  const { accounts } = (await control(base, "/accounts")) as unknown as {
    accounts: { id: string; paidMinor: string; returnedMinor: string }[];
  };
  return accounts.find((one) => one.id === "layla");
};

it("a kill -9 loses neither money nor the word about it, and a return happens once", async () => {
  const heard: string[] = [];
  let acknowledges = false;
  const listener = createServer((request, response) => {
    request.resume().on("end", () => {
      heard.push(request.url ?? "");
      response.writeHead(acknowledges ? 204 : 503).end();
    });
  });
  await new Promise<void>((ready) => listener.listen(0, "127.0.0.1", ready));
  after(() => listener.close());
  const notificationUrl = `http://localhost:${(listener.address() as AddressInfo).port}/notified`;
  const stateFile = join(mkdtempSync(join(tmpdir(), "instant-")), "state.jsonl");
  const first = await startProcess(stateFile, notificationUrl);
  const samples = messageSamples();
  const request = (samples["pay pain.013 by phone"] ?? "").replace(
    "2026-03-01T10:00",
    "2099-03-01T10:00",
  );
  const asked = await send(
    first.url,
    "/requests",
    request.replace("+970599123456", "+970599000001"),
  );
  assert.equal(asked.status, 200);
  assert.ok((await asked.text()).includes("<TxSts>PDNG</TxSts>"));
  await fetch(`${first.url}/bank/layla/requests/${reference}`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ verdict: "approve" }),
  });
  const transfer = (samples["pay pacs.008 return"] ?? "").replace(
    /(<CdtrAcct><Id><IBAN>)[^<]+/,
    "$1PS29PALS000000000000400000006",
  );
  await control(first.url, "/faults", { kind: "timeoutDone", match: { operation: "TRANSFER" } });
  const unanswered = send(first.url, "/transfers", transfer).catch(() => "no answer");
  const deadline = Date.now() + 10_000;
  while ((await layla(first.url))?.returnedMinor !== "1" || heard.length === 0) {
    assert.ok(Date.now() < deadline, "the transfer was not carried out in time");
  }
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  assert.equal(await unanswered, "no answer");

  acknowledges = true;
  const before = heard.length;
  const second = await startProcess(stateFile, notificationUrl);
  const again = await send(second.url, "/transfers", transfer);
  assert.ok((await again.text()).includes("<TxSts>ACSC</TxSts>"));
  const truth = await layla(second.url);
  assert.deepEqual([truth?.paidMinor, truth?.returnedMinor], ["31200", "1"]);
  while (heard.length === before) {
    assert.ok(Date.now() < deadline, "the credit was not notified again");
    await new Promise((resolve) => setImmediate(resolve));
  }
  second.child.disconnect();
  const [exitCode] = await once(second.child, "exit");
  assert.equal(exitCode, 0);
});

it("only the member is heard, and only in whole messages", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "instant-")), "state.jsonl");
  const { url } = await startProcess(stateFile, "http://localhost:1/nobody");
  const unsigned = await fetch(`${url}/iso20022/requests/${reference}`);
  assert.equal(unsigned.status, 401);
  const broken = await send(url, "/requests", "<Document/>");
  assert.equal(broken.status, 400);
  assert.ok(broken.headers.get("signature"), "a refusal is signed too");
});
