import assert from "node:assert/strict";
import { test } from "node:test";
import { startCompaniesRegistry } from "../../../dev/sandbox/registries/companies/companies.ts";
import { companyNumber } from "../../../dev/seed/companies.ts";
import { apply, readService } from "../../test/apply.ts";
import { feeLines, follow } from "../../test/follow.ts";
import { openRegistries, today } from "../../test/open-registries.ts";

const service = readService(new URL("commercial-register-extract.json", import.meta.url));
const registries = openRegistries({ "companies-registry": startCompaniesRegistry });

const asks = async (who: string, number: string, open = registries) =>
  await apply(service, {
    who,
    today,
    registries: open,
    typed: { company: { companyNumber: number }, purpose: { addressee: "bank" } },
  });

test("anyone gets an active company's extract at once after paying", async () => {
  for (const who of ["tariq", "nour"]) {
    const applied = await asks(who, companyNumber("zaytoun"));
    assert.deepEqual(applied.pages, ["company", "facts", "purpose", "contact"]);
    assert.deepEqual(applied.verdict, ["eligible"]);
    assert.deepEqual(feeLines(service, applied.data), ["extract 40.00", "= 40.00"]);
    assert.deepEqual(follow(service, applied.data, ["submit", "pay"]), [
      "awaitingPayment",
      "issued",
      "Commercial register extract",
    ]);
  }
});

test("a company struck off has none, and a number of nobody's stops", async () => {
  assert.deepEqual((await asks("layla", companyNumber("sanabel"))).verdict, ["active"]);
  assert.deepEqual((await asks("layla", "562019998")).stopped, ["company"]);
});

test("while the register does not answer, its officer completes the application", async () => {
  const { data } = await asks("tariq", companyNumber("zaytoun"), {});
  assert.deepEqual(follow(service, data, ["submit", "pay"]), ["awaitingPayment", "inReview"]);
});
