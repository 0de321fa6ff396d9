import assert from "node:assert/strict";
import { test } from "node:test";
import { csvLine } from "./csv.ts";

test("commas, quotes and line ends stay inside their cell", () => {
  assert.equal(
    csvLine(["a,b", 'say "x"', "two\nlines", "plain"]),
    '"a,b","say ""x""","two\nlines",plain\r\n',
  );
});

test("nothing that was typed becomes a formula, and amounts stay numbers", () => {
  assert.equal(csvLine(["=1+1", "+970", "@x", "-sum(a)"]), "'=1+1,'+970,'@x,'-sum(a)\r\n");
  assert.equal(csvLine(["-12.50", "312.00"]), "-12.50,312.00\r\n");
});
