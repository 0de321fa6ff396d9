import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  confirmedForMs,
  givesToken,
  isDue,
  mandateKinds,
  mandateTransitions,
  mayActAt,
  nextState,
  type Mandate,
  type MandateEvent,
  type MandateState,
  type Side,
} from "./mandate.ts";

const states = ["none", "proposed", "active", "revoked", "expired", "declined"] as const;
const events: readonly MandateEvent[] = [...new Set(mandateTransitions.map(({ event }) => event))];
const sides: readonly Side[] = ["represented", "representative", "registry", "clock"];
const now = new Date("2026-11-26T10:00:00Z");
const later = new Date(now.getTime() + 86_400_000);

test("every event in every state does what the table says, and nothing else", () => {
  for (const from of states) {
    for (const event of events) {
      for (const kind of mandateKinds) {
        for (const side of sides) {
          const found = mandateTransitions.find(
            (one) =>
              one.from === from &&
              one.event === event &&
              one.kinds.includes(kind) &&
              one.by.includes(side),
          );
          const endedBy = side === "represented" || side === "representative" ? side : null;
          const standing = { kind, state: from, endedBy, validUntil: later, answerUntil: later };
          const next = nextState(standing, event, side, now);
          assert.equal(next.ok ? next.value : undefined, found?.to, `${from} ${event} ${side}`);
        }
      }
    }
  }
});

test("whoever stopped a representation alone takes it up again", () => {
  const company = {
    kind: "company",
    state: "revoked",
    validUntil: null,
    answerUntil: null,
  } as const;
  const by = (side: Side) => nextState({ ...company, endedBy: "represented" }, "resume", side, now);
  assert.deepEqual([by("represented").ok, by("representative").ok], [true, false]);
  const attorney = { ...company, kind: "attorney", endedBy: "represented" } as const;
  assert.equal(nextState(attorney, "resume", "represented", now).ok, false);
});

const moment = fc.integer({ min: -5, max: 5 }).map((days) => {
  return new Date(now.getTime() + days * 86_400_000);
});

const mandates: fc.Arbitrary<Mandate> = fc.record({
  id: fc.constant("m"),
  kind: fc.constantFrom(...mandateKinds),
  representativeId: fc.constant("p"),
  representedNumber: fc.constant("400000006"),
  representedName: fc.constant({ ar: "أ", en: "A" }),
  role: fc.constant("attorney" as const),
  services: fc.option(fc.constant(["portal"])),
  state: fc.constantFrom<MandateState>("proposed", "active", "revoked", "expired", "declined"),
  validFrom: moment,
  validUntil: fc.option(moment),
  answerUntil: fc.option(moment),
  checkedAt: fc.option(moment),
  endedBy: fc.constant(null),
});

test("a token is given only while it is active, in its days, and lately confirmed", () => {
  fc.assert(
    fc.property(mandates, (mandate) => {
      const { state, validFrom, validUntil, kind, checkedAt } = mandate;
      const inDays = validFrom <= now && (validUntil === null || now < validUntil);
      const fresh = checkedAt !== null && now.getTime() - checkedAt.getTime() < confirmedForMs;
      const expected = state === "active" && inDays && (kind === "attorney" || fresh);
      assert.equal(givesToken(mandate, now), expected);
      if (isDue(mandate, now)) assert.equal(givesToken(mandate, now), false);
    }),
  );
});

test("it may be used only where its kind is taken and its services name the place", () => {
  fc.assert(
    fc.property(mandates, fc.constantFrom("portal", "club"), (mandate, clientId) => {
      const everywhere = { clientId, kinds: mandateKinds };
      const named = mandate.services === null || mandate.services.includes(clientId);
      assert.equal(mayActAt(mandate, everywhere, now), givesToken(mandate, now) && named);
      assert.equal(mayActAt(mandate, { clientId, kinds: [] }, now), false);
    }),
  );
});
