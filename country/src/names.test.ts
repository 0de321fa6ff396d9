import assert from "node:assert/strict";
import { test } from "node:test";
import { fullName, fullNameText, shortName } from "./names.ts";

const ar = { first: "ليان", father: "سامي", grandfather: "عمر", family: "أبو  عيشة" };
const en = { first: "Layan", father: "Sami", grandfather: "", family: "Abu Aisheh" };

test("names are said in order, without gaps", () => {
  assert.deepEqual(fullNameText({ ar, en }), {
    ar: "ليان سامي عمر أبو عيشة",
    en: "Layan Sami Abu Aisheh",
  });
  assert.equal(shortName(en), "Layan Abu Aisheh");
  assert.equal(fullName({ first: "", father: "", grandfather: "", family: "" }), "");
});
