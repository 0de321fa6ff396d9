import assert from "node:assert/strict";
import { test } from "node:test";
import {
  feeSum,
  issued,
  oneFile,
  readService,
  statesAlong,
  verdict,
  walk,
} from "../service-under-test.ts";

const service = readService("transport/driving-licence-renewal");

const licence = {
  number: "3301874",
  licenceClass: "private",
  expiresOn: "2026-12-24",
  suspended: false,
};
const report = {
  examinedOn: "2026-11-14",
  result: "fit",
  examiner: { ar: "عيادة عيون رام الله", en: "Ramallah Eye Clinic" },
  validUntil: "2027-05-13",
};
const none = { count: 0, total: { amountMinor: "0", currency: "ILS" } };
const typed = { years: "five", photo: oneFile, phone: "0599410011", truthDeclaration: "yes" };
type Known = { licence?: object | null; report?: object | null; unpaid?: object };
const apply = (known: Known = {}, also: object = {}) => {
  const all = { licence, report, unpaid: none, ...known };
  const registries = {
    licence: { licence: all.licence },
    eyes: { report: all.report },
    fines: { unpaid: all.unpaid },
  };
  return walk(service, registries, { ...typed, ...also });
};

test("what is known is confirmed, only years and photograph are asked", () => {
  const pages = ["licence", "checks", "years", "photo", "contact", "declaration"];
  assert.deepEqual(apply().pages, pages);
  const lorry = apply({ licence: { ...licence, licenceClass: "truck" } });
  assert.match(lorry.errors["years"] ?? "", /two years only/);
});

test("who may renew, and why not", () => {
  const until = (expiresOn: string) => ({ licence: { ...licence, expiresOn } });
  const fines = { count: 2, total: { amountMinor: "60000", currency: "ILS" } };
  const cases: [string, Known][] = [
    ["eligible", {}],
    ["eligible", { report: { ...report, result: "fitWithGlasses" } }],
    ["held", { licence: null }],
    ["notSuspended", { licence: { ...licence, suspended: true } }],
    ["due", until("2027-05-25")],
    ["eligible", until("2021-11-24")],
    ["notLapsed", until("2021-11-23")],
    ["examined", { report: null }],
    ["examined", { report: { ...report, validUntil: "2026-11-23" } }],
    ["fit", { report: { ...report, result: "unfit" } }],
    ["fines", { unpaid: fines }],
  ];
  for (const [expected, known] of cases) {
    assert.equal(verdict(service, apply(known).data), expected, JSON.stringify(known));
  }
});

test("the fee follows class and years", () => {
  const fee = (licenceClass: string, years: string) =>
    feeSum(service, apply({ licence: { ...licence, licenceClass } }, { years }).data);
  assert.equal(fee("motorcycle", "two"), "licence 6000 + issue 2000 = 8000");
  assert.equal(fee("motorcycle", "five"), "licence 13000 + issue 2000 = 15000");
  assert.equal(fee("private", "two"), "licence 8000 + issue 2000 = 10000");
  assert.equal(fee("private", "five"), "licence 18000 + issue 2000 = 20000");
  assert.equal(fee("taxi", "two"), "licence 12000 + issue 2000 = 14000");
  assert.equal(fee("bus", "two"), "licence 15000 + issue 2000 = 17000");
});

test("an officer looks at the photograph and the licence lasts as long as was chosen", () => {
  const { data } = apply();
  const events = ["submit applicant", "pay system", "approve officer"] as const;
  assert.equal(statesAlong(service, data, events), "awaitingPayment inReview approved");
  assert.equal(issued(service, "licence", data).until, "2031-11-24");
  const short = issued(service, "licence", apply({}, { years: "two" }).data);
  assert.deepEqual([short.until, short.values["sight"]], ["2028-11-24", "Fit to drive"]);
});
