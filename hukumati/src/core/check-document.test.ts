import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, test } from "node:test";
import { encodeSummary, softwareSummarySigner } from "@gov/kit/document/cose-qr.ts";
import { summaryUrl } from "@gov/kit/document/document-summary.ts";
import fc from "fast-check";
import type { Ask } from "./asked.ts";
import { checkCode, numberIn } from "./check-code.ts";
import { checkDocument } from "./check-document.ts";
import { judgeCode, judgeNumber } from "./judgement.ts";
import { createOutage } from "./kept.ts";
import { createShelf } from "./store.ts";
import { readPublicKey } from "./summary-keys.ts";
import { memoryFiles } from "./vault-under-test.ts";

const today = "2026-11-27";

const keyPair = (kind: "ed25519" | "P-256") => {
  const { privateKey, publicKey } =
    kind === "ed25519"
      ? generateKeyPairSync("ed25519")
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    privatePem: privateKey.export({ type: "pkcs8", format: "pem" }),
    pem: publicKey.export({ type: "spki", format: "pem" }),
  };
};

const summary = {
  number: "VL-7K2M-9PQR-4TXB",
  type: "transport/vehicle-licence",
  issued: "2026-11-22",
  validUntil: "2027-11-21",
  issuer: "وزارة النقل والمواصلات",
  subject: "ل. م. ن.",
  factsDigest: new Uint8Array(32).fill(7),
};

for (const kind of ["ed25519", "P-256"] as const) {
  describe(`a code signed with ${kind}`, async () => {
    const { privatePem, pem } = keyPair(kind);
    const keys = [{ kid: "k1", pem }];
    const sign = async (change: Partial<typeof summary> = {}) =>
      summaryUrl(
        "https://hukumati.example",
        await encodeSummary({ ...summary, ...change }, softwareSummarySigner("k1", privatePem)),
      );
    const code = await sign();

    test("is checked without asking anybody, however it was copied", () => {
      const valid = { outcome: "valid", summary };
      assert.deepEqual(checkCode(code, keys, today), valid);
      assert.deepEqual(checkCode(code.slice(code.lastIndexOf("/") + 1), keys, today), valid);
      const copied = ` \u200f${code.toLowerCase().slice(0, 60)}\n${code.slice(60)} `;
      assert.deepEqual(checkCode(copied, keys, today), valid);
    });

    test("is valid on its last day and expired behind it", async () => {
      assert.equal(checkCode(await sign({ validUntil: today }), keys, today).outcome, "valid");
      const over = await sign({ validUntil: "2026-11-26" });
      assert.equal(checkCode(over, keys, today).outcome, "expired");
    });

    test("with any letter changed or missing is never valid", () => {
      const start = code.lastIndexOf("/") + 1;
      const place = fc.integer({ min: start, max: code.length - 1 });
      const letter = fc.constantFrom(...Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
      fc.assert(
        fc.property(place, letter, (at, other) => {
          fc.pre(code[at] !== other);
          const changed = code.slice(0, at) + other + code.slice(at + 1);
          assert.ok(["altered", "unknownKey"].includes(checkCode(changed, keys, today).outcome));
          assert.match(checkCode(code.slice(0, at), keys, today).outcome, /altered|notACode/);
        }),
        { numRuns: 60 },
      );
    });

    test("of a key that is not known, or of another kind than it says, is not believed", () => {
      assert.equal(checkCode(code, [], today).outcome, "unknownKey");
      const others = [{ kid: "k1", pem: keyPair(kind).pem }];
      assert.equal(checkCode(code, others, today).outcome, "altered");
      const otherKind = kind === "ed25519" ? "P-256" : "ed25519";
      const wrongKind = [{ kid: "k1", pem: keyPair(otherKind).pem }];
      assert.equal(checkCode(code, wrongKind, today).outcome, "altered");
    });
  });
}

test("what is no code and no key never makes it fail", () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const { outcome } = checkCode(typed, [{ kid: "k", pem: typed }], today);
      assert.notEqual(outcome, "valid");
      assert.equal(readPublicKey(typed), undefined);
    }),
  );
  assert.equal(checkCode("https://example.org", [], today).outcome, "notACode");
  assert.equal(numberIn("vl-7k2m-9pqr-4txb"), "VL-7K2M-9PQR-4TXB");
  assert.equal(numberIn("HTTPS://X/V/2KCA"), undefined);
});

test("the graver of what the phone saw and the register says is told", () => {
  const register = (outcome: "genuine" | "expired" | "withdrawn" | "altered" | "unknown") =>
    ({ ok: true, value: { outcome } }) as const;
  const offline = { ok: false, error: "offline" } as const;
  const valid = { outcome: "valid", summary } as const;
  const expired = { outcome: "expired", summary } as const;
  const unknownKey = { outcome: "unknownKey" } as const;
  const told = [
    judgeCode(valid, register("genuine")),
    judgeCode(valid, offline),
    judgeCode(valid, register("withdrawn")),
    judgeCode(valid, register("unknown")),
    judgeCode(expired, register("genuine")),
    judgeCode(expired, offline),
    judgeCode(expired, register("withdrawn")),
    judgeCode(unknownKey, offline),
    judgeCode(unknownKey, register("genuine")),
    judgeCode(unknownKey, register("unknown")),
    judgeCode({ outcome: "altered" }, register("genuine")),
    judgeCode({ outcome: "notACode" }, undefined),
    judgeNumber(offline),
    judgeNumber(register("withdrawn")),
  ];
  assert.deepEqual(told, [
    "genuine",
    "signed",
    "withdrawn",
    "notInRegister",
    "expired",
    "expired",
    "withdrawn",
    "unknownKey",
    "genuine",
    "unknownKey",
    "altered",
    "notACode",
    "numberNeedsRegister",
    "withdrawn",
  ]);
});

test("what the phone sees by itself is told before the register has answered", async () => {
  const { privatePem, pem } = keyPair("ed25519");
  const code = summaryUrl(
    "https://x.example",
    await encodeSummary(summary, softwareSummarySigner("k1", privatePem)),
  );
  const register = Promise.withResolvers<Response>();
  const ask: Ask = (path) =>
    path.startsWith("/verify/keys.json")
      ? Promise.resolve(Response.json({ summaryKeys: [{ kid: "k1", pem }] }))
      : register.promise;
  const store = createShelf(memoryFiles().files);
  const deps = { ask, store, outage: createOutage(), nowMs: () => 0 };
  const here = Promise.withResolvers<string>();
  const checking = checkDocument(deps, code, today, ({ judgement, asking }) =>
    here.resolve(`${judgement} ${asking}`),
  );
  assert.equal(await here.promise, "signed true");
  register.resolve(Response.json({ outcome: "withdrawn" }));
  assert.deepEqual((await checking).judgement, "withdrawn");
});

test("keys that were fetched once check offline; a new key is fetched when it is met", async () => {
  const [older, newer] = [keyPair("ed25519"), keyPair("ed25519")];
  const published = [{ kid: "k1", pem: older.pem }];
  let online = true;
  const ask: Ask = (path) => {
    if (!online) return Promise.reject(new Error("no network"));
    const body = path.startsWith("/verify/keys.json")
      ? { sealRoots: [], summaryKeys: published }
      : { outcome: "genuine" };
    return Promise.resolve(Response.json(body));
  };
  const nowMs = () => Date.parse("2026-11-27T08:00:00.000Z");
  const store = createShelf(memoryFiles().files);
  const check = (code: string) =>
    checkDocument({ ask, store, outage: createOutage(), nowMs }, code, today);
  const signed = async (kid: string, pem: string) =>
    summaryUrl("https://x.example", await encodeSummary(summary, softwareSummarySigner(kid, pem)));
  const first = await signed("k1", older.privatePem);
  const second = await signed("k2", newer.privatePem);
  assert.equal((await check(first)).judgement, "genuine");
  online = false;
  const offline = await check(first);
  assert.equal(offline.judgement, "signed");
  assert.equal(offline.keysAsOf, "2026-11-27T08:00:00.000Z");
  assert.equal(offline.registerAt, undefined);
  assert.equal((await check(second)).judgement, "unknownKey");
  assert.equal((await check("VL-7K2M-9PQR-4TXB")).judgement, "numberNeedsRegister");
  online = true;
  published.push({ kid: "k2", pem: newer.pem });
  assert.equal((await check(second)).judgement, "genuine");
});
