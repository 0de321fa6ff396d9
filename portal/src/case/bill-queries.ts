import type { Kysely, Transaction } from "kysely";
import { appendEvent } from "./case-event-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import type { GovernmentCase } from "./case.ts";
import { lockCase, toCase } from "./case-queries.ts";

type Bill = NonNullable<GovernmentCase["bill"]>;

/** Links the bill that the payment gateway made for a case; a second time changes nothing. */
export const linkBill = async (
  tx: Transaction<PortalDb>,
  key: Readonly<{ institution: string; id: string }>,
  bill: Bill,
): Promise<void> => {
  const current = await lockCase(tx, key);
  if (!current || current.bill) return;
  await tx
    .updateTable("government_case")
    .set({ bill_id: bill.id, billing_number: bill.billingNumber, pay_url: bill.payUrl })
    .where("institution", "=", key.institution)
    .where("id", "=", key.id)
    .execute();
  const data = { billingNumber: bill.billingNumber };
  await appendEvent(tx, current, { kind: "paymentAsked", actor: { kind: "system" }, data });
};

/** Open cases with an unpaid bill, those asked about longest ago first; marks them as asked. */
export const takeUnpaidCases = async (
  db: Kysely<PortalDb>,
  limit: number,
): Promise<GovernmentCase[]> => {
  const rows = await db
    .updateTable("government_case")
    .set({ bill_checked_at: new Date() })
    .where((eb) =>
      eb(
        eb.refTuple("institution", "id"),
        "in",
        eb
          .selectFrom("government_case as unpaid")
          .select(["unpaid.institution", "unpaid.id"])
          .where("unpaid.bill_id", "is not", null)
          .where("unpaid.paid_at", "is", null)
          .where("unpaid.closed_at", "is", null)
          .orderBy("unpaid.bill_checked_at", (order) => order.asc().nullsFirst())
          .limit(limit)
          .$asTuple("institution", "id"),
      ),
    )
    .returningAll()
    .execute();
  return rows.map(toCase);
};
