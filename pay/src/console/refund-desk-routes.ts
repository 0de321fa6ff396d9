import { inTransaction, type Tx } from "@gov/kit/db.ts";
import type { Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { lineSchema } from "#src/api-schemas.ts";
import {
  approveRefund,
  askRailAgain,
  rejectRefund,
  withdrawRefund,
  type Decision,
  type DecisionRefusal,
} from "#src/refund/order-refund.ts";
import { findRefundOrder, keyOfOrder, listRefundEvents } from "#src/refund/refund-order-queries.ts";
import { listRefundParts, type RefundOrderRow } from "#src/refund/refund-order-queries.ts";
import { refundHref } from "./console-texts.ts";
import { mayDecide, notFound, uuidOf, type ConsoleApp, type Desk } from "./desk.ts";
import { formTexts } from "./form-once.ts";
import { refundDeskPage, type RefundActions } from "./refund-desk-page.ts";
import { refundErrorTexts, refundTexts } from "./refund-texts.ts";
import { scopeHolds } from "#src/lane/scope.ts";

const findInScope = async (desk: Desk): Promise<RefundOrderRow | undefined> => {
  const id = uuidOf(desk);
  const order = id === undefined ? undefined : await findRefundOrder(desk.db, id);
  return order && scopeHolds(desk.scope, order.institution_id) ? order : undefined;
};

/** A second person decides; who asked may take it back. The treasury's people may decide for all. */
const actionsFor = ({ staff, ownLane }: Desk, order: RefundOrderRow): RefundActions => {
  const waits = order.status === "requested";
  const own = order.requested_by_kind === "staff" && order.requested_by === staff.username;
  const decides = mayDecide(staff);
  return {
    own: waits && own,
    approve: waits && !own && decides,
    reject: waits && (own || decides),
    afterRefusal: order.status === "refusedByRail" && (order.institution_id === ownLane || decides),
  };
};

const showRefund = async (desk: Desk, order: RefundOrderRow, error?: Text): Promise<Response> => {
  const { c, db, frame, lang, csrfToken } = desk;
  const key = keyOfOrder(order);
  const [events, parts] = await Promise.all([listRefundEvents(db, key), listRefundParts(db, key)]);
  const done = c.req.query("done") === "asked" ? refundTexts.asked : undefined;
  const said = error ?? done;
  const input = {
    order,
    events,
    parts,
    actions: actionsFor(desk, order),
    csrfToken,
    notice: said
      ? notice({ kind: error ? "warn" : "success", lang, live: true, title: said })
      : undefined,
  };
  return c.html(refundDeskPage({ ...frame, path: refundHref(order.id) }, input), error ? 409 : 200);
};

type Command = (
  tx: Tx<PayDatabase>,
  decision: Decision,
) => Promise<Result<RefundOrderRow, DecisionRefusal>>;

const decide =
  (command: Command, allowed: keyof RefundActions) =>
  async (desk: Desk): Promise<Response> => {
    const { c, db, deps, staff } = desk;
    const order = await findInScope(desk);
    if (!order) return notFound(desk);
    if (!actionsFor(desk, order)[allowed]) {
      const own = order.requested_by === staff.username && order.status === "requested";
      const text = own ? refundErrorTexts.refundByOneself : refundErrorTexts.refundDecided;
      return await showRefund(
        desk,
        order,
        order.status === "requested" && !own ? refundTexts.supervisorDecides : text,
      );
    }
    const { note = "" } = await formTexts(desk);
    const line = lineSchema(500).safeParse(note.replace(/\s+/g, " ").slice(0, 500));
    const by = staff.username;
    const decided = await inTransaction(db, (tx) =>
      command(tx, { order, by, note: line.success ? line.data : undefined }),
    );
    if (!decided.ok) {
      const now = (await findRefundOrder(db, order.id)) ?? order;
      return await showRefund(desk, now, refundErrorTexts[decided.error]);
    }
    deps.kickOutbox();
    return c.redirect(refundHref(order.id), 303);
  };

/** A refund's page and the second person's decisions. */
export const addRefundDeskRoutes = (app: ConsoleApp): void => {
  app.get("/console/refunds/:id", async (desk) => {
    const order = await findInScope(desk);
    return order ? await showRefund(desk, order) : notFound(desk);
  });
  app.post("/console/refunds/:id/approve", decide(approveRefund, "approve"));
  app.post("/console/refunds/:id/reject", decide(rejectRefund, "reject"));
  app.post("/console/refunds/:id/again", decide(askRailAgain, "afterRefusal"));
  app.post("/console/refunds/:id/withdraw", decide(withdrawRefund, "afterRefusal"));
};
