import { createHash, timingSafeEqual } from "node:crypto";
import type { Hono } from "hono";
import { answerThroughFault } from "../misbehave.ts";
import type { PartyEnv } from "../party.ts";
import type { Acquirer } from "./acquirer.ts";
import { distortAmounts, takeCardFault } from "./card-faults.ts";
import { base, readJson, refuse } from "./gateway-answers.ts";
import type { Answer } from "./gateway-answers.ts";
import {
  invalidCredentials,
  invalidField,
  invalidRequest,
  orderNotFound,
} from "./gateway-errors.ts";
import { gatewayError, orderIdSchema, transactionSchema } from "./gateway-schema.ts";
import { orderJson, transactionJson } from "./order-json.ts";
import { mountSessionRoute } from "./session-routes.ts";
import { performTransaction } from "./transactions.ts";

/** The REST API, version 100, of one merchant. */
export function mountGatewayRoutes(
  app: Hono<PartyEnv>,
  deps: { acquirer: Acquirer; password: string; publicUrl: () => string },
): void {
  const { acquirer } = deps;
  const expected = Buffer.from(`merchant.${acquirer.merchantId}:${deps.password}`);
  const answer: Answer = (c, facts, work) => {
    const fault = takeCardFault(acquirer.book, facts);
    const { answerDelayMs } = acquirer.settings();
    const input = { fault, holds: acquirer.holds, facts, answerDelayMs };
    return answerThroughFault(c, input, () => work(fault));
  };

  app.use(`${base}/*`, async (c, next) => {
    const given = c.req.header("authorization") ?? "";
    const credentials = Buffer.from(given.replace(/^Basic /i, ""), "base64");
    const right = credentials.length === expected.length && timingSafeEqual(credentials, expected);
    if (!right || c.req.param("merchantId") !== acquirer.merchantId) {
      return refuse(c, invalidCredentials);
    }
    acquirer.settle(false);
    return next();
  });

  mountSessionRoute(app, deps, answer);
  app.get(`${base}/order/:orderId`, (c) => {
    const orderId = c.req.param("orderId");
    return answer(c, { operation: "RETRIEVE_ORDER", orderId }, (fault) => {
      const order = acquirer.state.orders.get(orderId);
      if (!order) return refuse(c, orderNotFound(orderId, acquirer.merchantId));
      const body = orderJson(acquirer.merchantId, order);
      return c.json(fault?.kind === "wrongAnswer" ? distortAmounts(body) : body);
    });
  });

  app.get(`${base}/order/:orderId/transaction/:transactionId`, (c) => {
    const { orderId, transactionId } = c.req.param();
    const facts = { operation: "RETRIEVE_TRANSACTION" as const, orderId, transactionId };
    return answer(c, facts, (fault) => {
      const order = acquirer.state.orders.get(orderId);
      const found = order?.transactions.find((one) => one.id === transactionId);
      if (!order || !found) {
        return refuse(c, invalidRequest(`Unable to find transaction '${transactionId}'.`));
      }
      const body = transactionJson(acquirer.merchantId, order, found);
      return c.json(fault?.kind === "wrongAnswer" ? distortAmounts(body) : body);
    });
  });

  app.put(`${base}/order/:orderId/transaction/:transactionId`, async (c) => {
    const { orderId, transactionId } = c.req.param();
    const ids = [orderId, transactionId];
    if (!ids.every((id) => orderIdSchema.safeParse(id).success)) {
      return refuse(c, invalidField("order.id", "Order and transaction: 1 to 40 characters."));
    }
    const body = await readJson(c);
    const parsed = transactionSchema.safeParse(body);
    if (!parsed.success) return refuse(c, gatewayError(parsed.error));
    const request = parsed.data;
    const facts = { operation: request.apiOperation, orderId, transactionId, channel: "api" };
    return answer(c, facts, (fault) => {
      const input = { orderId, transactionId, request, fingerprint: fingerprintOf(body), fault };
      const done = performTransaction(acquirer, input);
      if (!done.ok) return refuse(c, done.error);
      const { order, transaction, replayed } = done.value;
      const json = transactionJson(acquirer.merchantId, order, transaction);
      const shown = fault?.kind === "wrongAnswer" ? distortAmounts(json) : json;
      return c.json(shown, replayed ? 200 : 201);
    });
  });
}

/** The same request has the same fingerprint, in whatever order its members stand. */
function fingerprintOf(body: unknown): string {
  const sorted = (_key: string, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash("sha256").update(JSON.stringify(body, sorted)).digest("base64url");
}
