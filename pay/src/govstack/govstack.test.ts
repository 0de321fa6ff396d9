import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { chargeStatuses } from "#src/charge/charge.ts";
import { billStateOf, envelopes, epochSeconds, operations } from "./govstack.ts";
import { reasonCharacters, transferStateOf, writeEnvelope } from "./govstack.ts";
import { isFinal, refusals, type Refused } from "./refusals.ts";

const day = 86_400_000;
const now = new Date("2026-11-26T12:00:00Z");

test("every answer names its three members as its call does, within their bounds", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...operations),
      fc.constantFrom("accepted" as const, "refused" as const),
      fc.string({ unit: "binary", maxLength: 500 }),
      fc.option(fc.string({ maxLength: 36 }), { nil: undefined }),
      (operation, outcome, text, id) => {
        const names = envelopes[operation][outcome];
        const said = writeEnvelope(names, { code: "01", text, id });
        assert.equal(said[names.code], "01");
        assert.ok([...(said[names.text] ?? "")].length <= reasonCharacters);
        assert.ok(text.startsWith(said[names.text] ?? "?"));
        assert.equal(said[names.id], id);
        assert.equal(Object.keys(said).length, id === undefined ? 2 : 3);
      },
    ),
  );
});

test("every refusal says why in both languages, briefly", () => {
  for (const [name, { reason }] of Object.entries(refusals)) {
    assert.match(reason.ar, /\p{Script=Arabic}/u, name);
    assert.ok([...reason.ar].length <= reasonCharacters, name);
    assert.ok([...reason.en].length <= reasonCharacters, name);
  }
});

test("only what may still come about leaves its request open", () => {
  const open = (Object.keys(refusals) as Refused[]).filter((one) => !isFinal(one));
  assert.deepEqual(open.toSorted(), [
    "agentDayLimit",
    "billClaimed",
    "floatShort",
    "floatShortNow",
    "keyInFlight",
    "noAnswer",
    "railSilent",
  ]);
});

test("a transfer is completed only where its money pays the bill", () => {
  const completed = chargeStatuses.filter((status) => transferStateOf[status] === "COM");
  assert.deepEqual(completed, ["captured"]);
  const waiting = chargeStatuses.filter((status) => transferStateOf[status] === "PND");
  assert.deepEqual(waiting, ["created", "pending"]);
});

test("a bill is overdue when it could be paid and its date is over, in ten characters", () => {
  const [past, ahead] = [new Date(now.getTime() - day), new Date(now.getTime() + day)];
  const states = (["open", "claimed", "paid", "cancelled"] as const).map((status) =>
    [past, ahead, null].map((due_at) => billStateOf({ status, due_at }, now)),
  );
  assert.deepEqual(states, [
    ["overdue", "unpaid", "unpaid"],
    ["overdue", "pending", "pending"],
    ["paid", "paid", "paid"],
    ["cancelled", "cancelled", "cancelled"],
  ]);
  assert.ok(states.flat().every((state) => state.length <= 10));
  assert.equal(epochSeconds(new Date("1970-01-01T00:00:01.999Z")), 1);
});
