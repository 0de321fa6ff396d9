import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { signResponse, type SigningKey } from "@gov/kit/http-signature.ts";
import { parseSubsystemId, parseTarget, type SubsystemId } from "#src/member/identifier.ts";
import { listServices, listSubsystems } from "#src/member/member-queries.ts";
import { toXRoadError, type Failure } from "./failure.ts";
import { passOn, readBounded } from "./provider.ts";
import { relay, type Relayed, type RelayDeps } from "./relay.ts";
import { requestHash } from "./request-hash.ts";

export type MessageRouteDeps = RelayDeps & Readonly<{ publicUrl: string; key: SigningKey }>;

const refuse = (c: AppContext, failure: Failure): Response => {
  const { status, ...body } = toXRoadError(failure);
  c.get("log").info({ type: body.type }, "exchange request refused");
  return c.json(body, status, { "x-road-error": body.type });
};

const xRoadHeaders = (headers: Headers): [string, string][] =>
  [...headers].filter(([name]) => name.startsWith("x-road-") || name.startsWith("uxp-"));

/** The provider's answer with the headers X-Road adds, signed by the exchange. */
const answerWith = (
  deps: MessageRouteDeps,
  request: { method: string; url: URL; headers: Headers; body: Uint8Array },
  relayed: Relayed,
): Response => {
  const headers = passOn(relayed.answer.headers);
  headers.set("x-road-client", relayed.client);
  headers.set("x-road-service", relayed.service);
  headers.set("x-road-id", relayed.queryId);
  headers.set("x-road-request-id", relayed.requestId);
  const line = `${request.method} ${request.url.pathname}${request.url.search}`;
  headers.set(
    "x-road-request-hash",
    requestHash(line, xRoadHeaders(request.headers), request.body),
  );
  const { status, body } = relayed.answer;
  signResponse({ status, headers, body }, deps.key);
  const empty = body.length === 0 || status === 204 || status === 304;
  return new Response(empty ? null : Buffer.from(body), { status, headers });
};

const addMetadata = (app: HttpApp, deps: MessageRouteDeps): void => {
  app.get("/listClients", async (c) => {
    const subsystems = await listSubsystems(deps.db);
    return c.json({
      member: subsystems.map(({ id, name }) => ({ id: xRoadId(id), name })),
    });
  });
  app.get("/r1/:instance/:class/:code/:subsystem/listMethods", async (c) => {
    const id = subsystemOf(c);
    return id ? c.json(describe(id, await listServices(deps.db, id))) : badTarget(c);
  });
  app.get("/r1/:instance/:class/:code/:subsystem/allowedMethods", async (c) => {
    const id = subsystemOf(c);
    const client = parseSubsystemId(c.req.header("x-road-client") ?? "");
    if (!client.ok) return refuse(c, { kind: "malformedHeader", header: "X-Road-Client" });
    if (!id) return badTarget(c);
    return c.json(describe(id, await listServices(deps.db, id, c.req.header("x-road-client"))));
  });
};

const badTarget = (c: AppContext): Response => refuse(c, { kind: "malformedTarget" });

const xRoadId = (id: SubsystemId) => ({
  object_type: "SUBSYSTEM",
  xroad_instance: id.instance,
  member_class: id.memberClass,
  member_code: id.memberCode,
  subsystem_code: id.subsystemCode,
});

const describe = (id: SubsystemId, codes: readonly string[]) => ({
  service: codes.map((code) => ({
    ...xRoadId(id),
    object_type: "SERVICE",
    service_code: code,
    service_type: "REST",
  })),
});

const subsystemOf = (c: AppContext): SubsystemId | undefined => {
  const target = parseTarget(c.req.path);
  return target.ok ? target.value.service : undefined;
};

/** `/r1/…`: X-Road Message Protocol for REST 1.0, and its metadata services. */
export const addMessageRoutes = (app: HttpApp, deps: MessageRouteDeps): void => {
  addMetadata(app, deps);
  app.all("/r1/*", async (c) => {
    const body = await readBounded(c.req.raw.body);
    if (body === undefined) return refuse(c, { kind: "tooLarge" });
    const asked = new URL(c.req.url);
    // The target as the caller signed it: our public address, whatever proxy stands before us.
    const url = new URL(`${deps.publicUrl}${asked.pathname}${asked.search}`);
    const headers = c.req.raw.headers;
    const request = { method: c.req.method, url: url.href, headers, body };
    const relayed = await relay(deps, request);
    return relayed.ok
      ? answerWith(deps, { ...request, url }, relayed.value)
      : refuse(c, relayed.error);
  });
};
