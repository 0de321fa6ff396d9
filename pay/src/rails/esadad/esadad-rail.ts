import { randomUUID } from "node:crypto";
import type { Database } from "@gov/kit/db.ts";
import { sha256 } from "@gov/kit/crypto.ts";
import { toDecimal } from "@gov/kit/money.ts";
import { err, ok } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Rail } from "../rail.ts";
import type { EsadadConstants } from "./esadad-constants.ts";
import { readInquiry, readRefund } from "./hub-answers.ts";
import type { HubClient } from "./hub-client.ts";
import { findTransactionOfCharge } from "./transaction-queries.ts";

/** The same refund is asked for under the same GUID, however often. */
const guidOfRefund = (reference: string): string => {
  const hex = sha256(`esadad/refund/${reference}`).toString("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join("-");
};

/**
 * E-SADAD as one of the rails. Payers start at their bank, not at a page of ours, so nothing is
 * opened and no bill is claimed: payments come by notification. The public documents have no
 * inquiry and no refund that a biller could send; both are assumptions ([A]) with names and paths
 * in `ESADAD_CONSTANTS`.
 */
export const createEsadadRail = (options: {
  db: Database<PayDatabase>;
  client: HubClient;
  constants: EsadadConstants;
}): Rail => {
  const { client, constants, db } = options;
  const { messageTypes, hubPaths } = constants;

  const ask: Rail["ask"] = async ({ chargeId, amount }) => {
    const row = await findTransactionOfCharge(db, chargeId);
    if (!row) return ok({ kind: "notTried" });
    const said = await client.ask({
      operation: "paymentInquiry",
      path: hubPaths.inquiry,
      guid: randomUUID(),
      request: messageTypes.inquiryRequest,
      answer: messageTypes.inquiryAnswer,
      body: [["Transactions", [["TrxInf", [["JOEBPPSTrx", row.trx]]]]]],
    });
    return said.ok ? ok(readInquiry(said.value, { trx: row.trx, amount }, constants)) : said;
  };

  const refund: Rail["refund"] = async ({ chargeId }, { transactionId, amount }) => {
    const row = await findTransactionOfCharge(db, chargeId);
    if (!row) return err("noAnswer");
    const reference = `${chargeId}/${transactionId}`;
    const said = await client.ask({
      operation: "paymentRefund",
      path: hubPaths.refund,
      guid: guidOfRefund(reference),
      request: messageTypes.refundRequest,
      answer: messageTypes.refundAnswer,
      body: [
        [
          "Refunds",
          [
            [
              "RefundInf",
              [
                ["JOEBPPSTrx", row.trx],
                ["RefundRef", reference],
                ["Amount", toDecimal(amount)],
                ["Currency", amount.currency],
              ],
            ],
          ],
        ],
      ],
    });
    return said.ok ? ok(readRefund(said.value, constants)) : said;
  };

  return { code: "esadad", open: async () => await Promise.resolve(err("refused")), ask, refund };
};
