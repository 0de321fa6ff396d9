import assert from "node:assert/strict";
import { test } from "node:test";
import { startPropertyTaxRegistry } from "../../../dev/sandbox/registries/property-tax/property-tax.ts";
import { apply, readService } from "../../test/apply.ts";
import { feeLines, follow } from "../../test/follow.ts";
import { openRegistries, today } from "../../test/open-registries.ts";

const service = readService(new URL("property-tax.json", import.meta.url));
const registries = openRegistries({ "property-tax": startPropertyTaxRegistry });

const pays = async (who: string, propertyNumber: string, part = "all") =>
  await apply(service, {
    who,
    today,
    registries,
    typed: { property: { propertyNumber }, what: { pays: part } },
  });

test("a year's tax is split between municipality and treasury; the municipality clears it", async () => {
  const sara = await pays("sara", "RAM-204417");
  assert.deepEqual(sara.pages, ["property", "assessment", "contact"]);
  assert.deepEqual(sara.verdict, ["eligible"]);
  assert.deepEqual(feeLines(service, sara.data), [
    "current 486.00",
    "= 486.00",
    "> municipalities 437.40",
    "> finance 48.60",
  ]);
  assert.deepEqual(follow(service, sara.data, ["submit", "pay", { objects: [] }]), [
    "awaitingPayment",
    "municipalityCheck",
    "cleared",
    "Property tax receipt",
    "Property tax clearance",
  ]);
  const objects = follow(service, sara.data, ["submit", "pay", { objects: ["municipality"] }]);
  assert.deepEqual(objects.slice(-2), ["paid", "Property tax receipt"]);
});

test("whoever pays within the year's first three months pays a tenth less", async () => {
  const { data } = await pays("sara", "RAM-204417");
  const on = (day: string) => feeLines(service, { ...data, today: day }).slice(0, 3);
  assert.deepEqual(on("2026-03-31"), ["current 486.00", "-early 48.60", "= 437.40"]);
  assert.deepEqual(on("2026-04-01").slice(0, 2), ["current 486.00", "= 486.00"]);
});

test("arrears are asked about, and two years of them may be paid in three parts", async () => {
  const all = await pays("yousef", "HEB-118302");
  assert.deepEqual(all.pages, ["property", "assessment", "what", "contact"]);
  assert.deepEqual(feeLines(service, all.data), [
    "current 1320.00",
    "arrears 2513.50",
    "= 3833.50",
    "> municipalities 3450.15",
    "> finance 383.35",
    "after 0 days 1533.40",
    "after 90 days 1150.05",
    "after 180 days 1150.05",
  ]);
  const current = await pays("yousef", "HEB-118302", "current");
  assert.deepEqual(feeLines(service, current.data).slice(0, 2), ["current 1320.00", "= 1320.00"]);
  assert.equal(feeLines(service, (await pays("fatima", "TUB-012009")).data).length, 5);
});

test("what is paid already or objected to is not taken", async () => {
  assert.deepEqual((await pays("tariq", "JEN-090155")).verdict, ["somethingDue"]);
  assert.deepEqual((await pays("layla", "BTH-330071")).verdict, ["noObjection"]);
  assert.deepEqual((await pays("omar", "NAB-000000")).stopped, ["assessment"]);
});
