import { randomUUID, type KeyObject } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { makeBillFile } from "../test/bill-file.ts";
import { createCaller, transport } from "../test/pay-world.ts";
import type { TokenIssuer } from "../test/token-issuer.ts";
import { createUploadClient } from "../test/upload-client.ts";
import { openKeepAliveCaller } from "./keep-alive-caller.ts";
import type { PayProcesses } from "./pay-processes.ts";
import type { BillMaker, Payer, UnpaidBill } from "./payment-flows.ts";

const company = "sandbox-cash";
const agentOf = (caller: number): string => `A${caller + 1}`;

/** A biller, and a payment company with an agent for each caller and float for all of them. */
export const registerParties = async (input: {
  port: number;
  issuer: TokenIssuer;
  callers: number;
}): Promise<void> => {
  const scope = "billers:write agents:write";
  const token = await input.issuer.token({ clientId: "portal", scope });
  const call = createCaller(`http://127.0.0.1:${input.port}`, token);
  const put = async (path: string, body: object): Promise<void> => {
    const done = await call("PUT", path, body);
    if (done.status > 201) throw new Error(`${path}: ${JSON.stringify(done.json)}`);
  };
  await put("/v1/billers/transport", transport);
  const at = `/v1/cash-companies/${company}`;
  const name = { ar: "شركة الدفع التجريبية", en: "Sandbox Cash" };
  await put(at, { name, institution: company, clientId: "cash-company" });
  for (let caller = 0; caller < input.callers; caller += 1) {
    await put(`${at}/agents/${agentOf(caller)}`, {
      name: { ar: `بقالة ${caller}`, en: `Grocery ${caller}` },
      place: { ar: "رام الله", en: "Ramallah" },
      clerks: [`clerk.${caller}`],
    });
  }
  const amount = { amountMinor: "999999999999", currency: "ILS" };
  await put(`${at}/deposits/BANK-1`, { amount, recordedBy: "lina" });
  await put(`${at}/deposits/BANK-1/decision`, { decidedBy: "adel", verdict: "approved" });
};

/** The callers, each with a connection and tokens of its own, shared out over the processes. */
export const openPayers = async (input: {
  pay: PayProcesses;
  issuer: TokenIssuer;
  callers: number;
  publicUrl: string;
  bankKey: KeyObject;
}): Promise<Payer[]> => {
  const { ports } = input.pay;
  const open = async (_: unknown, caller: number): Promise<Payer> => ({
    connection: openKeepAliveCaller(ports[caller % ports.length] ?? 0),
    portalToken: await input.issuer.token({
      clientId: "portal",
      scope: "bills:write charges:write",
    }),
    agentToken: await input.issuer.token({ clientId: "cash-company", scope: "agent:collect" }),
    agent: agentOf(caller),
    publicUrl: input.publicUrl,
    bankKey: input.bankKey,
  });
  return await Promise.all(Array.from({ length: input.callers }, open));
};

/** Uploads files of bills and gives their billing numbers, as the bills' payers know them. */
export const openBillMaker = (input: {
  port: number;
  issuer: TokenIssuer;
  db: Database<PayDatabase>;
}): BillMaker => {
  const url = `http://127.0.0.1:${input.port}`;
  const scope = "bills:write bills:read";
  const kind = { format: "csv", compression: "none" } as const;
  return async (rows) => {
    const token = await input.issuer.token({ clientId: "portal", scope });
    const client = createUploadClient(url, token, createCaller(url, token));
    const prefix = `${randomUUID().slice(0, 8)}-`;
    const id = await client.begin(kind);
    await client.send(id, makeBillFile({ ...kind, rows, wrong: 0, prefix }).bytes());
    const upload = await client.ended(id);
    if (upload.status !== "done") throw new Error(JSON.stringify(upload));
    const made = await sql<UnpaidBill>`
      select n.number as "billingNumber", b.amount_minor as "amountMinor"
      from bill b join public_number n on n.kind = 'bill' and n.subject_id = b.id
      where b.reference like ${`${prefix}%`}`.execute(input.db);
    return made.rows;
  };
};
