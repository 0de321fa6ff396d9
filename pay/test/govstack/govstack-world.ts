import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { openCashWorld, type CashWorld } from "../cash-world.ts";
import { startInstantBank, type InstantBank } from "../instant-bank.ts";
import type { Caller } from "../pay-world.ts";

export type GovstackWorld = Readonly<{
  pay: CashWorld;
  instantBank: InstantBank;
  /** Who calls, by the name that scenarios give them. */
  callers: ReadonlyMap<string, Party>;
  close: () => Promise<void>;
}>;

/** A caller and the code that it says it has. */
export type Party = Readonly<{ code: string; call: Caller }>;

/** Registers a payment company; `counter` is the door for GovStack calls. */
const addCompany = async (
  { portal }: CashWorld,
  code: string,
  { active = true, counter = true }: { active?: boolean; counter?: boolean } = {},
): Promise<void> => {
  const path = `/v1/cash-companies/${code}`;
  const name = { ar: "مصرف تجريبي", en: "Sandbox Bank" };
  const company = { name, institution: code, clientId: `${code}-client` };
  await portal("PUT", path, company);
  if (counter) {
    const place = { ar: "في كل مكان", en: "Everywhere" };
    const opened = await portal("PUT", `${path}/agents/govstack`, { name, place, clerks: [] });
    assert.equal(opened.status, 201, JSON.stringify(opened.json));
  }
  const deposit = `${path}/deposits/BANK-${randomUUID().slice(0, 8)}`;
  const amount = { amountMinor: "1000000", currency: "ILS" };
  await portal("PUT", deposit, { amount, recordedBy: "lina" });
  await portal("PUT", `${deposit}/decision`, { decidedBy: "adel", verdict: "approved" });
  if (!active) await portal("PUT", path, { ...company, active });
};

/** The gateway with two banks that may come in by GovStack's door, and some that may not. */
export const openGovstackWorld = async (): Promise<GovstackWorld> => {
  const instantBank = await startInstantBank();
  const pay = await openCashWorld(instantBank.environment);
  await instantBank.settings({ notificationUrl: `${pay.url}/rails/instant/notifications` });
  await addCompany(pay, "first-bank");
  await addCompany(pay, "other-bank");
  await addCompany(pay, "corner-cash", { counter: false });
  await addCompany(pay, "closed-cash", { active: false });
  const collector = async (code: string, clientId = `${code}-client`): Promise<Party> => ({
    code,
    call: await pay.callerAs(clientId, "agent:collect"),
  });
  const nobody: Caller = async (method, path, body, headers = {}) =>
    await pay.portal(method, path, body, { ...headers, authorization: "" });
  const callers = new Map<string, Party>([
    ["the bank", await collector("first-bank")],
    ["the other bank", await collector("other-bank")],
    ["the bank under another bank's name", await collector("other-bank", "first-bank-client")],
    ["a company without a govstack counter", await collector("corner-cash")],
    ["a company that was closed", await collector("closed-cash")],
    ["a stranger", await collector("first-bank", "stranger")],
    ["nobody", { code: "first-bank", call: nobody }],
    [
      "a client without the scope",
      { code: "first-bank", call: await pay.callerAs("first-bank-client", "bills:read") },
    ],
    ["the biller", { code: "transport", call: pay.portal }],
    [
      "another biller",
      { code: "transport", call: await pay.callerAs("stranger", "charges:write charges:read") },
    ],
  ]);
  const close = async (): Promise<void> => {
    await pay.close();
    await instantBank.close();
  };
  return { pay, instantBank, callers, close };
};
