import { money } from "@gov/kit/money.ts";
import { getCharge } from "#src/charge/charge-queries.ts";
import { settleCharge } from "#src/charge/settle-charge.ts";
import type { Esadad } from "./esadad.ts";
import { noteInquired, takeDueInquiries } from "./inquiry-queries.ts";
import { takeBackSettled } from "./take-payment.ts";
import type { EsadadTransactionRow } from "./transaction-queries.ts";

const atOnce = 8;

/** Asks about one payment and goes by the answer; false where the hub does not answer. */
const inquire = async (
  esadad: Pick<Esadad, "deps">,
  row: EsadadTransactionRow,
): Promise<boolean> => {
  const { deps } = esadad;
  const { institution_id: institutionId, charge_id: chargeId, amount_minor, currency } = row;
  if (!institutionId || !chargeId || amount_minor === null || !currency) {
    throw new Error("a settled payment has no charge");
  }
  const amount = money(amount_minor, currency);
  const said = await deps.rails.esadad?.ask({ chargeId, amount });
  if (!said?.ok) return false;
  if (said.value.kind === "takenBack") {
    deps.log.warn({ trx: row.trx }, "a payment was taken back and no notice of it came");
    await takeBackSettled(esadad, row.trx);
  } else {
    // Whatever else differs is for a person to see.
    await settleCharge(deps, await getCharge(deps.db, { institutionId, chargeId }), said.value);
  }
  await noteInquired(deps.db, row.trx);
  return true;
};

/**
 * Asks the hub what became of the payments that it told of: that a bank took one back is found even
 * where the notice of it is lost for good. Rests where the hub does not answer.
 */
export const inquirePayments = async (esadad: Pick<Esadad, "deps">): Promise<void> => {
  const { deps } = esadad;
  for (;;) {
    const due = await takeDueInquiries(deps.db, atOnce);
    const answered = await Promise.all(
      due.map(async (row) => {
        try {
          return await inquire(esadad, row);
        } catch (error) {
          deps.log.error({ err: error, trx: row.trx }, "asking about a payment failed");
          return false;
        }
      }),
    );
    if (due.length < atOnce || answered.includes(false)) return;
  }
};
