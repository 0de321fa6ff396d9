import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { z } from "zod";
import { startInstantSandbox } from "../../dev/sandbox/instant/instant.ts";

const pair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwkOf = (key: KeyObject): string => JSON.stringify(key.export({ format: "jwk" }));

export const collectingIban = "PS92PALS000000000400123456702";

const truthSchema = z.object({
  accounts: z.array(
    z.object({
      id: z.string(),
      paidMinor: z.string(),
      returnedMinor: z.string(),
      payments: z.array(
        z.object({ bankReference: z.string(), reference: z.string(), billingNumber: z.string() }),
      ),
      returns: z.array(z.object({ transactionId: z.string(), amountMinor: z.string() })),
    }),
  ),
});
export type PayerTruth = z.infer<typeof truthSchema>["accounts"][number];

const attemptsSchema = z.object({
  attempts: z.array(z.object({ reference: z.string(), status: z.union([z.number(), z.string()]) })),
});

export type InstantBank = Readonly<{
  url: string;
  /** What `pay` needs in its environment to speak to this bank. */
  environment: Record<string, string>;
  privateKey: KeyObject;
  fault: (fault: object) => Promise<void>;
  settings: (settings: object) => Promise<void>;
  settle: () => Promise<void>;
  /** Sets how far the bank's clock is ahead of ours. */
  setAhead: (ms: number) => void;
  reverse: (bankReference: string) => Promise<void>;
  truth: (payer: string) => Promise<PayerTruth>;
  /** How each attempt at notifying of a payment was answered. */
  notified: (reference: string) => Promise<(number | string)[]>;
  /** Presses a button of the bank app; gives what the app then says in its address. */
  decide: (payer: string, reference: string, verdict: "approve" | "reject") => Promise<string>;
  scan: (payer: string, code: string) => Promise<string>;
  close: () => Promise<void>;
}>;

/** The instant-payment sandbox in this process, and what a test asks of it. */
export const startInstantBank = async (
  settings: { notificationRetriesMs: number[] } = {
    notificationRetriesMs: Array.from({ length: 20 }, () => 100),
  },
): Promise<InstantBank> => {
  const bank = pair();
  const member = pair();
  let aheadMs = 0;
  const party = await startInstantSandbox({
    port: 0,
    bankKey: bank.privateKey,
    memberKey: member.publicKey,
    settings,
    now: () => new Date(Date.now() + aheadMs),
  });
  const control = async (method: string, path: string, body?: object) =>
    await fetch(`${party.url}/_sandbox${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const press = async (path: string, fields: Record<string, string>): Promise<string> => {
    const body = new URLSearchParams(fields);
    const response = await fetch(`${party.url}/bank/${path}?lang=en`, {
      method: "POST",
      redirect: "manual",
      body,
    });
    await response.body?.cancel();
    return (
      new URL(response.headers.get("location") ?? "/", party.url).searchParams.get("said") ?? ""
    );
  };
  return {
    url: party.url,
    privateKey: bank.privateKey,
    environment: {
      INSTANT_URL: party.url,
      INSTANT_PARTICIPANT: "Government payment gateway",
      INSTANT_ACCOUNT_NAME: "Ministry of Finance",
      INSTANT_ACCOUNT_IBAN: collectingIban,
      INSTANT_PRIVATE_KEY: jwkOf(member.privateKey),
      INSTANT_BANK_KEY: jwkOf(bank.publicKey),
      INSTANT_TIMEOUT_MS: "700",
    },
    fault: async (fault) => void (await control("POST", "/faults", fault)),
    settings: async (changed) => void (await control("PUT", "/settings", changed)),
    settle: async () => void (await control("POST", "/settle")),
    reverse: async (bankReference) => void (await control("POST", `/reverse/${bankReference}`)),
    setAhead: (ms) => {
      aheadMs = ms;
    },
    truth: async (payer) => {
      const { accounts } = truthSchema.parse(await (await control("GET", "/accounts")).json());
      const found = accounts.find((one) => one.id === payer);
      if (!found) throw new Error(`the sandbox has no ${payer}`);
      return found;
    },
    notified: async (reference) => {
      const said = await (await control("GET", "/notifications")).json();
      const { attempts } = attemptsSchema.parse(said);
      return attempts.filter((one) => one.reference === reference).map((one) => one.status);
    },
    decide: (payer, reference, verdict) => press(`${payer}/requests/${reference}`, { verdict }),
    scan: (payer, code) => press(`${payer}/pay`, { code }),
    close: party.close,
  };
};
