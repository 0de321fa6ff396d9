import { createLog } from "@gov/kit/log.ts";
import assert from "node:assert/strict";
import { createHash, createPublicKey, verify } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { createKeyToken, type KeyToken } from "#src/key/key-token.ts";

const program = new URL("./unsteady-token-process.ts", import.meta.url);
const mark = join(tmpdir(), `token-away-${process.pid}`);
const data = Buffer.from("header.payload");

let token: KeyToken | undefined;
const open = (answerMs = 20_000): KeyToken => {
  token?.close();
  const access = { module: mark, label: "sign-in", pin: "1234" };
  const timing = { openMs: 60_000, answerMs, lookAgainMs: 20 };
  token = createKeyToken({ access, log: createLog("sso", "silent"), program, timing });
  return token;
};
beforeEach(() => rmSync(mark, { force: true }));
after(() => {
  token?.close();
  rmSync(mark, { force: true });
});

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => void setTimeout(resolve, 5));
};

test("what the token signs verifies with the public key that it gave", async () => {
  const opened = open();
  const made = await opened.generate("one");
  assert.ok(made.ok);
  const signed = await opened.sign("one", data);
  assert.ok(signed.ok);
  const key = createPublicKey({ key: made.value, format: "jwk" });
  const digest = createHash("sha256").update(data).digest();
  assert.ok(verify("sha256", digest, { key, dsaEncoding: "ieee-p1363" }, signed.value));
  assert.deepEqual(await opened.sign("unknown", data), { ok: false, error: "no-key" });
  assert.ok((await opened.destroy("one")).ok);
});

test("a library that fell is started again, and who waited is served", async () => {
  const opened = open();
  assert.ok((await opened.sign("one", data)).ok);
  const pid = opened.pid();
  assert.ok(pid !== undefined);
  process.kill(pid, "SIGKILL");
  const waiting = await Promise.all(Array.from({ length: 50 }, () => opened.sign("one", data)));
  assert.ok(waiting.every(({ ok }) => ok));
  assert.notEqual(opened.pid(), pid);
  const falls = await opened.sign("falls", data);
  assert.deepEqual(falls, { ok: false, error: "away" }, "tried twice, not for ever");
  assert.ok((await opened.sign("one", data)).ok);
});

test("a library that hangs or fails is replaced", async () => {
  const opened = open(300);
  assert.deepEqual(await opened.sign("hangs", data), { ok: false, error: "away" });
  assert.deepEqual(await opened.sign("lies", data), { ok: false, error: "away" });
  await until(() => opened.pid() !== undefined);
  assert.equal(opened.isAway(), false);
});

test("while the token is away everyone hears so at once, until it is found", async () => {
  writeFileSync(mark, "");
  const opened = open();
  assert.deepEqual(await opened.sign("one", data), { ok: false, error: "away" });
  assert.equal(opened.isAway(), true);
  rmSync(mark);
  await until(() => !opened.isAway());
  assert.ok((await opened.sign("one", data)).ok);
});

test("no more wait for the token than it can serve", async () => {
  const opened = open();
  assert.ok((await opened.sign("one", data)).ok);
  const hanging = Array.from({ length: 600 }, () => opened.sign("hangs", data));
  const first = await Promise.race(hanging);
  assert.deepEqual(first, { ok: false, error: "away" });
  opened.close();
  assert.ok((await Promise.all(hanging)).every(({ ok }) => !ok));
});
