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

const service = readService("interior/identity-card-renewal");

const person = {
  name: { ar: "سارة محمود يوسف الخطيب", en: "Sara Mahmoud Yousef Al-Khatib" },
  dateOfBirth: "1991-04-17",
  governorate: "RBH",
  idCard: { number: "20481177", expiresOn: "2026-12-20" } as object | null,
};
const typed = {
  reason: "expiring",
  "home.governorate": "RBH",
  "home.locality": "بيرزيت",
  "home.street": "",
  lostOn: "2026-11-20",
  lossReport: oneFile,
  photo: oneFile,
  pickup: "RBH",
  phone: "0599410011",
  truthDeclaration: "yes",
};
const apply = (change: object = {}, also: object = {}, assisted = false) =>
  walk(
    service,
    { person: { ...person, ...change }, assistance: { assisted } },
    { ...typed, ...also },
  );

test("each reason asks what it needs", () => {
  const after = ["photo", "pickup", "contact", "declaration"];
  for (const [reason, pages] of [
    ["expiring", []],
    ["damaged", []],
    ["moved", ["address"]],
    ["lost", ["loss"]],
  ] as const) {
    assert.deepEqual(apply({}, { reason }).pages, ["person", "reason", ...pages, ...after], reason);
  }
  const nowhere = apply({}, { reason: "moved", "home.locality": "" });
  assert.deepEqual(Object.keys(nowhere.errors), ["home.locality"]);
});

test("who may renew, and why not", () => {
  const until = (expiresOn: string) => ({ idCard: { number: "20481177", expiresOn } });
  const cases: [string, object, object][] = [
    ["eligible", {}, {}],
    ["eligible", until("2020-01-01"), {}],
    ["due", until("2027-05-25"), {}],
    ["eligible", until("2027-05-24"), {}],
    ["eligible", until("2034-01-01"), { reason: "lost" }],
    ["age", { dateOfBirth: "2011-01-01" }, {}],
    ["hasCard", { idCard: null }, { reason: "damaged" }],
  ];
  for (const [expected, change, also] of cases) {
    assert.equal(verdict(service, apply(change, also).data), expected, JSON.stringify(change));
  }
});

test("assisted households pay nothing and skip the payment", () => {
  const pays = apply().data;
  const exempt = apply({}, {}, true).data;
  assert.equal(feeSum(service, pays), "card 5000 = 5000");
  assert.equal(feeSum(service, exempt), "free - assisted 5000");
  const sent = ["submit applicant"] as const;
  assert.equal(
    statesAlong(service, pays, [...sent, "pay system", "approve officer"]),
    "awaitingPayment inReview approved",
  );
  assert.equal(statesAlong(service, exempt, [...sent, "approve officer"]), "inReview approved");
  assert.equal(issued(service, "proof", pays).until, "2027-01-23");
});

test("the police confirms a loss, paid for or not", () => {
  const lost = { reason: "lost" };
  const events = ["submit applicant", "pay system", "checked system"] as const;
  assert.equal(
    statesAlong(service, apply({}, lost).data, events, { lossReport: "clear" }),
    "awaitingPayment checking inReview",
  );
  assert.equal(
    statesAlong(service, apply({}, lost, true).data, [events[0], events[2]], {
      lossReport: "objection",
    }),
    "checking objected",
  );
});
