import { generateKeyPairSync } from "node:crypto";
import { err } from "@gov/kit/result.ts";
import { createLog } from "@gov/kit/log.ts";
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import { createExchangeApp } from "./app.ts";
import type { Database } from "./db-types.ts";

/** The OpenAPI 3.1 document of the exchange's own API; `/r1` itself is X-Road's protocol. */
export const contract = (): object => {
  const db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (any) => new PostgresIntrospector(any),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const app = createExchangeApp({
    db,
    log: createLog("exchange", "silent"),
    publicUrl: "http://localhost:3003",
    instance: "PS",
    key: { keyId: "contract", privateKey },
    verifyToken: () => Promise.resolve(err("missing")),
    providerTimeoutMs: 5_000,
  });
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Exchange between institutions", version: "2026-11-01" },
  });
};
