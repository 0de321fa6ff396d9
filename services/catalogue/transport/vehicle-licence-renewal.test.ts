import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { unwrap } from "@gov/kit/result.ts";
import { formatMoney } from "@gov/kit/money.ts";
import {
  bindingRequests,
  confirmationKey,
  factsShown,
  readBinding,
} from "@gov/services/language/bindings.ts";
import type { CaseData, WireValues } from "@gov/services/language/case-data.ts";
import { documentFields } from "@gov/services/language/documents.ts";
import { eligibility } from "@gov/services/language/eligibility.ts";
import { computeFee } from "@gov/services/language/fees.ts";
import { readOptions } from "@gov/services/language/field-options.ts";
import { fillText } from "@gov/services/language/fill-text.ts";
import { pagesToAsk, prefillFor } from "@gov/services/language/pages.ts";
import { parseDefinition } from "@gov/services/language/parse-definition.ts";
import { validatePage } from "@gov/services/language/validate-page.ts";
import { nextState, transitionsFrom } from "@gov/services/language/workflow.ts";

const file = new URL("vehicle-licence-renewal.json", import.meta.url);
const service = unwrap(parseDefinition(JSON.parse(readFileSync(file, "utf8"))));

const skoda = {
  plate: "7-4821-H",
  ownerNationalId: "400000006",
  make: { ar: "سكودا", en: "Skoda" },
  model: "Octavia",
  year: 2019,
  engineCc: 1598,
  fuel: "petrol",
  licenceExpires: "2026-12-05",
  insurance: { company: { ar: "شركة التأمين", en: "Insurer" }, validUntil: "2027-02-01" },
  inspection: { result: "passed", at: "2026-11-02T09:30:00Z" },
  unpaidFines: { count: 0, amountMinor: 0, currency: "ILS" },
};
const owner: WireValues = {
  "applicant.nationalId": "400000006",
  "applicant.name": { ar: "ليان سامي عمر حداد", en: "Layan Sami Omar Haddad" },
  "applicant.phone": "+970599123456",
};
const withVehicle = (vehicle: object, answers: WireValues = {}): CaseData => ({
  answers: { plate: "7-4821-H", ...answers },
  facts: { ...owner, ...unwrap(readBinding(service, "vehicle", vehicle)) },
  today: "2026-11-24",
});
const empty: CaseData = { answers: {}, facts: owner, today: "2026-11-24" };

test("the pages come one after the other, and a changed plate must be confirmed anew", () => {
  let data = withVehicle(skoda, {});
  data = { ...data, answers: {} };
  const nextPage = () => pagesToAsk(service, data).next?.page.code;
  const send = (page: string, raw: Record<string, string>) => {
    const answers = unwrap(validatePage(service, page, raw, data));
    data = { ...data, answers: { ...data.answers, ...answers } };
  };
  assert.equal(nextPage(), "plate");
  send("plate", { plate: "٧-٤٨٢١-H" });
  assert.equal(data.answers["plate"], "7-4821-H");
  assert.equal(nextPage(), "vehicle");
  send("vehicle", {});
  send("contact", { phone: "0599 123 456" });
  send("declaration", { ownerDeclaration: "yes" });
  assert.deepEqual([nextPage(), pagesToAsk(service, data).waitingFor], [undefined, []]);
  send("plate", { plate: "1234567" });
  assert.equal(nextPage(), "vehicle");
});

test("a wrong plate is refused in both languages, and an unticked declaration too", () => {
  const plate = validatePage(service, "plate", { plate: "74821" }, empty);
  assert.ok(!plate.ok && plate.error["plate"]?.ar.includes("مثال 7-4821-H"));
  const missing = validatePage(service, "plate", {}, empty);
  assert.ok(!missing.ok && missing.error["plate"]?.en === "Enter the plate number.");
  assert.equal(validatePage(service, "declaration", {}, empty).ok, false);
});

test("the registry is asked for my vehicles at once, and for one when its plate is known", () => {
  assert.deepEqual(
    bindingRequests(service, empty).map(({ binding, query }) => [binding, query]),
    [["vehicles", "?owner=400000006"]],
  );
  const asked = bindingRequests(service, { ...empty, answers: { plate: "7-4821-H" } });
  assert.equal(asked[1]?.key, "MOT/vehicle-registry/vehicle/7-4821-H");
  const hostile = bindingRequests(service, { ...empty, answers: { plate: "../x?y=#" } });
  assert.equal(hostile[1]?.path, "/..%2Fx%3Fy%3D%23");
  const field = service.pages[0]?.fields[0];
  assert.ok(field);
  assert.deepEqual(readOptions(service, field, { vehicles: [skoda, { plate: 5 }, null] }), [
    { value: "7-4821-H", label: { ar: "سكودا Octavia 2019", en: "Skoda Octavia 2019" } },
  ]);
});

test("facts are shown with their source; a registry that answers in another shape is named", () => {
  const page = service.pages[1];
  assert.ok(page);
  const [shown] = factsShown(service, page, withVehicle({ ...skoda, insurance: null }));
  assert.equal(shown?.source.en, "Vehicle registry, Ministry of Transport");
  const byName = new Map(shown?.facts.map(({ name, value }) => [name, value.ar]));
  assert.equal(byName.get("vehicle.fuel"), "بنزين");
  assert.equal(byName.get("vehicle.insuredUntil"), "غير مسجل");
  assert.equal(byName.has("vehicle.ownerNationalId"), false);
  const wrong = readBinding(service, "vehicle", { ...skoda, year: "last", fuel: "steam" });
  assert.deepEqual(!wrong.ok && wrong.error.map(({ path }) => path), ["year", "fuel"]);
  assert.equal(confirmationKey(service, page, empty), null);
});

test("a typical private petrol car costs 312.00 ₪, labelled as illustrative", () => {
  const fee = computeFee(service, withVehicle(skoda));
  assert.ok(fee.outcome === "known");
  assert.equal(formatMoney(fee.total, "ar"), "312.00 ₪");
  assert.deepEqual(
    fee.lines.map(({ code, amount }) => [code, amount.amountMinor]),
    [
      ["licence", 25000n],
      ["issue", 6200n],
    ],
  );
  assert.equal(fee.source.kind, "illustrative");
  assert.deepEqual(
    fee.lines[0]?.because.map(({ name, value }) => [name, value.en]),
    [
      ["vehicle.fuel", "Petrol"],
      ["vehicle.engineCc", "1598"],
    ],
  );
});

test("the fee follows fuel and engine, and waits while they are unknown", () => {
  const total = (change: object): bigint | string => {
    const fee = computeFee(service, withVehicle({ ...skoda, ...change }));
    return fee.outcome === "known" ? fee.total.amountMinor : fee.outcome;
  };
  assert.equal(total({ fuel: "electric", engineCc: null }), 16200n);
  assert.equal(total({ fuel: "diesel", engineCc: 2000 }), 48200n);
  assert.equal(total({ fuel: "diesel", engineCc: 2001 }), 76200n);
  assert.equal(total({ engineCc: 1300 }), 24200n);
  assert.equal(total({ engineCc: 3000 }), 68200n);
  assert.equal(total({ engineCc: null }), "unknown");
  assert.equal(computeFee(service, empty).outcome, "unknown");
  assert.equal(
    computeFee(service, { ...withVehicle(skoda), today: "2025-12-31" }).outcome,
    "failed",
  );
});

test("whoever may not renew reads why, what decided it and what to do", () => {
  const codes = (change: object): string[] => {
    const result = eligibility(service, withVehicle({ ...skoda, ...change }));
    return result.outcome === "ineligible"
      ? result.reasons.map(({ code }) => code)
      : [result.outcome];
  };
  assert.deepEqual(codes({}), ["eligible"]);
  assert.deepEqual(codes({ ownerNationalId: "900000001" }), ["owner"]);
  assert.deepEqual(codes({ insurance: null }), ["insurance"]);
  assert.deepEqual(codes({ insurance: { ...skoda.insurance, validUntil: "2026-11-23" } }), [
    "insurance",
  ]);
  assert.deepEqual(codes({ insurance: { ...skoda.insurance, validUntil: "2026-11-24" } }), [
    "eligible",
  ]);
  assert.deepEqual(codes({ inspection: null }), ["inspection"]);
  const fines = { count: 2, amountMinor: 45000, currency: "ILS" };
  const refused = eligibility(service, withVehicle({ ...skoda, unpaidFines: fines }));
  assert.ok(refused.outcome === "ineligible");
  assert.ok(
    refused.reasons[0]?.reason.ar.includes("عددها \u20682\u2069 وقيمتها \u2068450.00 ₪\u2069"),
  );
  assert.deepEqual(refused.reasons[0]?.because[0]?.value.en, "2");
  assert.deepEqual(
    codes({ inspection: { result: "failed", at: "2026-11-01" }, unpaidFines: fines }),
    ["inspection", "fines"],
  );
  assert.equal(eligibility(service, empty).outcome, "unknown");
});

test("every event leads where the table says and nowhere else", () => {
  const legal = service.workflow.transitions.map(
    ({ from, event, by, to }) => `${from} ${event} ${by} ${to}`,
  );
  assert.deepEqual(legal, [
    "draft submit applicant awaitingPayment",
    "draft withdraw applicant withdrawn",
    "awaitingPayment pay system inReview",
    "awaitingPayment withdraw applicant withdrawn",
    "inReview approve officer approved",
    "inReview reject officer rejected",
    "inReview requestInformation officer informationRequested",
    "informationRequested answerInformation applicant inReview",
  ]);
  const step = nextState(service, "inReview", "approve", "officer");
  assert.ok(step.ok && step.value.state.issues?.[0] === "licence");
  assert.deepEqual(nextState(service, "inReview", "approve", "applicant"), {
    ok: false,
    error: "notYours",
  });
  assert.deepEqual(nextState(service, "draft", "pay"), { ok: false, error: "illegal" });
  assert.deepEqual(nextState(service, "nowhere", "pay"), { ok: false, error: "unknownState" });
  assert.equal(transitionsFrom(service, "inReview", "officer").length, 3);
  assert.equal(transitionsFrom(service, "approved").length, 0);
});

test("the licence is valid for a year and is not issued with a gap", () => {
  const data = withVehicle(skoda);
  const issued = {
    ...data,
    facts: { ...data.facts, "case.issuedOn": "2026-11-24", "case.reference": "VL-2026-004187" },
  };
  const licence = unwrap(documentFields(service, "licence", issued));
  assert.deepEqual([licence.validFrom, licence.validUntil], ["2026-11-24", "2027-11-24"]);
  const shown = new Map(licence.fields.map(({ code, value }) => [code, value.ar]));
  assert.equal(shown.get("owner"), "ليان سامي عمر حداد");
  assert.equal(shown.get("fuel"), "بنزين");
  assert.equal(shown.get("validUntil"), "24 تشرين الثاني 2027");
  const gap = documentFields(service, "licence", data);
  assert.ok(!gap.ok && gap.error.missing.includes("case.issuedOn"));
});

test("messages isolate what they name, and the phone we know is offered", () => {
  const text = service.notifications[3]?.text;
  assert.ok(text);
  assert.equal(
    fillText(service, text, withVehicle(skoda)).ar,
    "حكومتي: صدرت رخصة المركبة \u20687-4821-H\u2069. تجدها في محفظتك.",
  );
  const phone = service.pages[2]?.fields[0];
  assert.ok(phone);
  assert.equal(prefillFor(service, phone, empty), "+970599123456");
});
