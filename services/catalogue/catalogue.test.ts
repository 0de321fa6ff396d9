import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { unwrap } from "@gov/kit/result.ts";
import { searchCatalogue } from "./catalogue-search.ts";
import { findService, loadCatalogue } from "./catalogue.ts";

const catalogue = unwrap(loadCatalogue());
const renewal = "transport/vehicle-licence-renewal";

test("every published definition is proved", () => {
  assert.equal(findService(catalogue, renewal)?.referencePrefix, "VL");
  const institutions = catalogue.institutions.map(({ code }) => code);
  for (const { code, workflow } of catalogue.services) {
    const asked = workflow.states.flatMap(({ checks = [] }) => checks);
    for (const { institution } of asked) assert.ok(institutions.includes(institution), code);
  }
});

test("a service is found as people ask for it", () => {
  const asked = [
    "تجديد رخصة مركبة",
    "ترخيص السيارة",
    "بدي أجدد ليسن السيارة",
    "رخصه مركبه",
    "رخصة السيّارة",
    "سياره",
    "سيار",
    "للسيارة",
    "رخصت المركبه",
    "car licence",
    "car licens",
    "VEHICLE",
    "دائرة السير",
    "النمرة",
  ];
  for (const query of asked) {
    assert.equal(searchCatalogue(catalogue, query, "ar")[0]?.service.code, renewal, query);
  }
});

test("people's own words lead to the service they mean", () => {
  const asked: Record<string, readonly string[]> = {
    "interior/passport": ["جواز سفر", "بدي أجدد الباسبور", "ضاع جوازي", "lost passport"],
    "interior/identity-card-renewal": ["هويتي ضايعة", "تجديد الهوية", "renew id card"],
    "interior/birth-certificate": ["شهادة ميلاد", "كوشان ميلاد", "تسجيل مولود", "newborn"],
    "interior/good-conduct-certificate": ["حسن سلوك", "حسن سيره وسلوك", "good conduct"],
    "justice/non-conviction-certificate": ["عدم محكومية", "لا حكم عليه", "criminal record"],
    "transport/driving-licence-renewal": ["رخصة السواقة", "تجديد رخصة القيادة", "driving licence"],
    "transport/traffic-fine-payment": ["مخالفة سير", "بدي أدفع المخالفة", "speeding ticket"],
  };
  for (const [code, queries] of Object.entries(asked)) {
    for (const query of queries) {
      assert.equal(searchCatalogue(catalogue, query, "ar")[0]?.service.code, code, query);
    }
  }
});

test("what has nothing to do with it finds nothing", () => {
  for (const query of ["", "   ", "؟!", "زراعة الزيتون", "fishing", "x".repeat(5000)]) {
    assert.deepEqual(searchCatalogue(catalogue, query, "en"), [], query.slice(0, 40));
  }
});

test("a broken definition is refused with its file and place", () => {
  const folder = mkdtempSync(join(tmpdir(), "catalogue-"));
  try {
    cpSync(new URL("./", import.meta.url), folder, { recursive: true });
    const file = join(folder, `${renewal}.json`);
    const source = readFileSync(file, "utf8");
    const load = (text: string) => {
      writeFileSync(file, text);
      const loaded = loadCatalogue(pathToFileURL(`${folder}/`));
      return loaded.ok
        ? []
        : loaded.error.map(({ file: name, code, path }) => `${name} ${code} ${path}`);
    };
    assert.deepEqual(load(source), []);
    assert.deepEqual(load("{"), [`${renewal}.json notJson `]);
    assert.deepEqual(load(source.replace('"vehicle-and-driving"', '"gone"')), [
      `${renewal}.json unknownLifeEvent `,
    ]);
    assert.deepEqual(load(source.replace('"value": "vehicle.year"', '"value": "vehicle.yeer"')), [
      `${renewal}.json unknownName documents.0.fields.5.value`,
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
