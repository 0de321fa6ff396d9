import assert from "node:assert/strict";
import { test } from "node:test";
import { problemsOfDraft } from "@gov/services/language/draft-definition.ts";
import { fromTemplate, templates } from "./templates.ts";

const identity = {
  code: "health/made",
  institution: "health",
  referencePrefix: "ZZ",
  title: { ar: "خدمة", en: "A service" },
};

test("whoever begins with a template lacks nothing but the summary of their own service", () => {
  assert.deepEqual(
    templates.map(({ code }) => code),
    ["certificate", "payment-of-amount-due", "permit-with-inspection", "registration-with-checks"],
  );
  for (const template of templates) {
    const begun = fromTemplate(template, identity);
    const problems = problemsOfDraft(begun).map(({ path, reason }) => `${path}: ${reason.en}`);
    assert.deepEqual(
      problems,
      ["summary.ar: Write this text.", "summary.en: Write this text."],
      template.code,
    );
    const { code, institution, referencePrefix, title } = begun;
    assert.deepEqual({ code, institution, referencePrefix, title }, identity);
  }
});
