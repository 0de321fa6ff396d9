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
  assert.equal(catalogue.institutions.length, 6);
  assert.equal(catalogue.lifeEvents.length, 7);
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

test("what has nothing to do with it finds nothing", () => {
  for (const query of ["", "   ", "؟!", "جواز سفر", "university degree", "x".repeat(5000)]) {
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
