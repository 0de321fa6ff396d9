import { createRoute, z } from "@hono/zod-openapi";
import { inTransaction } from "@gov/kit/db.ts";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { err, ok } from "@gov/kit/result.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { codeSchema, json, jsonBody } from "#src/api-schemas.ts";
import { keyHeaderSchema, problems, textSchema } from "#src/api-schemas.ts";
import type { PayDeps } from "#src/deps.ts";
import { isTestLane } from "#src/lane/lane.ts";
import { jsonAnswer } from "#src/idempotency/answered.ts";
import { answerOnce } from "#src/idempotency/idempotency-routes.ts";
import { storeAnswer } from "#src/idempotency/idempotency-queries.ts";
import { listOpenChanges } from "#src/settlement/iban-change-queries.ts";
import { addServiceType, findBiller, putBiller } from "./biller-queries.ts";
import { isIban } from "./iban.ts";

/** Of nobody: the check digits are right, the account is none. */
const exampleIban = "PS92PALS000000000400123456702";
const distinct = (values: readonly string[]): boolean => new Set(values).size === values.length;

const ibanSchema = z
  .string()
  .refine(isIban, {
    params: {
      remedy: {
        ar: "اكتب رقم حساب دولي فلسطيني صحيحا: PS ثم 27 خانة بلا فراغات.",
        en: "Write a right Palestinian IBAN: PS and 27 more characters, without spaces.",
      },
    },
  })
  .openapi({ pattern: "^PS[0-9]{2}[A-Z]{4}[A-Z0-9]{21}$", example: exampleIban });
const serviceTypeSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

const billerBody = z.strictObject({
  name: textSchema(120),
  institution: codeSchema,
  ibans: z
    .array(z.strictObject({ currency: currencySchema, iban: ibanSchema }))
    .min(1)
    .max(3)
    .refine((ibans) => distinct(ibans.map((one) => one.currency))),
  serviceTypes: z.array(serviceTypeSchema).max(200).refine(distinct),
});
export const billerBodySchema = billerBody.openapi("BillerBody");
const accountSchema = z.strictObject({ currency: currencySchema, iban: ibanSchema });
const billerSchema = billerBody
  .extend({
    code: codeSchema,
    ibans: z.array(accountSchema).openapi({ description: "What it is paid to now" }),
    ibanChanges: z
      .array(accountSchema)
      .openapi({ description: "Accounts that wait for a second person at the console" }),
  })
  .openapi("Biller");

export const putBillerRoute = createRoute({
  method: "put",
  path: "/v1/billers/{code}",
  tags: ["billers"],
  summary: "Makes or replaces an institution's collecting account",
  security: needs("billers:write"),
  request: {
    headers: keyHeaderSchema,
    params: z.object({ code: codeSchema }),
    body: jsonBody(billerBodySchema),
  },
  responses: {
    200: json(billerSchema, "Replaced"),
    201: json(billerSchema, "Made"),
    ...problems(409, 422),
  },
});

const addedSchema = z
  .strictObject({ code: codeSchema, serviceType: serviceTypeSchema })
  .openapi("BillerServiceType");

/** A portal that publishes a new service says so, without touching accounts or names. */
export const putServiceTypeRoute = createRoute({
  method: "put",
  path: "/v1/billers/{code}/service-types/{serviceType}",
  tags: ["billers"],
  summary: "Lets a collecting account collect for one more service",
  security: needs("service-types:write"),
  request: {
    headers: keyHeaderSchema,
    params: z.object({ code: codeSchema, serviceType: serviceTypeSchema }),
  },
  responses: {
    200: json(addedSchema, "It collects for it already"),
    201: json(addedSchema, "It collects for it from now on"),
    ...problems(409, 422),
  },
});

const addServiceTypeRoute = (app: ApiApp, deps: PayDeps): void => {
  addRoute(app, putServiceTypeRoute, async (c) => {
    const added = c.req.valid("param");
    const { clientId } = c.get("caller");
    return await answerOnce(c, { db: deps.db, clientId }, (held) =>
      inTransaction(deps.db, async (tx) => {
        const put = await addServiceType(tx, added);
        if (!put.ok) return put;
        const answer = jsonAnswer(put.value === "created" ? 201 : 200, added);
        await storeAnswer(tx, held, answer);
        return ok(answer);
      }),
    );
  });
};

export const addBillerRoutes = (app: ApiApp, deps: PayDeps): void => {
  addServiceTypeRoute(app, deps);
  addRoute(app, putBillerRoute, async (c) => {
    const biller = { code: c.req.valid("param").code, ...c.req.valid("json") };
    const { clientId } = c.get("caller");
    return await answerOnce(c, { db: deps.db, clientId }, (held) =>
      inTransaction(deps.db, async (tx) => {
        if (isTestLane(biller.code) !== isTestLane(biller.institution)) return err("billerLane");
        const put = await putBiller(tx, biller, clientId);
        if (!put.ok) return put;
        const waiting = await listOpenChanges(tx, biller.code);
        const answer = jsonAnswer(put.value === "created" ? 201 : 200, {
          ...biller,
          ibans: (await findBiller(tx, biller.code))?.ibans ?? [],
          ibanChanges: waiting.map(({ currency, new_iban: iban }) => ({ currency, iban })),
        });
        await storeAnswer(tx, held, answer);
        return ok(answer);
      }),
    );
  });
};
