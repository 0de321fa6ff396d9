import assert from "node:assert/strict";
import { test } from "node:test";
import { unwrap } from "@gov/kit/result.ts";
import { searchCatalogue } from "./catalogue-search.ts";
import { findService, loadCatalogue } from "./catalogue.ts";
import { questions } from "./search/questions.ts";

const catalogue = unwrap(loadCatalogue());
const first = (query: string, offered = catalogue) =>
  searchCatalogue(offered, query, "ar").map(({ service }) => service.code);

test("at least nineteen of twenty questions find their service among the first three", () => {
  const missed: string[] = [];
  let asked = 0;
  for (const [code, queries] of Object.entries(questions)) {
    if (!findService(catalogue, code)) continue;
    for (const query of queries) {
      asked += 1;
      const found = first(query).slice(0, 3);
      if (!found.includes(code)) missed.push(`${query}: ${found.join(", ")}`);
    }
  }
  assert.ok(asked >= 50, `only ${asked} questions were asked`);
  assert.ok(missed.length * 20 <= asked, `of ${asked} asked, missed:\n${missed.join("\n")}`);
});

test("a service is found from the moment it is published, and not once it is withdrawn", () => {
  const [one, ...others] = catalogue.services;
  assert.ok(one);
  const without = { ...catalogue, services: others };
  assert.equal(first(one.title.ar, without).includes(one.code), false);
  assert.equal(first(one.title.ar)[0], one.code);
  const renamed = { ...one, title: { ar: "زرنيق البرقوق", en: "Plum zarniq" } };
  const published = { ...catalogue, services: [...others, renamed] };
  assert.equal(first("زرنيق", published)[0], one.code);
  assert.deepEqual(first("زرنيق"), []);
});

test("what is no service finds nothing, however long it is", () => {
  for (const query of ["", "   ", "؟!", "طقس", "pizza", "مباراة كرة القدم", "x".repeat(5000)]) {
    assert.deepEqual(first(query), [], query.slice(0, 40));
  }
});
