import { deriveCredentials } from "./credentials.ts";
import type { Nation } from "./nation.ts";
import { seedClients } from "./seed-clients.ts";
import { seedExchange } from "./seed-exchange.ts";
import { seedPay } from "./seed-pay.ts";
import { seedPeople } from "./seed-people.ts";

/**
 * Peoples a running nation through its own APIs: clients, citizens, staff, members of the exchange
 * and what they may ask, billers. May be run again at any time: it brings everything to the same
 * state. Throws SeedFailure, naming the call, when a component refuses. Not for production.
 */
export async function seed(nation: Nation): Promise<void> {
  const folderSecret = nation.secrets.seedSecret ?? nation.secrets.clientSecrets["nation-seed"];
  const credentials = deriveCredentials(folderSecret);
  await seedClients(nation);
  await seedPeople(nation, credentials);
  await seedExchange(nation);
  await seedPay(nation);
}
