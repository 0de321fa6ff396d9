import { readFileSync } from "node:fs";
import type { Binding } from "@gov/services/language/binding-schema.ts";
import type { ExchangeOffers } from "@gov/services/language/surroundings.ts";
import { z } from "zod";

const fileSchema = z.strictObject({
  /** Queries by `member/subsystem/code`, with the properties of their answers. */
  queries: z.record(z.string(), z.array(z.string())),
  /** Purposes under which other systems than the portal ask. */
  othersPurposes: z.array(z.string()),
});

const url = new URL("exchange-offers.json", import.meta.url);

/**
 * What registries open to this repository's services: the nation that is started from it seeds its
 * exchange so. A purpose is registered with the service that brings it; only those of other
 * systems are not for it. A running portal asks its exchange instead.
 */
export const offersOfSeeds = ({
  bindings,
}: Readonly<{ bindings: readonly Pick<Binding, "purpose">[] }>): ExchangeOffers => {
  const { queries, othersPurposes } = fileSchema.parse(JSON.parse(readFileSync(url, "utf8")));
  const brought = bindings.map(({ purpose }) => purpose);
  const purposes = new Set(brought.filter((purpose) => !othersPurposes.includes(purpose)));
  return new Map(
    Object.entries(queries).map(([name, fields]) => [name, { fields: new Set(fields), purposes }]),
  );
};
