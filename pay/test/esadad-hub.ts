import { generateKeyPairSync } from "node:crypto";
import { z } from "zod";
import { startEsadadSandbox } from "../../dev/sandbox/esadad/esadad.ts";
import type { HubKeys } from "../../dev/sandbox/esadad/mfep.ts";

const [hub, biller] = [1, 2].map(() => generateKeyPairSync("rsa", { modulusLength: 2048 }));
if (!hub || !biller) throw new Error("no keys");
const pem = (key: typeof hub.privateKey, type: "pkcs8" | "spki") =>
  key.export({ type, format: "pem" }).toString();

/** The hub's side of the keys, to write messages that the sandbox would not. */
export const hubKeys: HubKeys = {
  billerCode: "77",
  hubCode: "1",
  hubKey: hub.privateKey,
  billerKey: biller.publicKey,
};

/** What `pay` is configured with to belong to this hub. */
export const esadadEnvironment = (hubUrl: string): Record<string, string> => ({
  ESADAD_HUB_URL: hubUrl,
  ESADAD_BILLER_CODE: hubKeys.billerCode,
  ESADAD_HUB_CODE: hubKeys.hubCode,
  ESADAD_PRIVATE_KEY: pem(biller.privateKey, "pkcs8"),
  ESADAD_HUB_PUBLIC_KEY: pem(hub.publicKey, "spki"),
  ESADAD_SUSPENSE_BILLER: "transport",
  ESADAD_TIMEOUT_MS: "1500",
});

const paymentsSchema = z.object({
  payments: z.array(
    z.object({
      trx: z.string(),
      number: z.string(),
      debitedMinor: z.string(),
      refundedMinor: z.string(),
      netMinor: z.string(),
      takenBack: z.boolean(),
    }),
  ),
});
export type HubPayment = z.infer<typeof paymentsSchema>["payments"][number];

const notificationsSchema = z.object({
  attempts: z.array(
    z.object({
      guid: z.string(),
      trxs: z.array(z.string()),
      code: z.union([z.number(), z.string()]),
      results: z.array(z.number().nullable()),
    }),
  ),
  undelivered: z.array(z.string()),
});

export type PaymentAsked = Readonly<{ number: string; amountMinor: string }> & object;

export type EsadadHub = Readonly<{
  url: string;
  fault: (fault: object) => Promise<void>;
  settings: (settings: object) => Promise<void>;
  /** Payments of a number as the payers' bank has them. */
  payments: (number?: string) => Promise<HubPayment[]>;
  notifications: () => Promise<z.infer<typeof notificationsSchema>>;
  /** A bank takes money and the hub notifies, whether or not a bill was pulled. */
  pay: (...payments: PaymentAsked[]) => Promise<HubPayment[]>;
  reverse: (trx: string) => Promise<void>;
  notifyAgain: (trxs: string[], guid: string) => Promise<void>;
  /** Sends a form of the bank's app and gives the page. */
  submit: (
    path: string,
    fields: Record<string, string>,
  ) => Promise<{ status: number; html: string }>;
  close: () => Promise<void>;
}>;

/** What the hub's sandbox is configured with where it runs as a process of its own. */
export const hubEnvironment = (payUrl: string): Record<string, string> => ({
  BILLER_URL: `${payUrl}/rails/esadad`,
  ESADAD_BILLER_CODE: hubKeys.billerCode,
  ESADAD_HUB_CODE: hubKeys.hubCode,
  ESADAD_HUB_PRIVATE_KEY: pem(hub.privateKey, "pkcs8"),
  ESADAD_BILLER_PUBLIC_KEY: pem(biller.publicKey, "spki"),
});

/** How the hub paces itself in tests. */
export const hubSettings = { notificationRetriesMs: [50], billerTimeoutMs: 5_000 };

/** The E-SADAD hub's sandbox in this process, and what a test asks of it. */
export const startEsadadHub = async (payUrl: string): Promise<EsadadHub> =>
  hubAt(
    await startEsadadSandbox({
      port: 0,
      billerUrl: `${payUrl}/rails/esadad`,
      ...hubKeys,
      settings: hubSettings,
    }),
  );

/** What a test asks of the hub's sandbox, wherever it runs. */
export const hubAt = (party: { url: string; close: () => Promise<void> }): EsadadHub => {
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${party.url}/_sandbox${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  return {
    url: party.url,
    fault: async (fault) => void (await control("POST", "/faults", fault)),
    settings: async (changed) => void (await control("PUT", "/settings", changed)),
    payments: async (number) => {
      const query = number === undefined ? "" : `?number=${encodeURIComponent(number)}`;
      return paymentsSchema.parse(await control("GET", `/payments${query}`)).payments;
    },
    notifications: async () => notificationsSchema.parse(await control("GET", "/notifications")),
    pay: async (...payments) =>
      paymentsSchema.parse(await control("POST", "/payments", { payments })).payments,
    reverse: async (trx) => void (await control("POST", `/payments/${trx}/reverse`)),
    notifyAgain: async (trxs, guid) =>
      void (await control("POST", "/notifications", { trxs, guid })),
    submit: async (path, fields) => {
      const body = new URLSearchParams(fields);
      const response = await fetch(party.url + path, { method: "POST", body });
      return { status: response.status, html: await response.text() };
    },
    close: party.close,
  };
};
