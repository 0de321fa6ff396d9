import { createPublicKey, generateKeyPairSync, randomBytes, randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { makeAuthority } from "../../sandbox/timestamp/authority.ts";
import { StartFailure } from "../start-failure.ts";

const privateJwk = z.looseObject({ kty: z.literal("EC"), crv: z.literal("P-256"), d: z.string() });
const perComponent = z.object({
  sso: z.string(),
  portal: z.string(),
  pay: z.string(),
  exchange: z.string(),
});

const secretsSchema = z.object({
  /** Passwords of the database roles. */
  databasePasswords: perComponent,
  /** 32 bytes in base64: what each component encrypts its own keys with. */
  keyEncryptionKeys: perComponent,
  clientSecrets: z.object({
    portal: z.string(),
    backoffice: z.string(),
    "cash-company": z.string(),
    "nation-seed": z.string(),
  }),
  /** `whsec_` and 32 bytes in base64 (Standard Webhooks). */
  payWebhookSecret: z.string(),
  cardMerchantId: z.string(),
  cardApiPassword: z.string(),
  cardWebhookSecret: z.string(),
  /** What the treasury proves itself with when it fetches the cash company's report. */
  cashReportToken: z.string(),
  esadadBillerCode: z.string(),
  /** RSA private keys in PEM: the government's as a biller, and the sandbox hub's. */
  esadadKey: z.string(),
  esadadHubKey: z.string(),
  smppSystemId: z.string(),
  /** SMPP 3.4 allows eight characters. */
  smppPassword: z.string(),
  /** ES256 private keys as JWK. */
  exchangeKey: privateJwk,
  portalExchangeKey: privateJwk,
  /** The sign-in's key as a member of the exchange. */
  ssoExchangeKey: privateJwk,
  /** The portal's key as a client of the payment gateway. */
  portalPayKey: privateJwk,
  /** The key of the payment console as a client of the sign-in. */
  payConsoleKey: privateJwk,
  /** The instant rail: what `pay` signs with, and what its bank does. */
  instantMemberKey: privateJwk,
  instantBankKey: privateJwk,
  /** The sandbox that stamps times: its root, certificate and key in PEM. */
  timestampAuthority: z.object({ root: z.string(), certificate: z.string(), key: z.string() }),
  /** Settlement: what `pay` signs its orders with, and what the treasury's bank does. */
  treasuryClientKey: privateJwk,
  treasuryBankKey: privateJwk,
});

export type NationSecrets = z.infer<typeof secretsSchema>;
export type Jwk = z.infer<typeof privateJwk>;

/** Reads the secrets of a data folder, or makes them when the folder is new. */
export function loadSecrets(dataDir: string, isNew: boolean): NationSecrets {
  const file = join(dataDir, "secrets.json");
  if (existsSync(file)) return readSecrets(file);
  if (!isNew) {
    throw new StartFailure(
      `${file} is missing, and the database was made with the secrets it held. ` +
        "Put it back, or begin again with --fresh.",
    );
  }
  const secrets = makeSecrets();
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

function readSecrets(file: string): NationSecrets {
  try {
    const kept = JSON.parse(readFileSync(file, "utf8")) as object;
    // A folder of before somebody had a key of their own gets one.
    const later = Object.entries(laterKeys).filter(([name]) => !(name in kept));
    if (later.length === 0) return secretsSchema.parse(kept);
    const made = Object.fromEntries(later.map(([name, make]) => [name, make()]));
    const secrets = secretsSchema.parse({ ...kept, ...made });
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    return secrets;
  } catch {
    throw new StartFailure(
      `${file} cannot be read as this version's secrets. ` +
        "Begin again with --fresh, or put the right file back.",
    );
  }
}

function makeSecrets(): NationSecrets {
  const four = (make: () => string) => ({
    sso: make(),
    portal: make(),
    pay: make(),
    exchange: make(),
  });
  return {
    databasePasswords: four(() => random(24)),
    keyEncryptionKeys: four(() => randomBytes(32).toString("base64")),
    clientSecrets: {
      portal: random(32),
      backoffice: random(32),
      "cash-company": random(32),
      "nation-seed": random(32),
    },
    payWebhookSecret: `whsec_${randomBytes(32).toString("base64")}`,
    cardMerchantId: `PSGOV${randomInt(10_000, 100_000)}`,
    cardApiPassword: randomBytes(16).toString("hex"),
    cardWebhookSecret: randomBytes(32).toString("hex").toUpperCase(),
    cashReportToken: random(32),
    esadadBillerCode: String(randomInt(100, 1_000)),
    esadadKey: makeRsaKey(),
    esadadHubKey: makeRsaKey(),
    smppSystemId: "hukumati",
    smppPassword: random(6),
    exchangeKey: makePrivateKey(),
    portalExchangeKey: makePrivateKey(),
    ssoExchangeKey: makePrivateKey(),
    portalPayKey: makePrivateKey(),
    payConsoleKey: makePrivateKey(),
    instantMemberKey: makePrivateKey(),
    instantBankKey: makePrivateKey(),
    timestampAuthority: makeAuthority(),
    treasuryClientKey: makePrivateKey(),
    treasuryBankKey: makePrivateKey(),
  };
}

const laterKeys: Readonly<Record<string, () => unknown>> = {
  portalPayKey: makePrivateKey,
  payConsoleKey: makePrivateKey,
  ssoExchangeKey: makePrivateKey,
  timestampAuthority: makeAuthority,
  treasuryClientKey: makePrivateKey,
  treasuryBankKey: makePrivateKey,
};

const random = (bytes: number): string => randomBytes(bytes).toString("base64url");

function makePrivateKey(): Jwk {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateJwk.parse({ ...privateKey.export({ format: "jwk" }), alg: "ES256", use: "sig" });
}

function makeRsaKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** The public part of a private key in PEM, in PEM. */
export const publicPem = (privatePem: string): string =>
  createPublicKey(privatePem).export({ type: "spki", format: "pem" }).toString();

/** The public part of a key, to register with the other side. */
export function publicJwk(key: Jwk): Record<string, unknown> {
  const { d: _private, ...rest } = key;
  return rest;
}
