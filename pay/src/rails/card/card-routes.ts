import { z } from "zod";
import { equalSecret, sha256 } from "@gov/kit/crypto.ts";
import type { HttpApp } from "@gov/kit/http.ts";
import { problem } from "@gov/kit/problem.ts";
import { askRail } from "#src/charge/ask-rail.ts";
import { findCharge, type ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDeps } from "#src/deps.ts";
import { cardStateSchema } from "./gateway-schema.ts";

export const cardNotificationPath = "/rails/card/notifications";

const noticeSchema = z.object({ order: z.object({ id: z.uuid() }) });

/**
 * The gateway's notification: a reason to ask about the order, never believed by itself. It is
 * acknowledged only when what the gateway then said is committed.
 */
export const addCardRoutes = (app: HttpApp, deps: PayDeps, secret: string): void => {
  app.post(cardNotificationPath, async (c) => {
    const refuse = (status: 400 | 401, type: string, ar: string, en: string) =>
      problem(c, { status, type, title: { ar, en } });
    if (!equalSecret(c.req.header("x-notification-secret") ?? "", secret)) {
      return refuse(401, "secret-wrong", "السر غير صحيح.", "The notification secret is wrong.");
    }
    const notice = noticeSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!notice.success) {
      return refuse(400, "invalid-input", "لا رقم طلب فيه.", "It names no order of ours.");
    }
    const charge = await findCharge(deps.db, notice.data.order.id);
    if (charge?.rail === "card") await askRail(deps, charge);
    return c.body(null, 204);
  });
};

/** How the `resultIndicator` that the payer brought compares; the truth is asked in any case. */
export const compareIndicator = (
  charge: ChargeRow,
  resultIndicator: string | undefined,
): "success" | "other" | "none" => {
  const state = cardStateSchema.safeParse(charge.rail_state);
  if (!state.success || !resultIndicator || resultIndicator.length > 64) return "none";
  const hash = sha256(resultIndicator).toString("hex");
  return equalSecret(hash, state.data.successIndicatorHash) ? "success" : "other";
};
