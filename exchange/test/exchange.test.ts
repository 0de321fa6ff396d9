import assert from "node:assert/strict";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "@gov/kit/db-test.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { signRequest, verifyResponse } from "@gov/kit/http-signature.ts";
import { createLog } from "@gov/kit/log.ts";
import { err, ok } from "@gov/kit/result.ts";
import { sql, type Kysely } from "kysely";
import { createExchangeApp } from "#src/app.ts";
import type { Database } from "#src/db-types.ts";
import { findBrokenLink } from "#src/message/message-queries.ts";

const publicUrl = "http://localhost:3003";
const portal = "PS/GOV/MTIT/portal";
const portalKey = generateKeyPairSync("ec", { namedCurve: "P-256" });
const exchangeKey = generateKeyPairSync("ec", { namedCurve: "P-256" });
const adminToken = "Bearer admin";

let database: TestDatabase;
let db: Kysely<Database>;
let app: ReturnType<typeof createExchangeApp>;
let registry: Server;
let seen: { url: string; headers: Record<string, unknown> }[] = [];
let answering = true;

const startRegistry = async (): Promise<string> => {
  registry = createServer((request, response) => {
    seen.push({ url: request.url ?? "", headers: request.headers });
    if (!answering) return request.socket.destroy();
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ plate: "7-4821-H", ownerNationalId: "900000001" }));
    return undefined;
  });
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
};

const put = async (path: string, body: unknown, token = adminToken) =>
  await app.request(`/admin/v1${path}`, {
    method: "PUT",
    headers: {
      authorization: token,
      "content-type": "application/json",
      "accept-language": "en",
    },
    body: JSON.stringify(body),
  });

const name = { ar: "اسم", en: "Name" };

const register = async (registryUrl: string): Promise<void> => {
  const jwk = portalKey.publicKey.export({ format: "jwk" });
  const calls: [string, unknown][] = [
    ["/members/PS/GOV/MTIT", { name }],
    ["/members/PS/GOV/MTIT/subsystems/portal", { name, publicKeyJwk: jwk }],
    ["/members/PS/GOV/MTIT/subsystems/other", { name }],
    ["/members/PS/GOV/MOT", { name }],
    ["/members/PS/GOV/MOT/subsystems/vehicle-registry", { name }],
    [
      "/members/PS/GOV/MOT/subsystems/vehicle-registry/services/vehicle",
      { url: `${registryUrl}/vehicle`, fields: ["owner"], subjectFrom: "response:ownerNationalId" },
    ],
    [
      "/members/PS/GOV/MOT/subsystems/vehicle-registry/services/vehicles",
      { url: `${registryUrl}/vehicles`, fields: ["plates"], subjectFrom: "query:owner" },
    ],
    ["/purposes/vehicle-licence", { text: name, legalBasis: "Traffic law" }],
    ["/purposes/citizen-access", { text: name, legalBasis: "Privacy" }],
  ];
  for (const [path, body] of calls) assert.equal((await put(path, body)).status, 204, path);
  const grants: [string, string][] = [
    ["PS/GOV/MOT/vehicle-registry/vehicle", "vehicle-licence"],
    ["PS/GOV/MOT/vehicle-registry/vehicles", "vehicle-licence"],
    ["PS/GOV/MTIT/exchange/findUsage", "citizen-access"],
  ];
  for (const [service, purpose] of grants) {
    const right = { client: portal, service, purposes: [purpose] };
    assert.equal((await put("/access-rights", right)).status, 204);
  }
};

before(async () => {
  database = await createTestDatabase(new URL("../migrations/", import.meta.url));
  db = openDatabase<Database>(database.url);
  app = createExchangeApp({
    db,
    log: createLog("exchange", "silent"),
    publicUrl,
    instance: "PS",
    key: { keyId: "PS/GOV/MTIT/exchange", privateKey: exchangeKey.privateKey },
    verifyToken: ({ authorization: header }) =>
      Promise.resolve(
        header === undefined
          ? err("missing")
          : ok({
              clientId: "seed",
              subject: "seed",
              scopes: new Set(header === adminToken ? ["exchange:admin"] : []),
            }),
      ),
    providerTimeoutMs: 2_000,
  });
  await register(await startRegistry());
});

after(async () => {
  registry.close();
  await db.destroy();
  await database.drop();
});

type Changes = {
  headers?: Record<string, string>;
  keyId?: string;
  afterSigning?: (headers: Headers) => void;
};

const ask = async (path: string, changes: Changes = {}) => {
  const headers = new Headers({
    "x-road-client": portal,
    "x-road-id": randomUUID(),
    "x-road-userid": "PS400000006",
    "x-road-issue": "VL-2026-004187",
    "uxp-purpose-ids": "vehicle-licence",
    ...changes.headers,
  });
  const url = `${publicUrl}${path}`;
  signRequest(
    { method: "GET", url, headers, body: new Uint8Array() },
    { keyId: changes.keyId ?? portal, privateKey: portalKey.privateKey },
  );
  changes.afterSigning?.(headers);
  return await app.request(url, { headers });
};

const vehicle = "/r1/PS/GOV/MOT/vehicle-registry/vehicle/7-4821-H";
const vehicles = "/r1/PS/GOV/MOT/vehicle-registry/vehicles?owner=400000006";
const errorType = async (response: Response): Promise<string> =>
  ((await response.json()) as { type: string }).type;

test("a signed question reaches the provider and its answer comes back signed", async () => {
  seen = [];
  const queryId = randomUUID();
  const response = await ask(`${vehicle}?full=1`, { headers: { "x-road-id": queryId } });
  assert.equal(response.status, 200);
  assert.equal(seen[0]?.url, "/vehicle/7-4821-H?full=1");
  assert.equal(seen[0]?.headers["x-road-client"], portal);
  assert.equal(seen[0]?.headers["signature"], undefined);
  assert.equal(response.headers.get("x-road-id"), queryId);
  assert.equal(response.headers.get("x-road-service"), "PS/GOV/MOT/vehicle-registry/vehicle");
  assert.match(response.headers.get("x-road-request-hash") ?? "", /^[A-Za-z0-9+/]{86}==$/);
  const body = new Uint8Array(await response.arrayBuffer());
  const trusted = await verifyResponse({ status: 200, headers: response.headers, body }, () =>
    Promise.resolve(exchangeKey.publicKey),
  );
  assert.deepEqual(trusted, { ok: true, value: { keyId: "PS/GOV/MTIT/exchange" } });
});

test("each wrong question is refused in X-Road words and reaches no provider", async () => {
  seen = [];
  const replayed = randomUUID();
  await ask(vehicles, { headers: { "x-road-id": replayed } });
  seen = [];
  const cases: [string, () => Promise<Response>][] = [
    ["Client.BadRequest", () => ask("/r1/PS/GOV/MOT")],
    ["Client.BadRequest", () => ask("/r1/PS/GOV/MOT/vehicle-registry/%2e%2e/x")],
    ["Client.BadRequest", () => ask(vehicle, { headers: { "x-road-client": "portal" } })],
    ["Client.BadRequest", () => ask(vehicle, { headers: { "uxp-purpose-ids": "A B" } })],
    ["Client.BadRequest", () => ask(vehicle, { headers: { "uxp-subject-id": "PS12" } })],
    ["Client.BadRequest", () => ask(vehicle, { headers: { "x-road-id": "x".repeat(65) } })],
    ["Client.BadRequest", () => ask(vehicles, { headers: { "uxp-subject-id": "PS900000001" } })],
    ["Client.InvalidSignature", () => ask(vehicle, { keyId: "PS/GOV/MTIT/other" })],
    [
      "Client.InvalidSignature",
      () => ask(vehicle, { headers: { "x-road-client": "PS/GOV/MTIT/other" } }),
    ],
    [
      "Client.InvalidSignature",
      () => ask(vehicle, { afterSigning: (h) => h.set("x-road-userid", "PS900000001") }),
    ],
    ["Client.InvalidSignature", () => ask(vehicle, { afterSigning: (h) => h.delete("signature") })],
    ["Server.ServerProxy.UnknownService", () => ask("/r1/PS/GOV/MOT/vehicle-registry/nothing")],
    [
      "Server.ServerProxy.AccessDenied",
      () => ask(vehicle, { headers: { "uxp-purpose-ids": "curiosity" } }),
    ],
    ["Client.DuplicateId", () => ask(vehicles, { headers: { "x-road-id": replayed } })],
  ];
  for (const [type, run] of cases) {
    const response = await run();
    assert.equal(response.headers.get("x-road-error"), type);
    assert.equal(await errorType(response), type);
  }
  assert.deepEqual(seen, []);
});

const usages = async (person: string) => {
  const response = await ask(`/tracker/findUsage?userCode=${person}&limit=5`, {
    headers: { "uxp-purpose-ids": "citizen-access" },
  });
  assert.equal(response.status, 200);
  return (await response.json()) as { total: number; rows: Record<string, unknown>[] };
};

test("the owner sees who looked, even when the question named only a plate", async () => {
  const before = await usages("PS900000001");
  await ask(vehicle, { headers: { "x-road-userid": "PS-STAFF:h.nasser" } });
  const now = await usages("PS900000001");
  assert.equal(now.total, before.total + 1);
  const { at: _at, ...row } = now.rows[0] ?? {};
  assert.deepEqual(row, {
    institution: name,
    system: name,
    officer: "h.nasser",
    purpose: name,
    legalBasis: "Traffic law",
    caseReference: "VL-2026-004187",
    service: "PS/GOV/MOT/vehicle-registry/vehicle",
    fields: ["owner"],
    answered: true,
  });
});

test("the tracker is closed to those without the right, and names a wrong field", async () => {
  const denied = await ask("/tracker/findUsage?userCode=PS400000006");
  assert.equal(await errorType(denied), "Server.ServerProxy.AccessDenied");
  assert.equal((await app.request("/tracker/findUsage?userCode=PS400000006")).status, 400);
  const wrong = await ask("/tracker/findUsage?userCode=400000006", {
    headers: { "uxp-purpose-ids": "citizen-access" },
  });
  assert.equal(wrong.status, 400);
  assert.match(await wrong.text(), /userCode/);
});

test("a provider that is down is named with the time since, and is asked again later", async () => {
  answering = false;
  const first = await ask(vehicle);
  assert.equal(first.status, 500);
  const body = (await first.json()) as { type: string; detail: string };
  assert.equal(body.type, "Server.ServerProxy.NetworkError");
  assert.match(body.detail, /^since=\d{4}-/);
  for (let call = 0; call < 5; call += 1) await ask(vehicle);
  seen = [];
  const open = await ask(vehicle);
  assert.equal(((await open.json()) as { detail: string }).detail, body.detail);
  assert.deepEqual(seen, []);
  answering = true;
});

test("the log is one unbroken chain under parallel questions and cannot be changed", async () => {
  await Promise.all(Array.from({ length: 20 }, () => ask(vehicles)));
  assert.equal(await findBrokenLink(db), undefined);
  await assert.rejects(
    sql`update message set purpose = 'x' where id = 1`.execute(db),
    /append-only/,
  );
  await assert.rejects(sql`delete from message where id = 1`.execute(db), /append-only/);
  await sql`alter table message disable trigger message_is_append_only`.execute(db);
  await sql`update message set user_id = 'PS000000000' where id = 2`.execute(db);
  await sql`alter table message enable trigger message_is_append_only`.execute(db);
  assert.equal(await findBrokenLink(db), 2n);
});

test("the operator is told which value is wrong and what must come first", async () => {
  const cases: [string, unknown, number, RegExp][] = [
    ["/members/PS/GOV/M%20T", { name }, 400, /code/],
    ["/members/PS/GOV/NEW", {}, 400, /name/],
    ["/members/PS/GOV/NEW", { name: { ar: "", en: "x" } }, 400, /name\.ar/],
    ["/members/PS/GOV/NEW", { name: { ar: "x".repeat(300), en: "x" } }, 400, /at most 200/],
    ["/members/PS/GOV/NONE/subsystems/s", { name }, 409, /first/],
    ["/purposes/BAD%20CODE", { text: name, legalBasis: "x" }, 400, /purpose/],
    ["/access-rights", { client: portal, service: "x", purposes: [] }, 400, /service/],
    [
      "/members/PS/GOV/MOT/subsystems/vehicle-registry/services/x",
      { url: "javascript:alert(1)", fields: [] },
      400,
      /url/,
    ],
  ];
  for (const [path, body, status, message] of cases) {
    const response = await put(path, body);
    assert.equal(response.status, status, path);
    assert.match(await response.text(), message);
  }
  assert.equal((await put("/members/PS/GOV/X", { name }, "Bearer other")).status, 403);
  assert.equal((await app.request("/admin/v1/members/PS/GOV/X", { method: "PUT" })).status, 401);
});

test("members can see what there is to ask", async () => {
  const base = "/r1/PS/GOV/MOT/vehicle-registry";
  const methods = (await (await app.request(`${base}/listMethods`)).json()) as {
    service: { service_code: string }[];
  };
  assert.deepEqual(
    methods.service.map((service) => service.service_code),
    ["vehicle", "vehicles"],
  );
  const allowed = await app.request(`${base}/allowedMethods`, {
    headers: { "x-road-client": "PS/GOV/MTIT/other" },
  });
  assert.deepEqual(await allowed.json(), { service: [] });
});

test("a member's system learns what is offered, field by field, and for what it may ask it", async () => {
  const answer = await ask("/offers");
  assert.equal(answer.status, 200);
  const purposes = [{ code: "vehicle-licence", text: name }];
  const offer = (service: string, field: string, subjectFrom: string) => ({
    member: "MOT",
    subsystem: "vehicle-registry",
    service,
    name: { ar: service, en: service },
    holder: name,
    fields: [field],
    subjectFrom,
    purposes,
  });
  assert.deepEqual(await answer.json(), {
    offers: [
      offer("vehicle", "owner", "response:ownerNationalId"),
      offer("vehicles", "plates", "query:owner"),
    ],
    more: false,
  });
  const last = (await (await ask("/offers?page=1")).json()) as object;
  assert.deepEqual(last, { offers: [], more: false });
  const noPage = await ask("/offers?page=first");
  assert.equal(noPage.status, 400);
  assert.match(noPage.headers.get("content-type") ?? "", /^application\/problem\+json/);
  const unsigned = await app.request("/offers", {
    headers: { "x-road-client": portal, "uxp-purpose-ids": "vehicle-licence" },
  });
  assert.equal(unsigned.headers.get("x-road-error"), "Client.InvalidSignature");
});
