import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { sql } from "kysely";
import { createTokenVerifier } from "@gov/kit/access-token.ts";
import { createBatcher } from "@gov/kit/batcher.ts";
import { readConfig } from "@gov/kit/config.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { verifyRequest } from "@gov/kit/http-signature.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import { newBillingNumber } from "#src/bill/billing-number.ts";
import { configSchema } from "#src/config.ts";
import { instantSettings } from "#src/rails/instant/instant-config.ts";
import { readCreditNotice } from "#src/rails/instant/iso/credit-notice.ts";

// What is left of a payment's two requests when nearly everything is left out: HTTP by Node alone,
// the token or the signature checked, the body read, one row of one table, inserted in batches and
// committed before the answer. It keeps no promise of a gateway. What it takes, no gateway on this
// machine can do without.

const config = readConfig(configSchema, process.env);
const settings = instantSettings(config);
if (!settings) throw new Error("the instant rail is not configured");
const db = openDatabase(config.DATABASE_URL, { prepared: true });
await sql`create table if not exists floor (id uuid primary key, body text not null)`.execute(db);

type Row = Readonly<{ id: string; body: string }>;

const rows = createBatcher<Row, undefined>({
  maxInFlight: 3,
  besideFrom: 32,
  maxItems: 256,
  run: async (items) => {
    await sql`
      insert into floor (id, body)
      select * from unnest(${items.map(({ id }) => id)}::uuid[],
        ${items.map(({ body }) => body)}::text[])`.execute(db);
    return items.map(() => undefined);
  },
});

const verifyToken = createTokenVerifier({
  issuer: config.SSO_ISSUER,
  audience: "urn:gov:pay",
});

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

type Answer = Readonly<{ status: number; body?: string }>;

const makeBill = async (request: IncomingMessage, body: Buffer): Promise<Answer> => {
  const { authorization } = request.headers;
  const caller = await verifyToken({ authorization, proof: undefined, method: "POST", path: "" });
  if (!caller.ok || !caller.value.scopes.has("bills:write")) return { status: 401 };
  const asked = JSON.parse(body.toString()) as object;
  const made = { id: newOrderedId(), billingNumber: newBillingNumber() };
  await rows.add({ id: made.id, body: JSON.stringify({ ...asked, ...made }) });
  return { status: 201, body: JSON.stringify({ ...asked, ...made }) };
};

const findKey = () => Promise.resolve(settings.bankKey);

const takeNotice = async (request: IncomingMessage, body: Buffer): Promise<Answer> => {
  const headers = new Headers(request.headers as Record<string, string>);
  const url = config.PUBLIC_URL + (request.url ?? "");
  const signed = await verifyRequest({ method: "POST", url, headers, body }, findKey);
  const text = body.toString();
  const notice = signed.ok ? readCreditNotice(text, settings.creditor.iban) : undefined;
  if (!notice?.ok) return { status: 401 };
  await rows.add({ id: newOrderedId(), body: text });
  return { status: 204 };
};

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await readBody(request);
  const work = request.url === "/v1/bills" ? makeBill : takeNotice;
  const isWork = request.method === "POST";
  const answered: Answer = isWork ? await work(request, body) : { status: 200, body: "{}" };
  response.writeHead(answered.status, { "content-length": Buffer.byteLength(answered.body ?? "") });
  response.end(answered.body);
};

const server = createServer((request, response) => void answer(request, response));
server.listen(config.PORT, "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
