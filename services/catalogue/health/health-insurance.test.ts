import assert from "node:assert/strict";
import { test } from "node:test";
import { startHealthInsuranceRegistry } from "../../../dev/sandbox/registries/health-insurance/health-insurance.ts";
import { startLabourRegistry } from "../../../dev/sandbox/registries/labour/labour.ts";
import { nationalIdOf } from "../../../dev/seed/citizens.ts";
import { findState } from "@gov/services/language/workflow.ts";
import { apply, papers, readService } from "../../test/apply.ts";
import { feeLines, follow } from "../../test/follow.ts";
import { openRegistries, today } from "../../test/open-registries.ts";

const service = readService(new URL("health-insurance.json", import.meta.url));
const registries = openRegistries({
  "health-insurance": startHealthInsuranceRegistry,
  "labour-offices": startLabourRegistry,
});

const insures = async (who: string, work: string, relations: readonly string[] = []) =>
  await apply(service, {
    who,
    today,
    registries,
    typed: {
      work: { work },
      family: Object.fromEntries([
        ["dependants.count", String(relations.length)],
        ...relations.flatMap((relation, index) => [
          [`dependants.${index}.relation`, relation],
          [`dependants.${index}.nationalId`, nationalIdOf("nour")],
        ]),
      ]),
      enrolment: { enrolment: papers("enrolment.pdf") },
    },
  });
const allClear = { objects: [] };

test("a father pays 600 shekels a year, at once or in four instalments", async () => {
  const omar = await insures("omar", "selfEmployed", ["minor", "student"]);
  assert.deepEqual(omar.pages, ["file", "work", "family", "enrolment", "contact", "declaration"]);
  assert.deepEqual(omar.verdict, ["eligible"]);
  assert.deepEqual(feeLines(service, omar.data), [
    "year 600.00",
    "= 600.00",
    "after 0 days 150.00",
    "after 91 days 150.00",
    "after 182 days 150.00",
    "after 273 days 150.00",
  ]);
  assert.deepEqual(follow(service, omar.data, ["submit", "pay", "approve"]), [
    "awaitingPayment",
    "inReview",
    "insured",
    "Health insurance card",
  ]);
});

test("the unemployed pay nothing: six departments are asked at once, Health gives the seventh", async () => {
  const rania = await insures("rania", "unemployed");
  assert.deepEqual(rania.pages, ["file", "work", "jobseeker", "family", "contact", "declaration"]);
  assert.deepEqual(rania.verdict, ["eligible"]);
  assert.deepEqual(feeLines(service, rania.data), ["-unemployed 600.00", "free"]);
  const asked = findState(service, "clearances")?.checks ?? [];
  assert.deepEqual(
    asked.map(({ institution }) => institution),
    ["finance", "finance", "local-government", "transport", "economy", "chamber-of-commerce"],
  );
  assert.deepEqual(follow(service, rania.data, ["submit", allClear, "approve"]), [
    "clearances",
    "ownClearance",
    "insured",
    "Health insurance card",
  ]);
  for (const { code } of asked) {
    const path = follow(service, rania.data, ["submit", { objects: [code] }, "reject"]);
    assert.deepEqual(path, ["clearances", "inReview", "rejected"], code);
  }
  assert.deepEqual(follow(service, rania.data, ["submit", "withdraw"]).at(-1), "withdrawn");
});

test("who is insured already, or not registered as seeking work, is told what to do", async () => {
  assert.deepEqual((await insures("sara", "employed")).verdict, ["notInsured"]);
  assert.deepEqual((await insures("omar", "unemployed")).verdict, ["seekingWork"]);
  assert.deepEqual((await insures("yousef", "unemployed")).verdict, ["seekingWork"]);
  assert.deepEqual((await insures("khaled", "unemployed")).verdict, ["eligible"]);
});

test("nobody is their own dependant", async () => {
  const nour = await insures("nour", "employed", ["spouse"]);
  assert.deepEqual(nour.stopped, ["dependants.0.nationalId"]);
});
