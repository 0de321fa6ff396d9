import { createRoute, z } from "@hono/zod-openapi";
import { inTransaction } from "@gov/kit/db.ts";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { err, ok } from "@gov/kit/result.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { amountMinorSchema, codeSchema, json, jsonBody } from "#src/api-schemas.ts";
import { keyHeaderSchema, lineSchema, problems, textSchema } from "#src/api-schemas.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import type { PayDeps } from "#src/deps.ts";
import { jsonAnswer } from "#src/idempotency/answered.ts";
import { answerOnce } from "#src/idempotency/idempotency-routes.ts";
import { storeAnswer } from "#src/idempotency/idempotency-queries.ts";
import { findPrepaidService, putPrepaidAccounts, putPrepaidService } from "./prepaid-queries.ts";
import { prepaidNumberPattern } from "./prepaid-validation.ts";

const params = z.object({
  code: codeSchema,
  serviceType: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/),
});
const amounts = z.object({ lowerMinor: amountMinorSchema, upperMinor: amountMinorSchema });
const boundsRemedy = {
  ar: "اكتب حدا أعلى لا يقل عن الأدنى.",
  en: "Write an upper bound that is not below the lower one.",
};
/** Also asked of amounts that were refused by themselves: those are nobody's bounds. */
const areOrdered = ({ lowerMinor, upperMinor }: z.infer<typeof amounts>): boolean => {
  const read = [lowerMinor, upperMinor].map((text) => amountMinorSchema.safeParse(text).data);
  const [lower, upper] = read;
  return lower === undefined || upper === undefined || BigInt(lower) <= BigInt(upper);
};
const prepaidServiceSchema = z
  .strictObject({
    name: textSchema(120),
    currency: currencySchema,
    ...amounts.shape,
    active: z.boolean(),
  })
  .refine(areOrdered, { path: ["upperMinor"], params: { remedy: boundsRemedy } })
  .openapi("PrepaidService");
const prepaidAccountsSchema = z
  .strictObject({
    accounts: z
      .array(
        z.strictObject({
          number: z.string().regex(prepaidNumberPattern),
          holderName: lineSchema(120),
          active: z.boolean(),
        }),
      )
      .min(1)
      .max(200)
      .refine((list) => new Set(list.map((one) => one.number)).size === list.length),
  })
  .openapi("PrepaidAccounts");

export const putPrepaidServiceRoute = createRoute({
  method: "put",
  path: "/v1/billers/{code}/prepaid-services/{serviceType}",
  tags: ["billers"],
  summary: "Makes or replaces a service that payers pay into without a bill, over E-SADAD",
  security: needs("billers:write"),
  request: { headers: keyHeaderSchema, params, body: jsonBody(prepaidServiceSchema) },
  responses: { 200: json(prepaidServiceSchema, "As it is now"), ...problems(404, 409, 422) },
});

export const putPrepaidAccountsRoute = createRoute({
  method: "put",
  path: "/v1/billers/{code}/prepaid-services/{serviceType}/accounts",
  tags: ["billers"],
  summary: "Makes or replaces accounts of such a service, all or none; others stay",
  security: needs("billers:write"),
  request: { headers: keyHeaderSchema, params, body: jsonBody(prepaidAccountsSchema) },
  responses: { 200: json(prepaidAccountsSchema, "Taken"), ...problems(404, 409, 422) },
});

/** What billers say of the services that are paid without a bill. */
export const addPrepaidRoutes = (app: ApiApp, deps: PayDeps): void => {
  addRoute(app, putPrepaidServiceRoute, async (c) => {
    const { code, serviceType } = c.req.valid("param");
    const body = c.req.valid("json");
    const { clientId } = c.get("caller");
    return await answerOnce(c, { db: deps.db, clientId }, (held) =>
      inTransaction(deps.db, async (tx) => {
        const biller = await findBiller(tx, code);
        if (!biller) return err("billerUnknown");
        const takes = biller.ibans.some((one) => one.currency === body.currency);
        if (!takes) return err("currencyNotTaken");
        const key = { serviceType, institutionId: biller.institution, billerCode: code, clientId };
        const { lowerMinor, upperMinor, ...rest } = body;
        const bounds = { lowerMinor: BigInt(lowerMinor), upperMinor: BigInt(upperMinor) };
        const put = await putPrepaidService(tx, key, { ...rest, ...bounds });
        if (!put) return err("serviceTypeTaken");
        const answer = jsonAnswer(200, body);
        await storeAnswer(tx, held, answer);
        return ok(answer);
      }),
    );
  });
  addRoute(app, putPrepaidAccountsRoute, async (c) => {
    const { code, serviceType } = c.req.valid("param");
    const body = c.req.valid("json");
    const { clientId } = c.get("caller");
    return await answerOnce(c, { db: deps.db, clientId }, (held) =>
      inTransaction(deps.db, async (tx) => {
        const service = await findPrepaidService(tx, serviceType);
        if (service?.billerCode !== code || service.clientId !== clientId) {
          return err("serviceTypeUnknown");
        }
        await putPrepaidAccounts(tx, serviceType, body.accounts);
        const answer = jsonAnswer(200, body);
        await storeAnswer(tx, held, answer);
        return ok(answer);
      }),
    );
  });
};
