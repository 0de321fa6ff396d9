import assert from "node:assert/strict";
import { test } from "node:test";
import { loadCatalogue } from "@gov/services/catalogue/catalogue.ts";
import { templates } from "@gov/services/catalogue/templates.ts";
import { unwrap } from "@gov/kit/result.ts";
import { computeFee } from "@gov/services/language/fees.ts";
import type { TypedPages } from "#src/apply/application.ts";
import { readCarried, walkTrial } from "./preview.ts";
import { samplePage } from "./preview-samples.ts";

const now = new Date("2026-11-26T09:00:00Z");

test("samples carry a trial through every service and template to its end", () => {
  const all = [
    ...templates.map(({ definition }) => definition),
    ...unwrap(loadCatalogue()).services,
  ];
  for (const definition of all) {
    let typed: TypedPages = {};
    let trial = walkTrial(definition, typed, now);
    for (let page = 0; trial.state && page < 60; page += 1) {
      const { code } = trial.state.page;
      typed = { ...typed, [code]: samplePage(trial.state.page) };
      trial = walkTrial(definition, typed, now);
      const { errors } = trial;
      // A rule of the service's own may refuse a sample; its format never is.
      const own = trial.state?.page.fields.some(({ validate = [] }) => validate.length > 0);
      if (own || trial.state?.page.validate) break;
      assert.deepEqual(errors, {}, `${definition.code} ${code}`);
    }
    if (!trial.state) assert.notEqual(computeFee(definition, trial.data).outcome, "failed");
  }
});

test("what is carried along is bounded and of its shape, or the trial begins anew", () => {
  assert.deepEqual(readCarried('{"a":{"b":"c"}}'), { a: { b: "c" } });
  for (const broken of ['{"a":1}', "{", "[]", undefined, `{"a":{"b":"${"x".repeat(9000)}"}}`]) {
    assert.deepEqual(readCarried(broken), {});
  }
});
