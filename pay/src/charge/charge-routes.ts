import { createRoute, z } from "@hono/zod-openapi";
import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Lang } from "@gov/kit/text.ts";
import { answerError, type ApiError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { json, jsonBody, keyHeaderSchema } from "#src/api-schemas.ts";
import { amountMinorSchema, lineSchema, pageUrlSchema } from "#src/api-schemas.ts";
import { problems, uuidSchema } from "#src/api-schemas.ts";
import { findBillOfClient, type BillKey } from "#src/bill/bill-queries.ts";
import type { PayDeps } from "#src/deps.ts";
import { jsonAnswer, type Answered } from "#src/idempotency/answered.ts";
import { answerOnce } from "#src/idempotency/idempotency-routes.ts";
import { rememberMade, storeAnswer } from "#src/idempotency/idempotency-queries.ts";
import type { HeldKey } from "#src/idempotency/idempotency-queries.ts";
import { closePage, listQuery, nextCursorSchema, openPage } from "#src/list/list-page.ts";
import { listChargesOfClient } from "./charge-list-queries.ts";
import { chargeJson, chargeSchema } from "./charge-json.ts";
import { chargeStatuses } from "./charge.ts";
import { findCharge } from "./charge-queries.ts";
import { claimBill, openCharge, type NewCharge } from "./open-charge.ts";

/** Rails that are wired; the others join here. */
const offeredRails = ["card", "instant"] as const;

const newChargeSchema = z
  .strictObject({
    rail: z.enum(offeredRails),
    /** A part of a bill that allows parts; without it, as much as is allowed. */
    amountMinor: amountMinorSchema.optional(),
    returnUrl: pageUrlSchema.optional(),
  })
  .openapi("NewCharge");
export const postChargeRoute = createRoute({
  method: "post",
  path: "/v1/bills/{id}/charges",
  tags: ["charges"],
  summary: "Starts an attempt to pay; its page is where the payer is sent",
  security: needs("charges:write"),
  request: {
    headers: keyHeaderSchema,
    params: z.object({ id: uuidSchema }),
    body: jsonBody(newChargeSchema),
  },
  responses: { 201: json(chargeSchema, "Started"), ...problems(404, 409, 422, 502, 503) },
});

export const getChargeRoute = createRoute({
  method: "get",
  path: "/v1/charges/{id}",
  tags: ["charges"],
  summary: "One attempt",
  security: needs("charges:read"),
  request: { params: z.object({ id: uuidSchema }) },
  responses: { 200: json(chargeSchema, "Found"), ...problems(404) },
});

export const listChargesRoute = createRoute({
  method: "get",
  path: "/v1/charges",
  tags: ["charges"],
  summary: "Attempts to pay the caller's bills, newest first",
  security: needs("charges:read"),
  request: {
    query: z.object({
      ...listQuery,
      status: z.enum(chargeStatuses).optional(),
      railReference: lineSchema(128).optional().openapi({
        description: "What the payer's bank, card or agent calls it, or the reference we gave it",
      }),
    }),
  },
  responses: {
    200: json(z.object({ charges: z.array(chargeSchema), nextCursor: nextCursorSchema }), "Found"),
    ...problems(),
  },
});

/** Makes the charge, or goes on with the one that an interrupted request made under this key. */
const startCharge = async (
  deps: PayDeps,
  held: HeldKey,
  input: Omit<NewCharge, "alongside"> & { lang: Lang },
): Promise<Result<Answered, ApiError>> => {
  const made = held.madeId === undefined ? undefined : await findCharge(deps.db, held.madeId);
  const claimed = made
    ? ok(made)
    : await claimBill(deps, {
        ...input,
        alongside: (tx, charge) => rememberMade(tx, held, charge.id),
      });
  if (!claimed.ok) return claimed;
  const opened = await openCharge(deps, claimed.value, input.lang);
  if (!opened.ok && opened.error === "railSilent") return err("railSilent");
  const charge = opened.ok ? opened.value : await findCharge(deps.db, claimed.value.id);
  if (!charge) throw new Error("a charge that was made is gone");
  const answer = jsonAnswer(201, chargeJson(charge));
  await inTransaction(deps.db, (tx) => storeAnswer(tx, held, answer));
  return ok(answer);
};

export const addChargeRoutes = (app: ApiApp, deps: PayDeps): void => {
  addRoute(app, postChargeRoute, async (c) => {
    const { clientId } = c.get("caller");
    const bill = await findBillOfClient(deps.db, clientId, c.req.valid("param").id);
    if (!bill) return answerError(c, "billUnknown");
    const key: BillKey = { institutionId: bill.institution_id, billId: bill.id };
    const { rail, returnUrl, amountMinor } = c.req.valid("json");
    const part = amountMinor === undefined ? undefined : BigInt(amountMinor);
    const input = { bill: key, rail, returnUrl, amountMinor: part, lang: c.get("lang") };
    return await answerOnce(c, { db: deps.db, clientId }, (held) => startCharge(deps, held, input));
  });
  addRoute(app, listChargesRoute, async (c) => {
    const { clientId } = c.get("caller");
    const asked = c.req.valid("query");
    const page = openPage(deps, { clientId, list: "charges", asked });
    if (!page.ok) return answerError(c, page.error);
    const found = await listChargesOfClient(deps.db, page.value, asked.railReference);
    const { rows, ...more } = closePage(page.value, found);
    return c.json({ charges: rows.map(chargeJson), ...more }, 200);
  });
  addRoute(app, getChargeRoute, async (c) => {
    const charge = await findCharge(deps.db, c.req.valid("param").id);
    const { clientId } = c.get("caller");
    const bill = charge && (await findBillOfClient(deps.db, clientId, charge.bill_id));
    if (!charge || !bill) return answerError(c, "chargeUnknown");
    return c.json(chargeJson(charge), 200);
  });
};
