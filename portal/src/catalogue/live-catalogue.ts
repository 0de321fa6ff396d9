import type { Log } from "@gov/kit/log.ts";
import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import type { Kysely } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import { findLastPublication, findPublishedSince } from "./definition-queries.ts";

/** What government offers at this moment. */
export type LiveCatalogue = Readonly<{
  now: () => Promise<Catalogue>;
  /** Something was published here: whoever asks next sees it. */
  published: () => void;
}>;

/** How long a process may not know what another one published. */
const maxAgeMs = 1_000;

/**
 * The newest published version of every service, among the institutions and life events of
 * `frame`. The database is asked for the number of the last publication at most once in
 * `maxAgeMs`, and what was published since is read: where it was published it is offered at once,
 * by other processes within that time.
 */
export const createLiveCatalogue = (
  deps: Readonly<{
    db: Kysely<PortalDb>;
    log: Log;
    frame: Catalogue;
    /** Milliseconds that only grow. */
    clock?: () => number;
  }>,
): LiveCatalogue => {
  const { db, log, frame, clock = () => performance.now() } = deps;
  const services = new Map<string, ServiceDefinition>();
  let seen = 0n;
  let offered: Catalogue = { ...frame, services: [] };
  let askedAt = Number.NEGATIVE_INFINITY;
  /** How often something was published here, and how often when the database was asked last. */
  let announced = 0;
  let followed = 0;
  let reading: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    const published = await findPublishedSince(db, seen);
    for (const service of published.services) services.set(service.code, service);
    for (const code of published.unreadable) {
      log.error({ service: code }, "the published definition cannot be read");
    }
    seen = published.publication;
    const byCode = [...services.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
    offered = { ...frame, services: byCode };
  };

  /** What is published while the database answers is for the next time. */
  const follow = async (): Promise<void> => {
    const [at, known] = [clock(), announced];
    if ((await findLastPublication(db)) > seen) await read();
    askedAt = at;
    followed = known;
  };
  const followOnce = async (): Promise<void> => {
    reading ??= follow().finally(() => (reading = undefined));
    await reading;
  };

  return {
    now: async () => {
      const known = announced;
      if (followed < known || clock() - askedAt >= maxAgeMs) await followOnce();
      // One that was under way may have begun before the publication.
      if (followed < known) await followOnce();
      return offered;
    },
    published: () => void (announced += 1),
  };
};
