import type { TokenVerifier } from "@gov/kit/access-token.ts";
import { limitBody } from "@gov/kit/body-limit.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Context } from "hono";
import type { Kysely } from "kysely";
import { createMiddleware } from "hono/factory";
import type { ClientCache } from "#src/client/client-cache.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { findInstitution } from "#src/directory/institution-queries.ts";
import { resourceTypes, schemas, serviceProviderConfig } from "./documents.ts";
import { addGroupRoutes } from "./group-routes.ts";
import { describeScim } from "./scim-contract.ts";
import { listResponse, readSearch } from "./scim-context.ts";
import { errorBody, invalid, notThere, type ScimFailure } from "./scim-failure.ts";
import { addUserRoutes } from "./user-routes.ts";
import type { Directory, Written } from "./users.ts";

export type ScimDeps = Readonly<{
  db: Kysely<SsoDatabase>;
  clients: ClientCache;
  verifyToken: TokenVerifier;
  publicUrl: string;
  /** Sends the set-up link to a user who was created. */
  welcome: (written: Written) => Promise<void>;
}>;

type ScimContext = Context<{ Variables: { directory: Directory } }>;

const mediaType = "application/scim+json; charset=utf-8";
const maxBytes = 1_024 * 1_024;

export const scim = (c: Context, body: object, status: 200 | 201 = 200): Response =>
  c.body(JSON.stringify(body), status, { "content-type": mediaType });

export const scimFailure = (c: Context, failure: ScimFailure): Response =>
  c.body(JSON.stringify(errorBody(failure)), failure.status, { "content-type": mediaType });

/** In whose name the call is made; the guard has put it there. */
export const directoryOf = (c: AppContext): Directory =>
  (c as unknown as ScimContext).get("directory");

/** The JSON of a request; a body that cannot be read is refused by name. */
export const readJson = async (c: Context): Promise<Result<unknown, ScimFailure>> => {
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/(scim\+)?json\b/i.test(type)) {
    return err({ status: 415, detail: "Send application/scim+json." });
  }
  try {
    const body: unknown = JSON.parse(await c.req.text());
    return ok(body);
  } catch {
    return err(invalid("invalidSyntax", "The body is not JSON."));
  }
};

/** Lets a machine client of one institution through, with a token for the scope `scim`. */
const guard = ({ verifyToken, clients, db }: ScimDeps) =>
  createMiddleware<{ Variables: { directory: Directory } }>(async (c, next) => {
    const caller = await verifyToken({
      authorization: c.req.header("authorization"),
      proof: undefined,
      method: c.req.method,
      path: c.req.path,
    });
    if (!caller.ok) {
      c.header(
        "www-authenticate",
        `Bearer${caller.error === "missing" ? "" : ' error="invalid_token"'}`,
      );
      return scimFailure(c, { status: 401, detail: "A valid access token is needed." });
    }
    const { clientId, scopes } = caller.value;
    if (!scopes.has("scim")) {
      c.header("www-authenticate", 'Bearer error="insufficient_scope", scope="scim"');
      return scimFailure(c, { status: 403, detail: "The access token lacks the scope scim." });
    }
    const code = (await clients.find(clientId))?.metadata.institution;
    const institution = code === undefined ? undefined : await findInstitution(db, code);
    if (institution?.status !== "active") {
      return scimFailure(c, { status: 403, detail: "The client belongs to no institution." });
    }
    const userAgent = c.req.header("user-agent");
    c.set("directory", { kind: "directory", clientId, institution: institution.code, userAgent });
    return await next();
  });

const addDocuments = (app: HttpApp, base: string): void => {
  app.get("/scim/v2/ServiceProviderConfig", (c) => scim(c, serviceProviderConfig(base)));
  for (const [path, list] of [
    ["ResourceTypes", resourceTypes(base)],
    ["Schemas", schemas(base)],
  ] as const) {
    app.get(`/scim/v2/${path}`, (c) => {
      // A filter would seem to be heeded (RFC 7644, 4).
      if (c.req.query("filter") !== undefined) {
        return scimFailure(c, { status: 403, detail: "These are not searched by filters." });
      }
      const search = readSearch({});
      return search.ok
        ? scim(c, listResponse(list, list.length, search.value))
        : scimFailure(c, search.error);
    });
    app.get(`/scim/v2/${path}/:id`, (c) => {
      const found = list.find(({ id }) => id === c.req.param("id"));
      return found ? scim(c, found) : scimFailure(c, { status: 404, detail: "There is none." });
    });
  }
};

/** `/scim/v2`: institutions that have a directory keep their employees here (RFC 7644). */
export const addScimRoutes = (app: HttpApp, deps: ScimDeps): void => {
  const base = `${deps.publicUrl}/scim/v2`;
  describeScim(app);
  app.use(
    "/scim/v2/*",
    limitBody({
      maxBytes,
      refuse: (c) => scimFailure(c, { status: 413, detail: `At most ${maxBytes} bytes.` }),
    }),
  );
  app.use("/scim/v2/*", guard(deps));
  addDocuments(app, base);
  addUserRoutes(app, deps, base);
  addGroupRoutes(app, deps, base);
  app.post("/scim/v2/Bulk", (c) =>
    scimFailure(c, { status: 501, detail: "Bulk is not supported: send single requests." }),
  );
  app.all("/scim/v2/*", (c) => scimFailure(c, notThere("The address")));
};
