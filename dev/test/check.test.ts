import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { findLint, findTypeErrors, findUnformatted } from "../src/check/programs.ts";
import { ROOT } from "../src/folders.ts";

/** What is planted, file by file, and what must be said about it. */
const PLANTED: { file: string; text: string; said: RegExp }[] = [
  {
    file: "portal/src/case/relative.ts",
    text: 'import { bill } from "../../../pay/src/bill/bill.ts";\nexport const copy = bill;\n',
    said: /pay\/src\/bill\/bill\.ts' import is restricted/,
  },
  {
    file: "portal/src/case/by-name.ts",
    text: 'import type { Bill } from "@gov/pay/bill.ts";\nexport type Copy = Bill;\n',
    said: /'@gov\/pay\/bill\.ts' import is restricted/,
  },
  {
    file: "portal/src/case/again.ts",
    text: 'export { bill } from "#src/../../pay/src/bill/bill.ts";\n',
    said: /import is restricted/,
  },
  {
    file: "portal/src/case/later.ts",
    text: 'export const load = async () => await import("../../../pay/src/bill/bill.ts");\n',
    said: /import is restricted/,
  },
  {
    file: "sso/src/account/account.ts",
    text: 'import pg from "pg";\nexport const client = new pg.Client();\n',
    said: /'pg' import is restricted/,
  },
  {
    file: "pay/src/charge/charge.ts",
    text: 'import { Hono } from "hono";\nexport const app = new Hono();\n',
    said: /'hono' import is restricted/,
  },
  {
    file: "kit/src/clever.ts",
    text: 'export { account } from "../../sso/src/account/account.ts";\n',
    said: /import is restricted/,
  },
  {
    file: "services/language/src/read.ts",
    text: 'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n',
    said: /'node:fs' import is restricted/,
  },
  {
    file: "services/language/src/query.ts",
    text: 'import { Kysely } from "kysely";\nexport const query = Kysely;\n',
    said: /'kysely' import is restricted/,
  },
  {
    file: "exchange/src/relay/noisy.ts",
    text: 'export const tell = () => console.log("here");\n',
    said: /no-console/,
  },
  {
    file: "kit/src/forgotten.ts",
    text: "const save = async () => await Promise.resolve(1);\nexport const run = () => {\n  save();\n};\n",
    said: /no-floating-promises/,
  },
  {
    file: "kit/src/half.ts",
    text:
      'export const word = (state: "open" | "paid"): string => {\n  switch (state) {\n' +
      '    case "open":\n      return "o";\n  }\n  return "";\n};\n',
    said: /switch-exhaustiveness-check/,
  },
  {
    file: "kit/src/long.ts",
    text: `${"// a line\n".repeat(400)}export {};\n`,
    said: /max-lines/,
  },
];

/** What must not be complained about. */
const ALLOWED: Record<string, string> = {
  "pay/src/bill/bill.ts": "export const bill = 1;\nexport type Bill = typeof bill;\n",
  // A slice may bear another component's name.
  "portal/src/case/own-pay.ts": 'export { fee } from "../pay/fee.ts";\n',
  "portal/src/pay/fee.ts": "export const fee = 1n;\n",
  "portal/src/case/case-queries.ts":
    'import pg from "pg";\nexport const client = new pg.Client();\n',
  "portal/src/case/decide.ts":
    'import type { Transaction } from "kysely";\nexport type Tx = Transaction<object>;\n',
};

let folder: string;

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

before(() => {
  folder = mkdtempSync(join(tmpdir(), "check-test-"));
  for (const name of [".oxlintrc.json", ".oxfmtrc.json", "tsconfig.json"]) {
    copyFileSync(join(ROOT, name), join(folder, name));
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  for (const [file, text] of Object.entries(ALLOWED)) plant(file, text);
  for (const { file, text } of PLANTED) plant(file, text);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("the linter finds everything planted, and nothing else", async () => {
  const lines = (await findLint(folder)).split("\n");
  const about = (file: string) => lines.filter((line) => line.startsWith(`${file}:`)).join("\n");
  for (const { file, said } of PLANTED) assert.match(about(file), said, file);
  for (const file of Object.keys(ALLOWED)) assert.equal(about(file), "", file);
});

test("the compiler finds a wrong type", async () => {
  plant("kit/src/amount.ts", 'export const amountMinor: bigint = "100";\n');
  assert.match(
    await findTypeErrors(folder),
    /kit\/src\/amount\.ts.*not assignable to type 'bigint'/,
  );
});

test("the formatter finds a file that is not formatted", async () => {
  plant("kit/src/ugly.ts", "export  const a = 'x'\n");
  assert.match(await findUnformatted(folder), /kit\/src\/ugly\.ts/);
});
