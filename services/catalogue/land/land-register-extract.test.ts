import assert from "node:assert/strict";
import { test } from "node:test";
import { startCivilRegistry } from "../../../dev/sandbox/registries/civil/civil.ts";
import { startLandRegistry } from "../../../dev/sandbox/registries/land/land.ts";
import { nationalIdOf } from "../../../dev/seed/citizens.ts";
import { deceasedFather } from "../../../dev/seed/parcels.ts";
import { apply, papers, readService, type Typed } from "../../test/apply.ts";
import { feeLines, follow } from "../../test/follow.ts";
import { openRegistries, today } from "../../test/open-registries.ts";

const service = readService(new URL("land-register-extract.json", import.meta.url));
const registries = openRegistries({
  "land-registry": startLandRegistry,
  "civil-registry": startCivilRegistry,
});
const asks = async (who: string, typed: Typed) =>
  await apply(service, { who, today, registries, typed });
const owner = { capacity: { capacity: "owner" } };
const heirOf = (deceasedNationalId: string, inheritedParcel: string) => ({
  capacity: { capacity: "heir" },
  inherited: { deceasedNationalId, inheritedParcel },
});

test("an owner picks a parcel, pays 27 shekels and gets the extract", async () => {
  const fatima = await asks("fatima", { ...owner, own: { ownParcel: "14-207" } });
  assert.deepEqual(fatima.pages, ["capacity", "own", "parcel", "contact", "declaration"]);
  assert.deepEqual(fatima.verdict, ["eligible"]);
  assert.deepEqual(feeLines(service, fatima.data), ["extract 27.00", "= 27.00"]);
  assert.deepEqual(follow(service, fatima.data, ["submit", "pay", "approve"]), [
    "awaitingPayment",
    "inReview",
    "issued",
    "Land register extract",
  ]);
  assert.deepEqual(follow(service, fatima.data, ["submit", "pay", "reject"]).at(-1), "rejected");
});

test("an heir sees nothing of the parcel; the Sharia court is asked before the land office", async () => {
  const sara = await asks("sara", {
    ...heirOf(deceasedFather, "9-76"),
    deed: { deedKnown: "number", deedNumber: "112/2024", deedCourt: "RBH" },
  });
  assert.deepEqual(sara.pages, ["capacity", "inherited", "deed", "contact", "declaration"]);
  assert.deepEqual(sara.verdict, ["eligible"]);
  const path = ["submit", "pay", { objects: [] }, "approve"] as const;
  assert.deepEqual(follow(service, sara.data, path).slice(1, 4), [
    "courtCheck",
    "inReview",
    "issued",
  ]);
  const withPaper = await asks("sara", {
    ...heirOf(deceasedFather, "9-76"),
    deed: { deedKnown: "paper", deedPicture: papers("deed.pdf") },
  });
  assert.deepEqual([withPaper.stopped, withPaper.verdict], [[], ["eligible"]]);
});

test("who may not have it reads which rule stands against them", async () => {
  const own = async (who: string, ownParcel: string) =>
    (await asks(who, { ...owner, own: { ownParcel } })).verdict;
  assert.deepEqual(await own("yousef", "33-58"), ["eligible"], "a share is enough");
  assert.deepEqual(await own("tariq", "7-119"), ["eligible"], "mortgaged land is told, not kept");
  assert.deepEqual(await own("omar", "21-440"), ["settled"]);
  assert.deepEqual(await own("nour", "14-207"), ["owner"]);
  const alive = await asks("sara", heirOf(nationalIdOf("fatima"), "14-207"));
  assert.deepEqual(alive.verdict, ["deceased"]);
  const wrongParcel = await asks("sara", heirOf(deceasedFather, "14-207"));
  assert.deepEqual(wrongParcel.verdict, ["inherited"]);
});

test("a parcel that is not registered stops where it would be confirmed", async () => {
  const nobody = await asks("sara", { ...owner, own: { ownParcel: "1-1" } });
  assert.deepEqual([nobody.pages.at(-1), nobody.stopped], ["parcel", ["parcel"]]);
});
