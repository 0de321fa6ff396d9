import { sql } from "kysely";
import { inTransaction } from "@gov/kit/db.ts";
import { makeTestLane } from "../../pay/src/lane/test-lane-queries.ts";
import { decideOrder } from "../../pay/src/rails/simulator/simulator-queries.ts";
import { approveRefund } from "../../pay/src/refund/order-refund.ts";
import { findRefundOrder } from "../../pay/src/refund/refund-order-queries.ts";
import { closeDays } from "../../pay/src/receipt-log/close-days.ts";
import { stampNow, startTimestampAuthority } from "../../pay/test/timestamp-authority.ts";
import { createCaller, openPayWorld, transport, until } from "../../pay/test/pay-world.ts";
import { adminPut, machineToken, startSso } from "../../sso/test/sso-under-test.ts";

const scopes = [
  "bills:read",
  "bills:write",
  "charges:read",
  "charges:write",
  "payments:read",
  "refunds:write",
  "webhooks:write",
];

/** Sign-in and the gateway as an institution meets them, and everybody else in the guide. */
export const openGuideWorld = async () => {
  const sso = await startSso();
  const authority = await startTimestampAuthority();
  const pay = await openPayWorld({ SSO_ISSUER: sso.issuer, ...authority.environment });
  const ofBill = async (reference: string): Promise<{ charge: string; back: string }> => {
    const { rows } = await sql<{ charge: string; back: string }>`
      select o.charge_id as charge, o.return_url as back
      from simulated_order o join charge c on c.id = o.charge_id join bill b on b.id = c.bill_id
      where b.reference = ${reference}`.execute(pay.db);
    if (!rows[0]) throw new Error(`nobody pays ${reference}`);
    return rows[0];
  };
  /** Waits for the webhook that the next example reads. */
  const heard = async (type: string): Promise<void> => {
    await until(async () => {
      const { rows } = await sql`select 1 from webhook_delivery
        where event_type = ${type} and status = 204`.execute(pay.db);
      return rows[0];
    });
  };
  const stages: Record<string, (printed: unknown) => Promise<void>> = {
    "the treasury registers the client": async (publicKey) => {
      const made = await adminPut(sso, "clients/transport-system", {
        name: { ar: "نظام النقل", en: "Transport system" },
        kind: "machine",
        scopes,
        resources: ["urn:gov:pay"],
        publicKeys: [publicKey],
        dpopBoundAccessTokens: true,
      });
      if (!made.ok) throw new Error(await made.text());
      const treasury = createCaller(
        pay.url,
        await machineToken(sso, "urn:gov:pay", "billers:write"),
      );
      await treasury("PUT", "/v1/billers/transport", transport);
      await makeTestLane(pay.db, "transport");
    },
    "the payer pays at the test bank": async () => {
      const { charge, back } = await ofBill("V-2026-0001");
      await decideOrder(pay.db, charge, "approved");
      await fetch(back, { redirect: "manual" });
      await heard("bill.paid");
    },
    "a person of the institution approves the refund": async () => {
      const { rows } = await sql<{ id: string }>`select id from refund_order`.execute(pay.db);
      const order = await findRefundOrder(pay.db, rows[0]?.id ?? "");
      if (!order) throw new Error("nothing is to be approved");
      await inTransaction(pay.db, (tx) =>
        approveRefund(tx, { order, by: "issam", note: undefined }),
      );
      pay.deps.kickOutbox();
      await heard("refund.returned");
    },
    "a citizen pays at the bank": async () => {
      const { rows } = await sql<{ url: string }>`
        select c.redirect_url as url from charge c join bill b on b.id = c.bill_id
        where b.reference = 'V-2026-0005'`.execute(pay.db);
      await pay.bank.pay(rows[0]?.url ?? "");
      await until(async () => {
        const { rows: told } = await sql`select 1 from webhook_delivery d
          where d.event_type = 'bill.paid' and d.status = 204 offset 1`.execute(pay.db);
        return told[0];
      });
    },
    "the day ends": async (printed) => {
      const { closesAfter } = printed as { closesAfter: string };
      const closer = { db: pay.db, signer: pay.deps.receiptSigner.key };
      await until(async () => {
        await closeDays(closer, new Date(closesAfter));
        const { rows } = await sql`select 1 from receipt_leaf`.execute(pay.db);
        return rows[0];
      });
      await stampNow(pay.deps, authority);
    },
    "the file is read": async () => {
      await until(async () => {
        const { rows } = await sql`select 1 from bill_upload
          where finished_at is not null`.execute(pay.db);
        return rows[0];
      });
    },
  };
  const close = async (): Promise<void> => {
    await pay.close();
    await authority.close();
    await sso.close();
  };
  return { payUrl: pay.url, ssoUrl: sso.issuer, stages, close };
};
