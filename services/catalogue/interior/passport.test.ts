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

const service = readService("interior/passport");

const person = {
  name: { ar: "سارة محمود يوسف الخطيب", en: "Sara Mahmoud Yousef Al-Khatib" },
  dateOfBirth: "1991-04-17",
  governorate: "RBH",
  idCard: { number: "20481177", expiresOn: "2027-06-01" },
  passport: null as object | null,
};
const passportUntil = (expiresOn: string) => ({ number: "PX210443", expiresOn });
const nothingHeld = { holds: { holds: 0 }, orders: { travelBans: 0 } };
const typed = {
  reason: "expiring",
  lostOn: "2026-11-20",
  lossReport: oneFile,
  formerPassport: oneFile,
  photo: oneFile,
  pickup: "RBH",
  phone: "0599410011",
  truthDeclaration: "yes",
};
const apply = (change: object = {}, also: object = {}, held: object = nothingHeld) =>
  walk(service, { person: { ...person, ...change }, ...held }, { ...typed, ...also });

test("a first passport needs a photograph only; a former or a lost one is asked about", () => {
  const after = ["photo", "pickup", "contact", "declaration"];
  assert.deepEqual(apply().pages, ["person", ...after]);
  const renewal = { passport: passportUntil("2026-12-30") };
  assert.deepEqual(apply(renewal).pages, ["person", "reason", "formerPassport", ...after]);
  assert.deepEqual(apply(renewal, { reason: "lost" }).pages, [
    "person",
    "reason",
    "loss",
    ...after,
  ]);
  const tomorrow = apply(renewal, { reason: "lost", lostOn: "2026-11-25" });
  assert.match(tomorrow.errors["lostOn"] ?? "", /has not come yet/);
});

test("who may have one, and why not", () => {
  const cases: [string, object, object][] = [
    ["eligible", {}, {}],
    ["adult", { dateOfBirth: "2009-01-01" }, {}],
    ["identityCard", { idCard: null }, {}],
    ["identityCard", { idCard: { number: "1", expiresOn: "2026-11-23" } }, {}],
    ["due", { passport: passportUntil("2030-01-01") }, {}],
    ["eligible", { passport: passportUntil("2027-11-24") }, {}],
    ["eligible", { passport: passportUntil("2030-01-01") }, { reason: "full" }],
  ];
  for (const [expected, change, also] of cases) {
    assert.equal(verdict(service, apply(change, also).data), expected, JSON.stringify(change));
  }
});

test("the published fee is charged, and a person against whom nothing is held waits for nobody", () => {
  const { data } = apply();
  assert.equal(feeSum(service, data), "passport 21000 = 21000");
  const events = ["submit applicant", "pay system", "approve officer", "approve officer"] as const;
  assert.equal(statesAlong(service, data, events), "awaitingPayment inReview printing approved");
  assert.equal(issued(service, "collection", data).until, "2027-05-24");
});

test("a hold, a travel ban or a registry that was down sends the case to police and courts", () => {
  const toChecks = ["submit applicant", "pay system"] as const;
  const held = [
    { ...nothingHeld, holds: { holds: 1 } },
    { ...nothingHeld, orders: { travelBans: 1 } },
    { holds: { holds: 0 } },
  ];
  for (const one of held) {
    const { data } = apply({}, {}, one);
    assert.equal(statesAlong(service, data, toChecks), "awaitingPayment checking");
  }
  const { data } = apply({}, {}, held[0]);
  const checked = [...toChecks, "checked system"] as const;
  const clear = { police: "clear", courts: "clear" } as const;
  assert.match(statesAlong(service, data, checked, clear), /inReview$/);
  const objection = { ...clear, police: "objection" } as const;
  assert.match(
    statesAlong(service, data, [...checked, "reject supervisor"], objection),
    /objected rejected$/,
  );
});
