import assert from "node:assert/strict";
import { test } from "node:test";
import { readCatalogue } from "#src/catalogue/catalogue-queries.ts";
import { createFieldSayer } from "./said-fields.ts";

const { services } = readCatalogue();
const offer = {
  member: "MOI",
  subsystem: "civil-registry",
  service: "documents",
  name: { ar: "وثائق الشخص", en: "A person's documents" },
  holder: { ar: "السجل المدني", en: "Civil registry" },
  fields: [],
  subjectFrom: "path",
  purposes: [],
};

test("people read what was seen in words, and not as a registry writes it", () => {
  const say = createFieldSayer(services, [offer]);
  const asked = {
    service: "PS/GOV/MOI/civil-registry/documents",
    fields: ["name", "dateOfBirth", "governorate", "neverRead"],
  };
  assert.deepEqual(say(asked), {
    ar: "وثائق الشخص: الاسم، تاريخ الميلاد، المحافظة، neverRead",
    en: "A person's documents: Name, Date of birth, Governorate, neverRead",
  });
});

test("a list of a person's things is called by the query alone", () => {
  const vehicles = {
    ...offer,
    member: "MOT",
    subsystem: "vehicle-registry",
    service: "vehicles",
    name: { ar: "مركبات الشخص", en: "Vehicles of a person" },
  };
  const say = createFieldSayer(services, [vehicles]);
  const asked = { service: "PS/GOV/MOT/vehicle-registry/vehicles", fields: ["vehicles"] };
  assert.equal(say(asked).ar, "مركبات الشخص");
});

test("what nothing is known of is called as the exchange calls it", () => {
  const say = createFieldSayer(services);
  assert.equal(say({ service: "PS/GOV/X/y/z", fields: [] }).ar, "PS/GOV/X/y/z");
  assert.equal(say({ service: "PS/GOV/X/y/z", fields: ["a", "b"] }).ar, "a، b");
});
