import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { acrOf, acrValues, requirementOf, toldAcr } from "./acr.ts";

const loa = (level: 1 | 2 | 3): string => acrOf(level);
const essential = (...values: string[]): string =>
  JSON.stringify({ id_token: { acr: { essential: true, values } } });

type Row = [
  name: string,
  params: Record<string, unknown>,
  client: string | undefined,
  minimum: number,
  preferred: number,
];

const table: Row[] = [
  ["nothing asked", {}, undefined, 2, 2],
  ["a wish for more", { acr_values: loa(3) }, undefined, 2, 3],
  ["a wish in order", { acr_values: `${loa(3)} ${loa(2)}` }, undefined, 2, 3],
  ["a wish for less", { acr_values: loa(1) }, undefined, 2, 2],
  ["a wish nobody knows", { acr_values: "urn:other:gold phr" }, undefined, 2, 2],
  ["one of the wishes is known", { acr_values: `gold ${loa(3)}` }, undefined, 2, 3],
  ["essential", { claims: essential(loa(3)) }, undefined, 3, 3],
  ["essential, several", { claims: essential(loa(3), loa(2)) }, undefined, 2, 3],
  ["essential, one unknown", { claims: essential("gold", loa(3)) }, undefined, 3, 3],
  ["essential, none known", { claims: essential("gold") }, undefined, 4, 4],
  [
    "essential, one value",
    { claims: JSON.stringify({ id_token: { acr: { essential: true, value: loa(3) } } }) },
    undefined,
    3,
    3,
  ],
  [
    "not essential in the claims",
    { claims: JSON.stringify({ id_token: { acr: { values: [loa(3)] } } }) },
    undefined,
    2,
    3,
  ],
  [
    "essential without values",
    { claims: '{"id_token":{"acr":{"essential":true}}}' },
    undefined,
    2,
    2,
  ],
  ["claims that are none", { claims: "{" }, undefined, 2, 2],
  ["the client's minimum", {}, loa(3), 3, 3],
  ["the client's minimum above the request", { claims: essential(loa(2)) }, loa(3), 3, 3],
  ["essential beside a wish", { claims: essential(loa(2)), acr_values: loa(3) }, undefined, 2, 3],
];

for (const [name, params, client, minimum, preferred] of table) {
  test(`what a request asks: ${name}`, () => {
    const read = requirementOf(params, client);
    assert.deepEqual([read.minimum, read.preferred], [minimum, preferred]);
  });
}

test("the acr told is the one reached, or a lower one that the request takes", () => {
  const told = (reached: 1 | 2 | 3, ...values: string[]) =>
    toldAcr(reached, requirementOf(values.length ? { claims: essential(...values) } : {}));
  assert.equal(told(2), loa(2));
  assert.equal(told(3), loa(3));
  assert.equal(told(3, loa(2)), loa(2), "a service that knows two takes three as two");
  assert.equal(told(3, loa(1), loa(2)), loa(2));
  assert.equal(told(2, loa(2), loa(3)), loa(2));
});

test("whatever is sent, a requirement is read, and never below two factors", () => {
  const value = fc.oneof(fc.constantFrom<string>(...acrValues), fc.string());
  const claim = fc.record(
    { essential: fc.boolean(), value, values: fc.array(value) },
    { requiredKeys: [] },
  );
  const claims = fc.oneof(
    claim.map((acr) => JSON.stringify({ id_token: { acr } })),
    fc.json(),
    fc.string(),
  );
  fc.assert(
    fc.property(claims, fc.array(value), fc.option(value), (sent, asked, minimumAcr) => {
      const params = { claims: sent, acr_values: asked.join(" ") };
      const read = requirementOf(params, minimumAcr ?? undefined);
      assert.ok(read.minimum >= 2 && read.minimum <= 4);
      assert.ok(read.preferred >= read.minimum);
    }),
  );
});
