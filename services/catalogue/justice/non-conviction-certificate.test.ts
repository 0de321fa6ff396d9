import assert from "node:assert/strict";
import { test } from "node:test";
import { bindingRequests } from "@gov/services/language/bindings.ts";
import {
  feeSum,
  issued,
  oneFile,
  readService,
  statesAlong,
  verdict,
  walk,
} from "../service-under-test.ts";

const service = readService("justice/non-conviction-certificate");

const typed = {
  requestedFor: "self",
  principalNationalId: "400012027",
  principalName: "عمر خليل أحمد النجار",
  powerOfAttorney: oneFile,
  use: "work",
  recipient: "نقابة المهندسين",
  phone: "0599410011",
  truthDeclaration: "yes",
};
const apply = (also: object = {}, convictions = 0, assisted = false) =>
  walk(service, { record: { convictions }, assistance: { assisted } }, { ...typed, ...also });
const other = { requestedFor: "other" };
const sent = ["submit applicant", "pay system", "checked system", "approve officer"] as const;

test("my own record is shown to me; for somebody else their power of attorney is asked", () => {
  const after = ["use", "contact", "declaration"];
  assert.deepEqual(apply().pages, ["requestedFor", "record", ...after]);
  assert.deepEqual(apply(other).pages, ["requestedFor", "principal", "attorney", ...after]);
  const mine = apply({ ...other, principalNationalId: "400011011" });
  assert.match(mine.errors["principalNationalId"] ?? "", /This is your own number/);
});

test("nobody's record is asked for by an attorney", () => {
  assert.deepEqual(
    bindingRequests(service, apply().data).map(({ binding }) => binding),
    ["record", "assistance"],
  );
  assert.deepEqual(bindingRequests(service, apply(other).data), []);
});

test("who may have one, and what it costs", () => {
  assert.equal(verdict(service, apply().data), "eligible");
  assert.equal(verdict(service, apply({}, 1).data), "noConviction");
  assert.equal(verdict(service, apply(other, 1).data), "eligible");
  assert.equal(feeSum(service, apply().data), "certificate 2500 = 2500");
  assert.equal(feeSum(service, apply({ use: "travel" }).data), "certificate 4000 = 4000");
  assert.equal(feeSum(service, apply({}, 0, true).data), "free - assisted 2500");
  assert.equal(feeSum(service, apply(other, 0, true).data), "certificate 2500 = 2500");
});

test("the courts are asked, then it is issued in the name of whom it is for", () => {
  const clear = { courts: "clear" } as const;
  const mine = apply().data;
  assert.match(statesAlong(service, mine, sent, clear), /checking inReview approved$/);
  assert.equal(
    issued(service, "certificate", mine).values["holder"],
    "Sara Mahmoud Yousef Al-Khatib",
  );
  const theirs = apply(other).data;
  assert.match(statesAlong(service, theirs, sent, clear), /inReview approvedByAttorney$/);
  const { values, until } = issued(service, "certificateByAttorney", theirs);
  assert.deepEqual(
    [values["holder"], values["nationalId"], until],
    ["عمر خليل أحمد النجار", "400012027", "2027-02-24"],
  );
  const objection = { courts: "objection" } as const;
  assert.match(statesAlong(service, mine, sent.slice(0, 3), objection), /checking objected$/);
});
