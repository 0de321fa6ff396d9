import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { attacks } from "./attacks.ts";

const folder = new URL("../", import.meta.url);

const testsIn = (file: string): string[] => {
  const source = readFileSync(new URL(file, folder), "utf8");
  return [...source.matchAll(/^test\("([^"]+)"/gm)].map(([, name]) => name ?? "");
};

test("every attack of the table has its test", () => {
  for (const [file, rows] of Object.entries(attacks)) {
    const there = testsIn(file);
    for (const [attack, name] of Object.entries(rows)) {
      assert.ok(there.includes(name), `${attack}: there is no test "${name}" in ${file}`);
    }
  }
});

test("every test of an attack has its line in the table", () => {
  for (const path of globSync("attacks/*.test.ts", { cwd: folder.pathname })) {
    if (path.endsWith("attacks/attacks.test.ts")) continue;
    const named = Object.values(attacks[path] ?? {});
    assert.deepEqual(
      testsIn(path).filter((name) => !named.includes(name)),
      [],
      path,
    );
  }
});
