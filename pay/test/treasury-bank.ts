import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { z } from "zod";
import { makeIban } from "@gov/country/iban.ts";
import { startTreasuryBankSandbox } from "../../dev/sandbox/treasury-bank/treasury-bank.ts";

const pair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwkOf = (key: KeyObject): string => JSON.stringify(key.export({ format: "jwk" }));

export const treasuryAccounts = [
  { currency: "ILS", iban: makeIban("PALS", "990010001"), openingMinor: 5_000_000_000n },
  { currency: "JOD", iban: makeIban("PALS", "990010003"), openingMinor: 5_000_000_000n },
] as const;

const truthSchema = z.object({
  accounts: z.array(z.object({ iban: z.string(), currency: z.string(), balanceMinor: z.string() })),
  received: z.array(
    z.object({ iban: z.string(), currency: z.string(), receivedMinor: z.string() }),
  ),
  orders: z.number(),
  payments: z.array(
    z.object({
      endToEndId: z.string(),
      creditorIban: z.string(),
      creditorName: z.string(),
      amountMinor: z.string(),
      state: z.string(),
    }),
  ),
});
export type TreasuryTruth = z.infer<typeof truthSchema>;

export type TreasuryBankParty = Readonly<{
  url: string;
  /** What `pay` needs in its environment to be paid out by this bank. */
  environment: Record<string, string>;
  fault: (fault: object) => Promise<void>;
  settings: (settings: object) => Promise<void>;
  /** Books and returns whatever is left to do. */
  settle: () => Promise<void>;
  giveBack: (endToEndId: string) => Promise<void>;
  deposit: (iban: string, amountMinor: string) => Promise<void>;
  truth: () => Promise<TreasuryTruth>;
  /** What an account really got. */
  received: (iban: string, currency?: string) => Promise<bigint>;
  /** Sets how far the bank's clock is ahead of ours. */
  setAhead: (ms: number) => void;
  close: () => Promise<void>;
}>;

/** The treasury's bank in this process, and what a test asks of it. */
export const startTreasuryBank = async (): Promise<TreasuryBankParty> => {
  const bank = pair();
  const client = pair();
  let aheadMs = 0;
  const party = await startTreasuryBankSandbox({
    port: 0,
    bankKey: bank.privateKey,
    clientKey: client.publicKey,
    accounts: treasuryAccounts,
    now: () => new Date(Date.now() + aheadMs),
  });
  const control = async (method: string, path: string, body?: object): Promise<Response> => {
    const sent = body ? { body: JSON.stringify(body) } : {};
    const response = await fetch(`${party.url}/_sandbox${path}`, { method, ...sent });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const truth = async () => truthSchema.parse(await (await control("GET", "/truth")).json());
  return {
    url: party.url,
    environment: {
      TREASURY_BANK_URL: party.url,
      TREASURY_ACCOUNTS: treasuryAccounts.map((one) => `${one.currency}:${one.iban}`).join(","),
      TREASURY_ACCOUNT_NAME: "Ministry of Finance",
      TREASURY_BANK_PRIVATE_KEY: jwkOf(client.privateKey),
      TREASURY_BANK_KEY: jwkOf(bank.publicKey),
      TREASURY_BANK_TIMEOUT_MS: "700",
      // Tests ask for what goes on by itself; the timer is the runbook's.
      TREASURY_BANK_EVERY_MS: "3600000",
      SETTLE_AFTER_DAYS: "0",
    },
    fault: async (fault) => void (await control("POST", "/faults", fault)),
    settings: async (changed) => void (await control("PUT", "/settings", changed)),
    settle: async () => void (await control("POST", "/settle")),
    giveBack: async (id) => void (await control("POST", `/return/${id}`)),
    deposit: async (iban, amountMinor) =>
      void (await control("POST", "/deposits", { iban, amountMinor })),
    truth,
    received: async (iban, currency = "ILS") => {
      const { received } = await truth();
      const found = received.find((one) => one.iban === iban && one.currency === currency);
      return BigInt(found?.receivedMinor ?? "0");
    },
    setAhead: (ms) => {
      aheadMs = ms;
    },
    close: party.close,
  };
};
