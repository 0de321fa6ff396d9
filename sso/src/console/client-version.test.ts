import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { clientMetadataSchema, type ClientMetadata } from "#src/client/client.ts";
import {
  changesBetween,
  needsReview,
  nextVersionState,
  unfitForLive,
  versionTransitions,
  type VersionEvent,
  type VersionSide,
} from "./client-version.ts";

const base = clientMetadataSchema.parse({
  name: { ar: "رخص البناء", en: "Building permits" },
  kind: "web",
  homeUrl: "https://permits.example/",
  redirectUris: ["https://permits.example/callback"],
  scopes: ["openid", "profile"],
  purposes: { profile: { ar: "لنكتب اسمك", en: "To write your name" } },
});

test("every event in every state does what the table says, and nobody judges their own", () => {
  const states = ["none", "proposed", "effective", "superseded", "rejected", "withdrawn"] as const;
  const events = [...new Set(versionTransitions.map(({ event }) => event))] as VersionEvent[];
  const sides: VersionSide[] = ["institution", "operator", "newer"];
  for (const state of states) {
    for (const event of events) {
      for (const side of sides) {
        const found = versionTransitions.find(
          (one) => one.from === state && one.event === event && one.by === side,
        );
        const other = nextVersionState({ state, madeBy: "a" }, event, { side, name: "b" });
        assert.equal(other.ok ? other.value : undefined, found?.to);
        const same = nextVersionState({ state, madeBy: "a" }, event, { side, name: "a" });
        if (event === "approve" || event === "reject") assert.equal(same.ok, false);
        else assert.deepEqual(same, other);
      }
    }
  }
});

test("only the home address changes a live client without a review", () => {
  const changed: Partial<Record<keyof ClientMetadata, unknown>> = {
    name: { ar: "البنك", en: "The bank" },
    redirectUris: ["https://elsewhere.example/"],
    postLogoutRedirectUris: ["https://elsewhere.example/"],
    corsOrigins: ["https://elsewhere.example"],
    scopes: ["openid"],
    purposes: {},
    firstParty: true,
    resources: ["urn:gov:pay"],
    subject: "pairwise",
  };
  for (const [field, value] of Object.entries(changed)) {
    const after = { ...base, [field]: value };
    assert.equal(needsReview("live", base, after), true, field);
    assert.equal(needsReview("test", base, after), false, field);
    assert.deepEqual(
      changesBetween(base, after).map((one) => one.field),
      [field],
    );
  }
  assert.equal(needsReview("live", base, { ...base, homeUrl: "https://x.example/" }), false);
  assert.equal(needsReview("live", undefined, base), true);
});

test("the order of keys is no difference, and every difference is told", () => {
  const value = fc.jsonValue();
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), (purposes) => {
      const forth = { ...base, purposes };
      const reversed = Object.fromEntries(Object.entries(purposes).toReversed());
      const back = { ...base, purposes: reversed };
      assert.deepEqual(changesBetween(forth, back), []);
    }),
  );
});

test("a live web service answers over TLS at a host of its own", () => {
  const redirectUris = ["https://ok.example/", "http://ok.example/", "https://localhost/"];
  assert.deepEqual(unfitForLive({ ...base, redirectUris }), redirectUris.slice(1));
  assert.deepEqual(unfitForLive({ ...base, kind: "app", redirectUris: ["x.y:/cb"] }), []);
});
