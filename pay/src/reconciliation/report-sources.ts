import { randomUUID } from "node:crypto";
import type { PayConfig } from "#src/config.ts";
import type { PayDeps } from "#src/deps.ts";
import type { Esadad } from "#src/rails/esadad/esadad.ts";
import { writeMessage } from "#src/rails/esadad/mfep-message.ts";
import type { InstantSettings } from "#src/rails/instant/instant-config.ts";
import { csvReader } from "./csv-report.ts";
import { fetchFromHub, fetchPlain, fetchStatement } from "./fetch-file.ts";
import type { Reconciliation, Source } from "./reconciliation.ts";
import { statementReader } from "./statement-report.ts";

const cardSource = (config: PayConfig): Source => {
  const { path, columns } = config.REPORT_FORMATS.card;
  const { CARD_MERCHANT_ID: merchant, CARD_API_PASSWORD: password } = config;
  const basic = Buffer.from(`merchant.${merchant}:${password}`).toString("base64");
  return {
    rail: "card",
    party: "",
    format: "csv",
    read: csvReader({
      columns,
      kinds: {
        PAYMENT: "taken",
        CAPTURE: "taken",
        VOID_REFUND: "taken",
        REFUND: "returned",
        CHARGEBACK: "returned",
        VOID_PAYMENT: "returned",
        VOID_CAPTURE: "returned",
        SETTLEMENT: "total",
      },
    }),
    fetch: (day) => {
      const at = path.replace("{merchant}", merchant).replace("{day}", day);
      return fetchPlain(config.CARD_GATEWAY_URL + at, `Basic ${basic}`);
    },
  };
};

const esadadSource = (config: PayConfig, esadad: Esadad): Source => {
  const { parties } = esadad;
  const { constants } = parties;
  const { columns, kinds, signatureHeader } = constants.report;
  return {
    rail: "esadad",
    party: "",
    format: "csv",
    read: csvReader({
      columns,
      kinds: {
        [kinds.payment]: "taken",
        [kinds.reversal]: "returned",
        [kinds.refund]: "returned",
        [kinds.total]: "total",
      },
    }),
    fetch: (day) => {
      const guid = randomUUID();
      const message = writeMessage(parties, {
        guid,
        kind: "ReqTyp",
        type: constants.messageTypes.reportRequest,
        body: [["Report", [["Date", day]]]],
      });
      const url = `${config.ESADAD_HUB_URL}${constants.hubPaths.report}?GUID=${guid}`;
      return fetchFromHub({ url, message, signatureHeader, hubKey: parties.hubKey });
    },
  };
};

const instantSource = (settings: InstantSettings): Source => ({
  rail: "instant",
  party: "",
  format: "xml",
  read: statementReader(settings.creditor.iban),
  fetch: (day) => fetchStatement(settings, day),
});

const cashSources = (config: PayConfig): Source[] => {
  const tokens = new Map(config.CASH_REPORT_TOKENS);
  return config.CASH_REPORTS.map(({ company, url }) => ({
    rail: "cash",
    party: company,
    format: "csv",
    read: csvReader({
      columns: config.REPORT_FORMATS.cash.columns,
      kinds: { collection: "taken", void: "returned", payout: "returned", settlement: "total" },
    }),
    fetch:
      url === undefined
        ? undefined
        : (day) => fetchPlain(`${url}/${day}`, `Bearer ${tokens.get(company) ?? ""}`),
  }));
};

/** Every rail's reports as the environment sets them up. */
export const createReconciliation = (
  deps: PayDeps,
  config: PayConfig,
  rails: Readonly<{ esadad: Esadad | undefined; instant: InstantSettings | undefined }>,
): Reconciliation => ({
  deps,
  treasury: config.TREASURY_INSTITUTION,
  sources: [
    cardSource(config),
    ...(rails.esadad ? [esadadSource(config, rails.esadad)] : []),
    ...(rails.instant ? [instantSource(rails.instant)] : []),
    ...cashSources(config),
  ],
  dayEndsAtMinutes: config.REPORT_DAY_ENDS,
  expectedAfterMinutes: config.REPORTS_AFTER_MINUTES,
});
