import assert from "node:assert/strict";
import { test } from "node:test";
import { feeSum, issued, readService, statesAlong, verdict, walk } from "../service-under-test.ts";

const service = readService("interior/good-conduct-certificate");

const person = {
  name: { ar: "سارة محمود يوسف الخطيب", en: "Sara Mahmoud Yousef Al-Khatib" },
  dateOfBirth: "1991-04-17",
  governorate: "RBH",
};
const typed = {
  use: "work",
  recipient: "شركة الزيتونة للنقل",
  phone: "0599410011",
  truthDeclaration: "yes",
};
const apply = (change: object = {}, assisted = false) =>
  walk(service, { person: { ...person, ...change }, assistance: { assisted } }, typed);
const sent = ["submit applicant", "pay system", "checked system"] as const;

test("pages, who may ask, and the fee", () => {
  assert.deepEqual(apply().pages, ["person", "use", "contact", "declaration"]);
  assert.equal(verdict(service, apply().data), "eligible");
  assert.equal(verdict(service, apply({ dateOfBirth: "2008-11-24" }).data), "eligible");
  assert.equal(verdict(service, apply({ dateOfBirth: "2008-11-25" }).data), "adult");
  assert.equal(feeSum(service, apply().data), "certificate 1500 = 1500");
  assert.equal(feeSum(service, apply({}, true).data), "free - assisted 1500");
});

test("it is issued as soon as the police has no objection", () => {
  const { data } = apply();
  assert.equal(
    statesAlong(service, data, sent, { police: "clear" }),
    "awaitingPayment checking approved",
  );
  const unpaid = [sent[0], sent[2]] as const;
  const exempt = apply({}, true).data;
  assert.equal(statesAlong(service, exempt, unpaid, { police: "clear" }), "checking approved");
  const { values, until } = issued(service, "certificate", data);
  assert.deepEqual([values["use"], until], ["Work", "2027-05-24"]);
});

test("a remark of the police goes to a supervisor, who may ask, issue or refuse", () => {
  const { data } = apply();
  const after = (...events: Parameters<typeof statesAlong>[2]) =>
    statesAlong(service, data, [...sent, ...events], { police: "objection" });
  assert.match(after("approve supervisor"), /inReview approved$/);
  assert.match(after("reject supervisor"), /inReview rejected$/);
  assert.match(
    after("requestInformation supervisor", "answerInformation applicant"),
    /informationRequested inReview$/,
  );
  assert.match(after("approve officer"), /notYours$/);
});
