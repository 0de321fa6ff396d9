import { clientIdSchema, type Client } from "./client.ts";

const keepMs = 5_000;
const keepCount = 1_000;

export type ClientCache = Readonly<{
  find: (clientId: string) => Promise<Client | undefined>;
  forget: (clientId: string) => void;
}>;

/**
 * Clients by id: our own, and the registered ones, kept five seconds, so that a machine client's
 * token costs no database call. Other processes see a changed registration after that time at the latest.
 */
export const createClientCache = (
  load: (clientId: string) => Promise<Client | undefined>,
  builtIn: readonly Client[],
): ClientCache => {
  const own = new Map(builtIn.map((client) => [client.clientId, client]));
  const kept = new Map<string, { client: Client; until: number }>();
  const find = async (clientId: string): Promise<Client | undefined> => {
    const known = own.get(clientId);
    if (known) return known;
    if (!clientIdSchema.safeParse(clientId).success) return undefined;
    const entry = kept.get(clientId);
    if (entry && entry.until > Date.now()) return entry.client;
    const client = await load(clientId);
    if (kept.size >= keepCount) kept.clear();
    if (client) kept.set(clientId, { client, until: Date.now() + keepMs });
    return client;
  };
  return { find, forget: (clientId) => void kept.delete(clientId) };
};
