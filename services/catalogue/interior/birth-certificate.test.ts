import assert from "node:assert/strict";
import { test } from "node:test";
import { bindingRequests } from "@gov/services/language/bindings.ts";
import {
  feeSum,
  issued,
  readService,
  sara,
  statesAlong,
  today,
  verdict,
  walk,
} from "../service-under-test.ts";

const service = readService("interior/birth-certificate");

const notice = {
  number: "BN-260417",
  bornOn: "2026-11-18",
  sex: "female",
  hospital: { ar: "مجمع فلسطين الطبي", en: "Palestine Medical Complex" },
  motherNationalId: "400011011",
  motherName: { ar: "سارة محمود يوسف الخطيب", en: "Sara Mahmoud Yousef Al-Khatib" },
  fatherNationalId: "400014049" as string | null,
  fatherName: { ar: "يوسف صالح عودة", en: "Yousef Saleh Odeh" },
  registered: false,
};
const typed = {
  noticeNumber: "BN-260417",
  childNameAr: "سلمى",
  childNameEn: "Salma",
  phone: "0599410011",
  truthDeclaration: "yes",
};
const apply = (change: object = {}, assisted = false) =>
  walk(service, { notice: { ...notice, ...change }, assistance: { assisted } }, typed);

test("the hospital's notices are asked at once, the chosen one when it is known", () => {
  const asked = (answers: object) =>
    bindingRequests(service, { answers: { ...answers }, facts: sara, today }).map(({ key }) => key);
  const first = "MOH/health-registry/birth-notices?parent=400011011";
  const assistance = "MOSD/assistance-registry/assistance/400011011";
  assert.deepEqual(asked({}), [first, assistance]);
  assert.deepEqual(asked({ noticeNumber: "BN-260417" }), [
    first,
    "MOH/health-registry/birth-notice/BN-260417",
    assistance,
  ]);
  assert.deepEqual(apply().pages, ["notice", "birth", "name", "contact", "declaration"]);
});

test("who may register, and why not", () => {
  const cases: [string, object][] = [
    ["eligible", {}],
    ["eligible", { motherNationalId: "1", fatherNationalId: "400011011" }],
    ["parent", { motherNationalId: "1" }],
    ["parent father", { motherNationalId: "1", fatherNationalId: null }],
    ["father", { fatherNationalId: null, fatherName: null }],
    ["notRegistered", { registered: true }],
  ];
  for (const [expected, change] of cases) {
    assert.equal(verdict(service, apply(change).data), expected, JSON.stringify(change));
  }
});

test("late registration costs more and is confirmed by the Ministry of Health", () => {
  const late = { bornOn: "2026-10-24" };
  assert.equal(feeSum(service, apply({ bornOn: "2026-10-25" }).data), "certificate 2000 = 2000");
  assert.equal(feeSum(service, apply(late).data), "certificate 2000 + late 1500 = 3500");
  assert.equal(feeSum(service, apply(late, true).data), "free - assisted 3500");
  const events = ["submit applicant", "pay system", "checked system"] as const;
  assert.equal(
    statesAlong(service, apply(late).data, events, { birth: "clear" }),
    "awaitingPayment checking inReview",
  );
  const unpaid = [events[0], events[2]] as const;
  assert.equal(
    statesAlong(service, apply(late, true).data, unpaid, { birth: "objection" }),
    "checking objected",
  );
  const inTime = ["submit applicant", "approve officer"] as const;
  assert.equal(statesAlong(service, apply({}, true).data, inTime), "inReview approved");
});

test("the certificate names the child and both parents and never expires", () => {
  const { values, until } = issued(service, "certificate", apply().data);
  assert.deepEqual(
    [values["childNameEn"], values["father"], values["sex"], until],
    ["Salma", "Yousef Saleh Odeh", "Female", null],
  );
});
