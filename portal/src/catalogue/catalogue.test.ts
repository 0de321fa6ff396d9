import assert from "node:assert/strict";
import { test } from "node:test";
import { findService } from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { readCatalogue } from "./catalogue-queries.ts";
import { feeSummary } from "./service-fee.ts";
import { partnersOf, servicesByNeed } from "./services-by-need.ts";
import { promisedTime } from "./usual-time.ts";

const catalogue = readCatalogue();
const service = (code: string): ServiceDefinition => {
  const found = findService(catalogue, code);
  assert.ok(found, code);
  return found;
};

test("every service stands once among what people come for, also one that fits nothing", () => {
  const [first, ...others] = catalogue.services;
  assert.ok(first);
  const services = [...others, { ...first, lifeEvents: ["gone"] }];
  const groups = servicesByNeed({ ...catalogue, services });
  const listed = groups.flatMap((group) => group.services.map(({ code }) => code));
  assert.deepEqual(listed.toSorted(), services.map(({ code }) => code).toSorted());
  assert.deepEqual(
    groups.at(-1)?.services.map(({ code }) => code),
    [first.code],
  );
});

test("a fee says whether some pay nothing, and where only answers decide it", () => {
  const fee = (code: string) => feeSummary(service(code), "2026-11-24").en;
  assert.match(fee("health/health-insurance"), /600\.00.*, free for some$/);
  assert.match(fee("economy/company-registration"), /^from .*372\.00.*, by your answers$/);
  assert.equal(fee("finance/property-tax"), "Depends on your answers");
  assert.match(fee("land/land-register-extract"), /27\.00/);
});

test("checks side by side count once, and those who answer them are the service's partners", () => {
  const insurance = service("health/health-insurance");
  assert.equal(promisedTime(insurance)?.en, "5 working days at most");
  assert.deepEqual(partnersOf(insurance), [
    "finance",
    "local-government",
    "transport",
    "economy",
    "chamber-of-commerce",
  ]);
  assert.deepEqual(partnersOf(service("finance/property-tax")), ["municipalities"]);
});
