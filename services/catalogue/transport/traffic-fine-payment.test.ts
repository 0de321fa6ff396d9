import assert from "node:assert/strict";
import { test } from "node:test";
import { readOptions } from "@gov/services/language/field-options.ts";
import { feeSum, issued, readService, statesAlong, verdict, walk } from "../service-under-test.ts";

const service = readService("transport/traffic-fine-payment");

const ticket = {
  number: "70412885",
  violation: { ar: "وقوف في مكان ممنوع", en: "Parking where it is forbidden" },
  place: { ar: "الخليل", en: "Hebron" },
  issuedOn: "2026-11-01",
  plate: "8-9034-L",
  amount: { amountMinor: "15010", currency: "ILS" },
  status: "unpaid",
};
const typed = { ticketNumber: "٧٠٤١٢٨٨٥", phone: "0599410011" };
const apply = (change: object = {}, also: object = {}) =>
  walk(service, { ticket: { ...ticket, ...change } }, { ...typed, ...also });

test("my tickets are offered, and any can be given by its number", () => {
  const field = service.pages[0]?.fields[0];
  assert.ok(field);
  assert.deepEqual(readOptions(service, field, { tickets: [ticket] }), [
    {
      value: "70412885",
      label: {
        ar: "وقوف في مكان ممنوع الخليل 2026-11-01",
        en: "Parking where it is forbidden Hebron 2026-11-01",
      },
    },
  ]);
  assert.deepEqual(apply().pages, ["ticket", "details", "contact"]);
  assert.deepEqual(Object.keys(apply({}, { ticketNumber: "704" }).errors), ["ticketNumber"]);
});

test("a ticket that is paid or before a court is not paid here", () => {
  assert.equal(verdict(service, apply().data), "eligible");
  assert.equal(verdict(service, apply({ status: "paid" }).data), "notPaid");
  assert.equal(verdict(service, apply({ status: "atCourt" }).data), "notAtCourt");
});

test("the fee is the ticket's amount, less a quarter in the first fourteen days", () => {
  assert.equal(feeSum(service, apply().data), "fine 15010 = 15010");
  assert.equal(feeSum(service, apply({ issuedOn: "2026-11-09" }).data), "fine 15010 = 15010");
  assert.equal(
    feeSum(service, apply({ issuedOn: "2026-11-10" }).data),
    "fine 15010 - early 3753 = 11257",
  );
});

test("it ends when it is paid, with a receipt over the amount paid", () => {
  const { data } = apply();
  const events = ["submit applicant", "pay system"] as const;
  assert.equal(statesAlong(service, data, events), "awaitingPayment paid");
  const paid = { amountMinor: "15010", currency: "ILS" } as const;
  const { values } = issued(service, "receipt", {
    ...data,
    facts: { ...data.facts, "fee.total": paid },
  });
  assert.deepEqual([values["ticket"], values["amount"]], ["70412885", "150.10 ₪"]);
});
