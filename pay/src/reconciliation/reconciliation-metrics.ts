import type { Kysely } from "kysely";
import { Gauge, type Registry } from "prom-client";
import type { PayDatabase } from "#src/db-types.ts";
import { breakClasses } from "./break.ts";
import { breakAges, countMissingReports, countOpenBreaks } from "./standing-queries.ts";

/** Gauges of what reconciliation waits for; gives what counts them anew. */
export const reconciliationGauges = (
  registry: Registry,
  db: Kysely<PayDatabase>,
): (() => Promise<void>) => {
  const differences = new Gauge({
    name: "pay_reconciliation_breaks_open",
    help: "Differences between a rail's file and the books that nobody has decided",
    labelNames: ["class", "age"],
    registers: [registry],
  });
  const missing = new Gauge({
    name: "pay_reconciliation_reports_missing",
    help: "Days of a rail whose report should have come and does not count",
    labelNames: ["rail", "party"],
    registers: [registry],
  });
  return async () => {
    differences.reset();
    for (const name of breakClasses) {
      for (const age of breakAges) differences.set({ class: name, age }, 0);
    }
    for (const { class: name, age, count } of await countOpenBreaks(db)) {
      differences.set({ class: name, age }, count);
    }
    missing.reset();
    for (const { rail, party, count } of await countMissingReports(db)) {
      missing.set({ rail, party }, count);
    }
  };
};
