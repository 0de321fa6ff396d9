import { nationalIdOf } from "../../seed/citizens.ts";
import type { Party } from "../party.ts";
import { createRegistry } from "./registry.ts";
import { serveRecord } from "./serve-records.ts";

export type PersonRegistryOptions = { port: number; now?: () => Date };

/**
 * A registry of one record a person, as it stands on the day: `GET /{path}/{nationalId}`. The
 * fault `wrong` gives the record of the first of `others`, and the second's for the first.
 */
export async function startPersonRegistry(
  options: PersonRegistryOptions,
  serves: Readonly<{
    path: string;
    recordOn: (day: Date, nationalId: string) => object | undefined;
    others: readonly [string, string];
  }>,
): Promise<Party> {
  const { path, recordOn } = serves;
  const registry = createRegistry(["operation", "nationalId"]);
  const now = () => options.now?.() ?? new Date();
  const [first, second] = serves.others.map(nationalIdOf);
  serveRecord(
    registry,
    { path, operation: path.toUpperCase(), key: "nationalId" },
    {
      find: (nationalId) => (/^\d{9}$/.test(nationalId) ? recordOn(now(), nationalId) : undefined),
      other: (nationalId) => recordOn(now(), (nationalId === first ? second : first) ?? ""),
    },
  );
  return await registry.open(options.port);
}
