import { after, before } from "node:test";
import type { Party } from "../../dev/sandbox/party.ts";

type Start = (options: { port: number; now: () => Date }) => Promise<Party>;

/** The day on which people apply in these tests. */
export const today = "2026-11-24";

/** Runs registries of the sandbox while a file's tests run; their addresses by system code. */
export const openRegistries = (starters: Readonly<Record<string, Start>>) => {
  const addresses: Record<string, string> = {};
  const open: Party[] = [];
  before(async () => {
    for (const [code, start] of Object.entries(starters)) {
      const party = await start({ port: 0, now: () => new Date(`${today}T08:00:00Z`) });
      open.push(party);
      addresses[code] = party.url;
    }
  });
  after(() => Promise.all(open.map((party) => party.close())));
  return addresses;
};
