import assert from "node:assert/strict";
import { test } from "node:test";
import { applicantData, soundDefinition } from "../test/sound-definition.ts";
import { bindingRequests, confirmationKey, factsShown } from "./bindings.ts";
import { pagesToAsk } from "./pages.ts";
import { settle } from "./settle.ts";
import { nextState } from "./workflow.ts";

const service = soundDefinition();
const sending = service.pages.at(-1);
const asked = (data: ReturnType<typeof applicantData>): string[] =>
  bindingRequests(service, data).map(({ binding }) => binding);

test("a registry is asked only where its condition holds; its old facts count for nothing", () => {
  assert.deepEqual(asked(applicantData({})), ["person", "places"]);
  assert.deepEqual(asked(applicantData({ hasCard: "no" })), ["person", "places"]);
  assert.deepEqual(asked(applicantData({ hasCard: "yes" })), ["person", "disability", "places"]);
  const stale = { "disability.degree": 90 };
  const facts = (answers: Record<string, string>) => settle(service, applicantData(answers, stale));
  assert.equal(facts({ hasCard: "yes" }).facts["disability.degree"], 90);
  assert.equal(facts({ hasCard: "no" }).facts["disability.degree"], null);
});

test("a page confirms what was asked of registries, and no more", () => {
  assert.ok(sending);
  const shown = (hasCard: string) =>
    factsShown(service, sending, applicantData({ hasCard })).map(({ binding }) => binding);
  assert.deepEqual(shown("yes"), ["person", "disability"]);
  assert.deepEqual(shown("no"), ["person"]);
  const key = (hasCard?: string) =>
    confirmationKey(service, sending, applicantData(hasCard === undefined ? {} : { hasCard }));
  assert.equal(key(), null);
  assert.equal(key("no"), "MOI/civil-registry/person/400000006");
  assert.match(key("yes") ?? "", /person\/400000006 .*card\/400000006$/);
});

test("registries that depend on one that is not asked are not asked either, in any order", () => {
  const [person, disability, places] = service.bindings;
  assert.ok(person && disability && places);
  const after = {
    ...places,
    code: "benefits",
    when: "disability.degree >= 40",
    facts: [{ ...person.facts[0], name: "benefit.from" } as (typeof person.facts)[number]],
  };
  for (const bindings of [
    [person, disability, after],
    [after, disability, person],
  ]) {
    const chained = { ...service, bindings };
    const data = applicantData({ hasCard: "no" }, { "benefit.from": "2020-01-01" });
    assert.equal(settle(chained, data).facts["benefit.from"], null);
  }
});

test("a registry asked by an answer that was passed over is waited for by nobody", () => {
  const [person, ...others] = service.bindings;
  assert.ok(person);
  const bindings = [{ ...person, path: ["kind"] }, ...others];
  const pages = service.pages.map((page) =>
    page.code === "exemption" ? { ...page, showIf: 'person.birthDate < @"2000-01-01"' } : page,
  );
  const passing = { ...service, bindings, pages };
  const without = { answers: { goods: "food", area: 3 }, facts: {}, today: "2026-11-26" };
  assert.deepEqual(pagesToAsk(passing, without).waitingFor, []);
  const waiting = { ...without, answers: { goods: "other", area: 3 } };
  assert.deepEqual(pagesToAsk(passing, waiting).waitingFor, ["person.birthDate"]);
});

test("a check that was not asked objects to nothing", () => {
  const after = (facts: Record<string, string>) => {
    const step = nextState(service, "asking", "checked", "system", applicantData({}, facts));
    return step.ok ? step.value.state.code : step.error;
  };
  assert.equal(after({ "check.space": "clear" }), "review");
  assert.equal(after({ "check.space": "clear", "check.health": "objection" }), "refused");
});
