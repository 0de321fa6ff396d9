import type { Text } from "@gov/kit/text.ts";
import type { ServiceRegistry } from "./service-registries.ts";

/** A running nation as the seeds need it; the launcher supplies it. */
export type Nation = {
  addresses: { portal: string; sso: string; pay: string; exchange: string; hukumati: string };
  sandbox: {
    card: string;
    esadad: string;
    sms: string;
    smpp: string;
    civilRegistry: string;
    vehicleRegistry: string;
    companiesRegistry: string;
    healthRegistry: string;
    justiceRegistry: string;
    policeRegistry: string;
    assistanceRegistry: string;
    mail: string;
    cash: string;
  } & Record<ServiceRegistry, string>;
  secrets: {
    clientSecrets: Record<"portal" | "backoffice" | "cash-company" | "nation-seed", string>;
    /** `whsec_…`, by which pay signs what it tells the portal. */
    payWebhookSecret: string;
    /** The portal's key as a member of the exchange; only the public part is registered. */
    portalExchangeKey: Record<string, unknown>;
    /** The sign-in's key as a member of the exchange. */
    ssoExchangeKey: Record<string, unknown>;
    /** The portal's key as a client of pay; only the public part is registered. */
    portalPayKey: Record<string, unknown>;
    /** The key of the payment console as a client of the sign-in. */
    payConsoleKey: Record<string, unknown>;
    /** What passwords follow from; without it, the secret of the client `nation-seed` serves. */
    seedSecret?: string;
  };
  /** Told of progress, one line at a time. */
  report(line: string): void;
  /** Who lives in the nation, with how they sign in: filled by the seeds. */
  people: SeededPerson[];
  staff: SeededStaff[];
  clients: SeededClient[];
};

export type SeededPerson = {
  name: Text;
  nationalId: string;
  password: string;
  phone: string;
};

export type SeededStaff = {
  name: Text;
  institution: string;
  role: string;
  username: string;
  password: string;
  totpSecret?: string | undefined;
};

/** A machine client and the key it proves itself with, for trying the APIs. */
export type SeededClient = {
  clientId: string;
  clientSecret?: string | undefined;
  privateKey?: Record<string, unknown> | undefined;
  scopes: string[];
};
