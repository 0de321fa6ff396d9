import type { Database } from "@gov/kit/db.ts";
import { createDocumentRenderer } from "@gov/kit/document/typst-renderer.ts";
import type { Log } from "@gov/kit/log.ts";
import { startOutboxWorker, webhookDelaysMs } from "@gov/kit/outbox.ts";
import { createSmsSender, type SmsSender } from "@gov/kit/sms/smpp-client.ts";
import { postOutside } from "@gov/kit/outside-post.ts";
import { ensureBasketBiller } from "#src/basket/basket-queries.ts";
import { sweepUploads } from "#src/bulk/upload-queries.ts";
import { startUploadWorker } from "#src/bulk/upload-worker.ts";
import { startSweep } from "#src/charge/sweep.ts";
import type { PayConfig } from "#src/config.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { sweepKeys } from "#src/idempotency/idempotency-queries.ts";
import { ensureLedgerMonths } from "#src/ledger/ledger-queries.ts";
import { sweepContacts } from "#src/payer-message/contact-queries.ts";
import { payerMessageKind } from "#src/payer-message/message-queries.ts";
import { messageDelaysMs, sendPayerMessage } from "#src/payer-message/send-message.ts";
import { sweepInquiries } from "#src/govstack/request-queries.ts";
import { sweepProofs } from "#src/proof/proof-queries.ts";
import { createCardRail } from "#src/rails/card/card-rail.ts";
import { cardNotificationPath } from "#src/rails/card/card-routes.ts";
import { createGatewayClient } from "#src/rails/card/gateway-client.ts";
import type { Cash } from "#src/rails/cash/cash-context.ts";
import { createCashRail } from "#src/rails/cash/cash-rail.ts";
import { createCash, startCashWork } from "#src/rails/cash/cash-work.ts";
import { createSimulatorRail } from "#src/rails/simulator/simulator-rail.ts";
import { createBankClient } from "#src/rails/instant/bank-client.ts";
import { instantSettings } from "#src/rails/instant/instant-config.ts";
import { createInstantRail, type InstantOptions } from "#src/rails/instant/instant-rail.ts";
import { returnCredit, returnOutboxKind } from "#src/rails/instant/return-credit.ts";
import type { Esadad } from "#src/rails/esadad/esadad.ts";
import { openEsadad } from "#src/rails/esadad/open-esadad.ts";
import { startEsadadSweep } from "#src/rails/esadad/sweep-esadad.ts";
import { createReconciliation } from "#src/reconciliation/report-sources.ts";
import type { Reconciliation } from "#src/reconciliation/reconciliation.ts";
import { startReconciliation } from "#src/reconciliation/run.ts";
import type { ReceiptPress } from "#src/receipt/receipt-document.ts";
import { startReceiptLog } from "#src/receipt-log/receipt-log-work.ts";
import { timestampSettings, type TimestampSettings } from "#src/receipt-log/timestamp-config.ts";
import { openSigningKeys } from "#src/receipt/signing-key-queries.ts";
import { refundOutboxKind } from "#src/refund/refund-queries.ts";
import { refundDelaysMs, returnSurplus } from "#src/refund/return-surplus.ts";
import { createSettlement, startSettlementWork } from "#src/settlement/settlement-work.ts";
import type { Settlement } from "#src/settlement/settlement.ts";
import { deliverWebhook } from "#src/webhook/deliver-webhook.ts";
import { sweepMessages } from "#src/webhook/message-queries.ts";
import { webhookOutboxKind } from "#src/webhook/webhook-message.ts";

export type Work = Readonly<{
  deps: PayDeps;
  press: ReceiptPress;
  cash: Cash;
  settlement: Settlement;
  /** What the instant rail's own pages and callbacks need, where it is configured. */
  instant: InstantOptions | undefined;
  esadad: Esadad | undefined;
  /** Who stamps the days of receipts, where one is configured. */
  timestamp: TimestampSettings | undefined;
  reconciliation: Reconciliation;
  close: () => Promise<void>;
}>;

const housekeepingEveryMs = 3_600_000;
const outboxPollMs = 1_000;

const startHousekeeping = (deps: PayDeps): NodeJS.Timeout => {
  const keepHouse = async (): Promise<void> => {
    try {
      await ensureLedgerMonths(deps.db);
      await sweepKeys(deps.db, 10_000);
      await sweepMessages(deps.db, 100_000);
      await sweepUploads(deps.db);
      await sweepProofs(deps.db, 1_000_000);
      await sweepContacts(deps.db, 100_000);
      await sweepInquiries(deps.db, 100_000);
    } catch (error) {
      deps.log.error({ err: error }, "housekeeping failed");
    }
  };
  return setInterval(() => void keepHouse(), housekeepingEveryMs);
};

const openSms = (config: PayConfig, log: Log): SmsSender | undefined =>
  config.SMPP_URL === undefined
    ? undefined
    : createSmsSender({ url: config.SMPP_URL, from: config.SMS_SENDER, log });

/** Wires the rails and starts what goes on without requests: outbox, sweeps, housekeeping. */
export const startWork = async (input: {
  db: Database<PayDatabase>;
  log: Log;
  config: PayConfig;
}): Promise<Work> => {
  const { db, log, config } = input;
  const client = createGatewayClient({
    url: config.CARD_GATEWAY_URL,
    merchantId: config.CARD_MERCHANT_ID,
    password: config.CARD_API_PASSWORD,
    timeoutMs: config.CARD_TIMEOUT_MS,
    log,
  });
  const card = createCardRail({
    client,
    gatewayOrigin: new URL(config.CARD_GATEWAY_URL).origin,
    notificationUrl: config.PUBLIC_URL + cardNotificationPath,
  });
  const settings = instantSettings(config);
  const instant: InstantOptions | undefined = settings && {
    client: createBankClient(settings, log),
    settings,
    publicUrl: config.PUBLIC_URL,
    deps: () => deps,
  };
  const esadadHub = openEsadad({ config, db, log });
  const keys = await openSigningKeys(db, config.KEY_ENCRYPTION_KEY);
  let kickOutbox = (): void => undefined;
  const deps: PayDeps = {
    db,
    log,
    publicUrl: config.PUBLIC_URL,
    rails: {
      card,
      ...(instant ? { instant: createInstantRail(instant) } : {}),
      ...(esadadHub ? { esadad: esadadHub.rail } : {}),
      cash: createCashRail(() => cash),
    },
    simulator: createSimulatorRail({ db, publicUrl: config.PUBLIC_URL }),
    chargeLifetimeS: config.CHARGE_LIFETIME_S,
    railTimeoutMs: Math.max(config.CARD_TIMEOUT_MS, config.INSTANT_TIMEOUT_MS),
    receiptSigner: { key: keys.signer, encryptionKey: config.KEY_ENCRYPTION_KEY },
    encryptionKey: config.KEY_ENCRYPTION_KEY,
    insideHosts: config.WEBHOOK_INSIDE_HOSTS,
    sms: config.SMPP_URL !== undefined,
    post: postOutside,
    kickOutbox: () => kickOutbox(),
  };
  const cash = createCash(deps, config);
  await ensureLedgerMonths(db);
  await ensureBasketBiller(db, config.TREASURY_INSTITUTION);
  const press: ReceiptPress = {
    renderer: createDocumentRenderer(),
    keys,
    publicUrl: config.PUBLIC_URL,
    encryptionKey: config.KEY_ENCRYPTION_KEY,
  };
  const common = { db, log, pollMs: outboxPollMs };
  // Side by side, so that one slow endpoint does not keep the others waiting.
  const webhooks = startOutboxWorker({
    ...common,
    atOnce: 16,
    handlers: { [webhookOutboxKind]: deliverWebhook(deps) },
    retryDelaysMs: webhookDelaysMs,
  });
  const refunds = startOutboxWorker({
    ...common,
    atOnce: 4,
    handlers: {
      [refundOutboxKind]: returnSurplus(deps),
      ...(instant
        ? {
            [returnOutboxKind]: returnCredit({
              db,
              client: instant.client,
              settings: instant.settings,
              encryptionKey: deps.encryptionKey,
            }),
          }
        : {}),
    },
    retryDelaysMs: refundDelaysMs,
  });
  const sms = openSms(config, log);
  const cashWork = startCashWork(cash, config, sms);
  const messages = startOutboxWorker({
    ...common,
    handlers: { [payerMessageKind]: sendPayerMessage(deps, sms, config.SMS_PER_NUMBER_DAY) },
    retryDelaysMs: messageDelaysMs,
  });
  const settlement = createSettlement(deps, config);
  const settlementWork = startSettlementWork(settlement);
  const workers = [webhooks, refunds, cashWork, messages, settlementWork];
  kickOutbox = () => workers.forEach((worker) => worker.kick());
  const sweep = startSweep(deps, config.SWEEP_EVERY_MS);
  const uploads = startUploadWorker(deps, {
    databaseUrl: config.DATABASE_URL,
    logLevel: config.LOG_LEVEL,
    everyMs: config.SWEEP_EVERY_MS,
  });
  const esadad = esadadHub?.at(deps);
  const esadadSweep = esadad && startEsadadSweep(esadad, config.ESADAD_KEEP_MESSAGES_DAYS);
  const timestamp = timestampSettings(config);
  const receiptLog = startReceiptLog(deps, timestamp);
  const reconciliation = createReconciliation(deps, config, { esadad, instant: settings });
  const reconciling = startReconciliation(reconciliation, config.REPORTS_EVERY_MS);
  const housekeeping = startHousekeeping(deps);
  const close = async (): Promise<void> => {
    clearInterval(housekeeping);
    await Promise.all([
      sweep.close(),
      uploads.close(),
      esadadSweep?.close(),
      receiptLog.close(),
      reconciling.close(),
      ...workers.map((worker) => worker.close()),
    ]);
    await sms?.close();
    await press.renderer.close();
  };
  return { deps, press, cash, settlement, reconciliation, instant, esadad, timestamp, close };
};
