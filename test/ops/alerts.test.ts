import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { collectDefaultMetrics, Registry } from "prom-client";
import { ROOT } from "@gov/dev/folders.ts";

const alerts = readFileSync(join(ROOT, "ops", "alerts.yml"), "utf8");

/** Every metric that the components' code registers, and those that Node's client adds. */
const registered = (): Set<string> => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const sources = globSync("{sso,portal,pay,exchange,kit}/src/**/*metrics*.ts", { cwd: ROOT });
  const named = sources.flatMap((file) => [
    ...readFileSync(join(ROOT, file), "utf8").matchAll(/"([a-z]+(?:_[a-z]+){2,})"/g),
  ]);
  return new Set([
    ...registry.getMetricsAsArray().map(({ name }) => name),
    ...named.map(([, name = ""]) => name),
  ]);
};

/** The metrics in a rule: words with underscores that are not labels or functions. */
const usedIn = (rules: string): string[] =>
  [...rules.matchAll(/\b[a-z]+(?:_[a-z0-9]+){2,}\b(?!\s*\()/g)].map(([name]) =>
    name.replace(/_(?:bucket|count|sum)$/, ""),
  );

test("every alert asks for figures that a component gives", () => {
  const known = registered();
  const used = usedIn(alerts);
  assert.ok(used.length > 5, used.join(" "));
  assert.deepEqual(
    [...new Set(used)].filter((name) => !known.has(name)),
    [],
  );
});

test("every runbook that is named exists", () => {
  const named = [...alerts.matchAll(/docs\/runbooks\/[a-z-]+\.md/g)].map(([path]) => path);
  for (const path of named) assert.ok(readFileSync(join(ROOT, path), "utf8").length > 0, path);
});
