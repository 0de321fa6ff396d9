import type { KeyObject } from "node:crypto";
import { createCaller, transport } from "../test/pay-world.ts";
import type { TokenIssuer } from "../test/token-issuer.ts";
import { openKeepAliveCaller } from "./keep-alive-caller.ts";
import type { PayProcesses } from "./pay-processes.ts";
import type { Payer } from "./payment-flows.ts";

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
