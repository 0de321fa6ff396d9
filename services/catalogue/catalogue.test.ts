import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { unwrap } from "@gov/kit/result.ts";
import { findService, loadCatalogue } from "./catalogue.ts";

const catalogue = unwrap(loadCatalogue());
const renewal = "transport/vehicle-licence-renewal";

test("every published definition is proved", () => {
  assert.equal(findService(catalogue, renewal)?.referencePrefix, "VL");
  const institutions = new Set(catalogue.institutions.map(({ code }) => code));
  const answering = catalogue.services.flatMap(({ workflow }) =>
    workflow.states.flatMap(({ checks }) => (checks ?? []).map(({ institution }) => institution)),
  );
  for (const code of answering) assert.ok(institutions.has(code), code);
  const shares = catalogue.services.flatMap(({ fees }) =>
    fees.flatMap(({ lines }) => lines.flatMap(({ splits }) => splits ?? [])),
  );
  for (const { institution } of shares) assert.ok(institutions.has(institution), institution);
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
