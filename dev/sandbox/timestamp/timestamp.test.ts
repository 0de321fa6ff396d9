import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { after, before, test } from "node:test";
import { timestampFrom } from "@gov/kit/document/timestamp-client.ts";
import { readTimestamp } from "@gov/kit/document/timestamp-token.ts";
import type { Party } from "../party.ts";
import { makeAuthority } from "./authority.ts";
import { startTimestampSandbox } from "./timestamp.ts";
import type { TimestampFaultKind } from "./timestamp-faults.ts";

const keys = makeAuthority();
const roots = [new X509Certificate(keys.root)];
const stamped = Buffer.from("what is to be stamped");

let party: Party;
before(async () => {
  party = await startTimestampSandbox({ port: 0, keys });
});
after(async () => await party.close());

const arrange = async (kind: TimestampFaultKind): Promise<void> => {
  const body = JSON.stringify({ kind, delayMs: 50 });
  const answer = await fetch(`${party.url}/_sandbox/faults`, { method: "POST", body });
  assert.equal(answer.status, 201);
};
const stamp = () => timestampFrom({ url: party.url, timeoutMs: 5_000 })(stamped);

test("a token of the authority proves now, under its root and no other", async () => {
  const token = await stamp();
  const read = readTimestamp(token, stamped, roots);
  assert.ok(read.ok && Math.abs(read.value.getTime() - Date.now()) < 60_000);
  const others = [new X509Certificate(makeAuthority().root)];
  assert.deepEqual(readTimestamp(token, stamped, others), { ok: false, error: "untrusted" });
});

test("it misbehaves on demand, once, and the client notices", async () => {
  const noticed: [TimestampFaultKind, RegExp][] = [
    ["refuse", /refused \(status 2\)/],
    ["wrongNonce", /something else/],
    ["wrongImprint", /something else/],
    ["garbage", /./],
    ["error500", /answered 500/],
    ["down", /./],
  ];
  for (const [kind, said] of noticed) {
    await arrange(kind);
    await assert.rejects(stamp(), said, kind);
  }
  await arrange("wrongKey");
  assert.deepEqual(readTimestamp(await stamp(), stamped, roots), { ok: false, error: "altered" });
  await arrange("slow");
  assert.ok(readTimestamp(await stamp(), stamped, roots).ok);
});
