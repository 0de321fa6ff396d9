import { join } from "node:path";
import { makeIban } from "@gov/country/iban.ts";
import { cashCompany } from "../../seed/cash-company.ts";
import { registryProcesses } from "../../seed/service-registries.ts";
import { ROOT } from "../folders.ts";
import type { ProcessPlan } from "../supervise/supervisor.ts";
import type { Ports, UrlOf } from "./addresses.ts";
import { type ComponentName, databaseUrl } from "./databases.ts";
import { type NationSecrets, publicJwk, publicPem } from "./secrets.ts";

/** What the E-SADAD hub calls itself in its messages. */
const esadadHubCode = "1";

/** The treasury's accounts, and what the sandbox's bank opens them with. All invented. */
const treasuryAccounts = [
  { currency: "ILS", iban: makeIban("PALS", "990010001"), openingMinor: "5000000000" },
  { currency: "USD", iban: makeIban("PALS", "990010002"), openingMinor: "1000000000" },
  { currency: "JOD", iban: makeIban("PALS", "990010003"), openingMinor: "5000000000" },
];
/** So that a person at the console sees a payout on its way. */
const bookDelayMs = 20_000;

/**
 * Components run as in production, behind a proxy that ends TLS: what the country has there stands
 * on this machine.
 */
export type Rehearsal = {
  /** The proxy's address of a component. */
  urlOf: (name: ComponentName, ports: Ports) => string;
  /** PEM files of the mail server's key and certificate. */
  mailKeyFile: string;
  mailCertificateFile: string;
  /** The virus scanner. */
  clamdAddress: string;
  /** Opens the proxy, once every component is ready. */
  openProxy: () => Promise<void>;
};

type Surroundings = {
  ports: Ports;
  urlOf: UrlOf;
  dataDir: string;
  secrets: NationSecrets;
  rehearsal?: Rehearsal | undefined;
};

/** The parties outside government, each in a process of its own. */
export function sandboxPlans(at: Surroundings): ProcessPlan[] {
  const { ports, secrets, dataDir, urlOf, rehearsal } = at;
  const state = (name: string) => join(dataDir, "sandbox", `${name}.json`);
  return [
    sandbox("card", "card", ports.card, {
      CARD_MERCHANT_ID: secrets.cardMerchantId,
      CARD_API_PASSWORD: secrets.cardApiPassword,
      CARD_WEBHOOK_SECRET: secrets.cardWebhookSecret,
      STATE_FILE: state("card"),
    }),
    sandbox("instant", "instant", ports.instant, {
      INSTANT_BANK_KEY: JSON.stringify(secrets.instantBankKey),
      INSTANT_MEMBER_KEY: JSON.stringify(publicJwk(secrets.instantMemberKey)),
      NOTIFICATION_URL: `${urlOf("pay")}/rails/instant/notifications`,
      STATE_FILE: state("instant"),
    }),
    sandbox("esadad", "esadad", ports.esadad, {
      BILLER_URL: `${urlOf("pay")}/rails/esadad`,
      ESADAD_BILLER_CODE: secrets.esadadBillerCode,
      ESADAD_HUB_CODE: esadadHubCode,
      ESADAD_HUB_PRIVATE_KEY: secrets.esadadHubKey,
      ESADAD_BILLER_PUBLIC_KEY: publicPem(secrets.esadadKey),
      STATE_FILE: state("esadad"),
    }),
    sandbox("treasury-bank", "treasury-bank", ports.treasuryBank, {
      TREASURY_BANK_KEY: JSON.stringify(secrets.treasuryBankKey),
      TREASURY_CLIENT_KEY: JSON.stringify(publicJwk(secrets.treasuryClientKey)),
      TREASURY_ACCOUNTS: JSON.stringify(treasuryAccounts),
      BOOK_DELAY_MS: String(bookDelayMs),
      STATE_FILE: state("treasury-bank"),
    }),
    sandbox("sms", "sms", ports.sms, {
      SMPP_PORT: String(ports.smpp),
      SMPP_SYSTEM_ID: secrets.smppSystemId,
      SMPP_PASSWORD: secrets.smppPassword,
      STATE_FILE: state("sms"),
    }),
    sandbox("mail", "mail", ports.mail, {
      SMTP_PORT: String(ports.smtp),
      ...(rehearsal && {
        SMTP_KEY_FILE: rehearsal.mailKeyFile,
        SMTP_CERTIFICATE_FILE: rehearsal.mailCertificateFile,
      }),
    }),
    sandbox("timestamp", "timestamp", ports.timestamp, {
      TIMESTAMP_ROOT: secrets.timestampAuthority.root,
      TIMESTAMP_CERTIFICATE: secrets.timestampAuthority.certificate,
      TIMESTAMP_KEY: secrets.timestampAuthority.key,
    }),
    sandbox("civil-registry", "registries/civil", ports.civilRegistry, {
      STATE_FILE: state("civil-registry"),
    }),
    sandbox("vehicle-registry", "registries/vehicle", ports.vehicleRegistry, {
      STATE_FILE: state("vehicle-registry"),
    }),
    sandbox("companies-registry", "registries/companies", ports.companiesRegistry, {}),
    ...registryProcesses.map(({ registry, name, folder }) =>
      sandbox(name, folder, ports[registry], {}),
    ),
    sandbox("health-registry", "registries/health", ports.healthRegistry, {}),
    sandbox("justice-registry", "registries/justice", ports.justiceRegistry, {}),
    sandbox("police-registry", "registries/police", ports.policeRegistry, {}),
    sandbox("assistance-registry", "registries/social", ports.assistanceRegistry, {}),
    sandbox("cash", "cash", ports.cash, {
      PAY_URL: urlOf("pay"),
      SSO_ISSUER: urlOf("sso"),
      CASH_CLIENT_ID: "cash-company",
      CASH_CLIENT_SECRET: secrets.clientSecrets["cash-company"],
      CASH_AGENTS: "RAM-01,GZA-01",
      CASH_REPORT_TOKEN: secrets.cashReportToken,
      STATE_FILE: state("cash"),
    }),
  ];
}

function sandbox(
  name: string,
  folder: string,
  port: number,
  env: Record<string, string>,
): ProcessPlan {
  return {
    name,
    folder: ROOT,
    program: join(ROOT, "dev", "sandbox", folder, "main.ts"),
    env: { ...inherited(), NODE_ENV: "development", PORT: String(port), ...env },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
  };
}

/** The components, in the order they start: each needs only those before it. */
export function componentPlans(at: Surroundings): ProcessPlan[] {
  const { ports, secrets, rehearsal, urlOf: url } = at;
  const smppUrl =
    `smpp://${secrets.smppSystemId}:${encodeURIComponent(secrets.smppPassword)}` +
    `@127.0.0.1:${ports.smpp}`;
  return [
    component(at, "sso", {
      SMPP_URL: smppUrl,
      SMS_SENDER: "HUKUMATI",
      SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
      MAIL_FROM: "no-reply@hukumati.example",
      PORTAL_URL: url("portal"),
      BOOTSTRAP_CLIENT_SECRET: secrets.clientSecrets["nation-seed"],
      // Whom it tells of sign-outs.
      TRUST_PROXY: String(rehearsal !== undefined),
      OUTBOUND_HOSTS: [url("portal"), url("pay")].map((one) => new URL(one).host).join(","),
      EXCHANGE_URL: url("exchange"),
      EXCHANGE_CLIENT: "PS/GOV/MTIT/sso",
      EXCHANGE_PRIVATE_KEY: JSON.stringify(secrets.ssoExchangeKey),
    }),
    component(at, "pay", {
      PORTAL_URL: url("portal"),
      CARD_GATEWAY_URL: url("card"),
      CARD_MERCHANT_ID: secrets.cardMerchantId,
      CARD_API_PASSWORD: secrets.cardApiPassword,
      CARD_WEBHOOK_SECRET: secrets.cardWebhookSecret,
      CASH_REPORTS: `${cashCompany.code}=${url("cash")}/reports`,
      CASH_REPORT_TOKENS: `${cashCompany.code}=${secrets.cashReportToken}`,
      WEBHOOK_INSIDE_HOSTS: rehearsal ? new URL(url("portal")).host : "*",
      SMPP_URL: smppUrl,
      SMS_SENDER: "HUKUMATI",
      INSTANT_URL: url("instant"),
      INSTANT_PARTICIPANT: "Government payment gateway",
      INSTANT_ACCOUNT_NAME: "Ministry of Finance, government collection",
      INSTANT_ACCOUNT_IBAN: "PS92PALS000000000400123456702",
      INSTANT_PRIVATE_KEY: JSON.stringify(secrets.instantMemberKey),
      INSTANT_BANK_KEY: JSON.stringify(publicJwk(secrets.instantBankKey)),
      ESADAD_HUB_URL: url("esadad"),
      ESADAD_BILLER_CODE: secrets.esadadBillerCode,
      ESADAD_HUB_CODE: esadadHubCode,
      ESADAD_PRIVATE_KEY: secrets.esadadKey,
      ESADAD_HUB_PUBLIC_KEY: publicPem(secrets.esadadHubKey),
      TIMESTAMP_URL: url("timestamp"),
      TIMESTAMP_ROOTS: secrets.timestampAuthority.root,
      // Money of the same day, so that whoever tries the nation sees it paid out.
      SETTLE_AFTER_DAYS: "0",
      TREASURY_BANK_URL: url("treasuryBank"),
      TREASURY_ACCOUNTS: treasuryAccounts.map((one) => `${one.currency}:${one.iban}`).join(","),
      TREASURY_ACCOUNT_NAME: "Ministry of Finance, State Treasury",
      TREASURY_BANK_PRIVATE_KEY: JSON.stringify(secrets.treasuryClientKey),
      TREASURY_BANK_KEY: JSON.stringify(publicJwk(secrets.treasuryBankKey)),
      TREASURY_BANK_EVERY_MS: "5000",
      CONSOLE_CLIENT_ID: "pay-console",
      CONSOLE_CLIENT_PRIVATE_KEY: JSON.stringify(secrets.payConsoleKey),
    }),
    component(at, "exchange", {
      EXCHANGE_INSTANCE: "PS",
      EXCHANGE_PRIVATE_KEY: JSON.stringify(secrets.exchangeKey),
    }),
    component(at, "portal", {
      CITIZEN_CLIENT_ID: "portal",
      CITIZEN_CLIENT_SECRET: secrets.clientSecrets.portal,
      OFFICE_CLIENT_ID: "backoffice",
      OFFICE_CLIENT_SECRET: secrets.clientSecrets.backoffice,
      MACHINE_CLIENT_ID: "portal-machine",
      MACHINE_CLIENT_PRIVATE_KEY: JSON.stringify(secrets.portalPayKey),
      PAY_URL: url("pay"),
      PAY_WEBHOOK_SECRET: secrets.payWebhookSecret,
      EXCHANGE_URL: url("exchange"),
      EXCHANGE_CLIENT: "PS/GOV/MTIT/portal",
      EXCHANGE_PRIVATE_KEY: JSON.stringify(secrets.portalExchangeKey),
      HUKUMATI_URL: url("hukumati"),
      ...(rehearsal && { CLAMD_ADDRESS: rehearsal.clamdAddress }),
    }),
  ];
}

function component(
  at: Surroundings,
  name: ComponentName,
  env: Record<string, string>,
): ProcessPlan {
  const port = at.ports[name];
  return {
    name,
    folder: join(ROOT, name),
    program: join(ROOT, name, "src", "main.ts"),
    env: {
      ...inherited(),
      NODE_ENV: at.rehearsal ? "production" : "development",
      PORT: String(port),
      PUBLIC_URL: at.urlOf(name),
      DATABASE_URL: databaseUrl(at.ports.postgres, name, at.secrets),
      KEY_ENCRYPTION_KEY: at.secrets.keyEncryptionKeys[name],
      SSO_ISSUER: at.urlOf("sso"),
      LOG_LEVEL: process.env["LOG_LEVEL"] ?? "info",
      ...env,
    },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
  };
}

// Nothing of the launcher's surroundings reaches a component but what a process needs to run.
function inherited(): Record<string, string> {
  const names = ["PATH", "HOME", "TMPDIR", "LANG", "NODE_EXTRA_CA_CERTS", "SOFTHSM2_CONF"];
  const given = names.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(
    given.filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
