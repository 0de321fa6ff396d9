import type { Log } from "@gov/kit/log.ts";
import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import type { Kysely } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import { findLastPublication, findPublishedSince } from "./definition-queries.ts";

/** What government offers at this moment. */
export type LiveCatalogue = () => Promise<Catalogue>;

/**
 * The newest published version of every service, among the institutions and life events of
 * `frame`. Each call asks the database for the number of the last publication and reads what was
 * published since, so that every process offers a service from the moment it is published.
 */
export const createLiveCatalogue = (
  deps: Readonly<{ db: Kysely<PortalDb>; log: Log; frame: Catalogue }>,
): LiveCatalogue => {
  const { db, log, frame } = deps;
  const services = new Map<string, ServiceDefinition>();
  let seen = 0n;
  let offered: Catalogue = { ...frame, services: [] };
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

  return async () => {
    while ((await findLastPublication(db)) > seen) {
      reading ??= read().finally(() => (reading = undefined));
      await reading;
    }
    return offered;
  };
};
