import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Column } from "../src/check/database-columns.ts";
import { writeDatabaseTypes } from "../src/check/database-columns.ts";
import { compareDatabaseTypes } from "../src/check/database-drift.ts";
import { readMigratedComponents } from "../src/check/migrated.ts";

let columns: Column[];

before(async () => {
  const all = await readMigratedComponents();
  columns = all.find(({ name }) => name === "exchange")?.columns ?? [];
  assert.ok(columns.length > 0);
});

const drift = async (changed: Column[]) =>
  await compareDatabaseTypes([{ name: "exchange", columns: changed }]);

const change = (table: string, name: string, to: Partial<Column>) =>
  columns.map((one) => (one.table === table && one.name === name ? { ...one, ...to } : one));

test("a file that fits its database is left in peace", async () => {
  assert.deepEqual(await drift(columns), []);
});

test("each way a migration can leave the file behind is said with the column", async () => {
  const base = { type: "string", nullable: false, hasDefault: false };
  const cases: [Column[], RegExp][] = [
    [
      [...columns, { ...base, table: "member", name: "note" }],
      /member\.note .*missing from the file/,
    ],
    [change("message", "kind", { nullable: true }), /message\.kind .*allows null/],
    [change("message", "issue", { nullable: false }), /message\.issue .*never gives null/],
    [change("message", "id", { type: "string" }), /message\.id .*another type/],
    [change("member", "created_at", { hasDefault: false }), /member\.created_at .*no default/],
    [columns.filter(({ name }) => name !== "legal_basis"), /purpose: the file names a column/],
    [columns.filter(({ table }) => table !== "purpose"), /tables: the file names a table/],
  ];
  for (const [changed, said] of cases) assert.match((await drift(changed)).join("\n"), said);
});

test("plain types are written for a component that has none", () => {
  const text = writeDatabaseTypes([
    { table: "bill", name: "id", type: "bigint", nullable: false, hasDefault: true },
    { table: "bill", name: "paid_at", type: "Date", nullable: true, hasDefault: false },
    { table: "bill", name: "lines", type: "unknown", nullable: true, hasDefault: false },
  ]);
  assert.equal(
    text,
    `import type { Generated } from "kysely";

export interface Database {
  bill: {
    id: Generated<bigint>;
    paid_at: Date | null;
    lines: unknown;
  };
}
`,
  );
});
