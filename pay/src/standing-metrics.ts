import { Gauge, Registry } from "prom-client";
import type { HttpApp } from "@gov/kit/http.ts";
import { countStanding } from "#src/charge/break-queries.ts";
import type { PayDeps } from "#src/deps.ts";
import { countLogStanding } from "#src/receipt-log/standing-queries.ts";
import { reconciliationGauges } from "#src/reconciliation/reconciliation-metrics.ts";
import { settlementGauges } from "#src/settlement/settlement-metrics.ts";

/** `/metrics/payments`: how payments stand, counted in the database when asked. */
export const addStandingMetrics = (app: HttpApp, deps: PayDeps): void => {
  const registry = new Registry();
  registry.setDefaultLabels({ component: "pay" });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const captured = gauge("pay_payments_captured", "Payments captured");
  const pending = gauge("pay_charges_pending", "Charges whose rail has not decided");
  const refundsDue = gauge("pay_refunds_due", "Refunds that a rail has not confirmed");
  const breaks = gauge("pay_breaks_open", "Differences with a rail that a person must see");
  const nobodys = gauge("pay_credits_of_nobody", "Credits that name no bill, on their way back");
  const overdue = gauge("pay_receipt_days_overdue", "Days over an hour past their end, not closed");
  const unstamped = gauge("pay_receipt_days_unstamped", "Closed days of receipts without a stamp");
  const countSettlement = settlementGauges(registry, deps.db);
  const countReconciliation = reconciliationGauges(registry, deps.db);
  app.get("/metrics/payments", async (c) => {
    const [standing, log] = await Promise.all([
      countStanding(deps.db),
      countLogStanding(deps.db),
      countSettlement(),
      countReconciliation(),
    ]);
    captured.set(Number(standing.captured));
    pending.set(Number(standing.pending));
    refundsDue.set(Number(standing.refundsDue));
    breaks.set(Number(standing.breaks));
    nobodys.set(Number(standing.creditsOfNobody));
    overdue.set(log.overdue);
    unstamped.set(Number(log.unstamped));
    return c.text(await registry.metrics());
  });
};
