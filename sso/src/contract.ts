import { createLog } from "@gov/kit/log.ts";
import { err } from "@gov/kit/result.ts";
import { DummyDriver, Kysely, PostgresAdapter } from "kysely";
import { PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { addAdminRoutes } from "./admin/admin-routes.ts";
import { createHttpApp } from "@gov/kit/http.ts";
import type { SsoDatabase } from "./db-types.ts";

/** The OpenAPI 3.1 document of the admin API; sign-in itself is OpenID Connect. */
export const contract = (): object => {
  const db = new Kysely<SsoDatabase>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (any) => new PostgresIntrospector(any),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  const never = () => Promise.resolve(err("busy"));
  const app = createHttpApp({
    component: "sso",
    log: createLog("sso", "silent"),
    publicUrl: "http://localhost:3001",
    ready: () => Promise.resolve(),
  });
  addAdminRoutes(app, {
    db,
    encryptionKey: Buffer.alloc(32),
    clients: { find: () => Promise.resolve(undefined), forget: () => undefined },
    outboundHosts: [],
    passwords: { hash: never, verify: never },
    verifyToken: () => Promise.resolve(err("missing")),
  });
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Government sign-in: administration", version: "2026-11-01" },
  });
};
