import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { moneyToJson, type Money } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { answerError, type ApiError } from "#src/api-errors.ts";
import { addRoute, type ApiApp, type ApiEnv } from "#src/api.ts";
import type { moneyBodySchema } from "#src/api-schemas.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { jsonAnswer, type Answered } from "#src/idempotency/answered.ts";
import { answerOnce } from "#src/idempotency/idempotency-routes.ts";
import { storeAnswer, type HeldKey } from "#src/idempotency/idempotency-queries.ts";
import type { KeyedRequest } from "#src/idempotency/keyed-request.ts";
import { readKeyed, sendAnswered } from "#src/idempotency/keyed-routes.ts";
import {
  cancelCollectionRoute,
  confirmCollectionRoute,
  getCollectionRoute,
} from "./agent-contract.ts";
import { getFloatsRoute, listCollectionsRoute, postCollectionRoute } from "./agent-contract.ts";
import { postPayoutRoute, voidCollectionRoute } from "./agent-contract.ts";
import type { Cash } from "./cash-context.ts";
import { findCollection, findCollectionByReference } from "./collection-queries.ts";
import { viewCollection } from "./collection-queries.ts";
import type { CollectionRow } from "./collection.ts";
import * as shape from "./collection-json.ts";
import { findAgent, findCompanyOfClient, listFloats } from "./company-queries.ts";
import type { AgentRow, CompanyRow } from "./company-queries.ts";
import { confirmAtOnce } from "./confirm-at-once.ts";
import { confirmCollection } from "./confirm.ts";
import { payOut } from "./payout.ts";
import { cancelCollection } from "./release.ts";
import { reserveAtOnce } from "./reserve-at-once.ts";
import { reserveCollection } from "./reserve.ts";
import { voidCollection } from "./void.ts";

const toMoney = (body: z.infer<typeof moneyBodySchema>): Money => ({
  amountMinor: BigInt(body.amountMinor),
  currency: body.currency,
});

/** Gives the collection as it is now and stores the answer in the transaction of its effect. */
const answerIn =
  (cash: Cash, held: HeldKey, status: 200 | 201) =>
  async (tx: Tx<PayDatabase>, row: CollectionRow): Promise<Answered> => {
    const view = await viewCollection(tx, row);
    const answer = jsonAnswer(status, shape.collectionJson(cash.pay.publicUrl, view));
    await storeAnswer(tx, held, answer);
    return answer;
  };

const reserveOnce = async (
  cash: Cash,
  held: HeldKey,
  input: Readonly<{ agent: AgentRow; body: z.infer<typeof shape.newCollectionSchema> }>,
): Promise<Result<Answered, ApiError>> => {
  const { agent, body } = input;
  const finish = answerIn(cash, held, 201);
  const made: Answered[] = [];
  const reserved = await reserveCollection(cash, {
    agent,
    reference: body.reference,
    number: body.billingNumber,
    amount: body.amount && toMoney(body.amount),
    person: held.clientId,
    alongside: async (tx, row) => void made.push(await finish(tx, row)),
  });
  if (!reserved.ok) return reserved;
  const answer = made.at(-1);
  // Made earlier under the same reference: the answer is what became of it.
  return ok(answer ?? (await inTransaction(cash.pay.db, (tx) => finish(tx, reserved.value))));
};

/** The answer of what is carried out at once; undefined where it goes step by step. */
const tryAtOnce = async (
  c: Context<ApiEnv>,
  work: (request: KeyedRequest) => Promise<Answered | undefined>,
): Promise<Response | undefined> => {
  const request = await readKeyed(c, c.get("caller").clientId);
  const answered = request.ok ? await work(request.value) : undefined;
  return answered && sendAnswered(c, answered, false);
};

const askAtOnce = async (
  cash: Cash,
  request: KeyedRequest,
  body: z.infer<typeof shape.newCollectionSchema>,
): Promise<Answered | undefined> => {
  const number = parseBillingNumber(body.billingNumber);
  if (!number.ok) return undefined;
  return await reserveAtOnce(cash, {
    request,
    agentCode: body.agent,
    reference: body.reference,
    billingNumber: number.value,
    amount: body.amount && toMoney(body.amount),
  });
};

type Found = Readonly<{ company: CompanyRow; row: CollectionRow }>;

const findFor = async (
  { pay: { db } }: Cash,
  clientId: string,
  id: string,
): Promise<Result<Found, "notACashCompany" | "collectionUnknown">> => {
  const company = await findCompanyOfClient(db, clientId);
  if (!company) return err("notACashCompany");
  const row = await findCollection(db, company.company_code, id);
  return row ? ok({ company, row }) : err("collectionUnknown");
};
const counterOf = async (
  { pay: { db } }: Cash,
  clientId: string,
  agentCode: string,
): Promise<Result<AgentRow, "notACashCompany" | "agentUnknown">> => {
  const company = await findCompanyOfClient(db, clientId);
  if (!company?.active) return err("notACashCompany");
  const agent = await findAgent(db, company.company_code, agentCode);
  return agent ? ok(agent) : err("agentUnknown");
};

/** Reserve; did it go through? */
const addAskRoutes = (app: ApiApp, cash: Cash): void => {
  const { db, publicUrl } = cash.pay;
  addRoute(app, postCollectionRoute, async (c) => {
    const { clientId } = c.get("caller");
    const body = c.req.valid("json");
    const atOnce = await tryAtOnce(c, (request) => askAtOnce(cash, request, body));
    if (atOnce) return atOnce;
    return await answerOnce(c, { db, clientId }, async (held) => {
      const agent = await counterOf(cash, clientId, body.agent);
      return agent.ok ? await reserveOnce(cash, held, { agent: agent.value, body }) : agent;
    });
  });
  addRoute(app, listCollectionsRoute, async (c) => {
    const { agent: agentCode, reference } = c.req.valid("query");
    const company = await findCompanyOfClient(db, c.get("caller").clientId);
    if (!company) return answerError(c, "notACashCompany");
    const key = { companyCode: company.company_code, agentCode, agentReference: reference };
    const row = await findCollectionByReference(db, key);
    const found = row ? [shape.collectionJson(publicUrl, await viewCollection(db, row))] : [];
    return c.json({ collections: found }, 200);
  });
  addRoute(app, getCollectionRoute, async (c) => {
    const found = await findFor(cash, c.get("caller").clientId, c.req.valid("param").id);
    if (!found.ok) return answerError(c, found.error);
    return c.json(shape.collectionJson(publicUrl, await viewCollection(db, found.value.row)), 200);
  });
  addRoute(app, getFloatsRoute, async (c) => {
    const company = await findCompanyOfClient(db, c.get("caller").clientId);
    if (!company) return answerError(c, "notACashCompany");
    const lines = await listFloats(db, cash.treasury, company.company_code);
    const floats = lines.map(({ free, held }) => ({
      free: moneyToJson(free),
      held: moneyToJson(held),
    }));
    return c.json({ company: company.company_code, floats }, 200);
  });
};

/** Confirm, cancel, void. */
const addStepRoutes = (app: ApiApp, cash: Cash): void => {
  const { db } = cash.pay;
  addRoute(app, confirmCollectionRoute, async (c) => {
    const { clientId } = c.get("caller");
    const { id } = c.req.valid("param");
    const { agent: agentCode, amount } = c.req.valid("json");
    const said = { agentCode, amount: toMoney(amount) };
    const atOnce = await tryAtOnce(c, (request) =>
      confirmAtOnce(cash, { request, collectionId: id, ...said }),
    );
    if (atOnce) return atOnce;
    return await answerOnce(c, { db, clientId }, async (held) => {
      const found = await findFor(cash, clientId, id);
      if (!found.ok) return found;
      return await confirmCollection(cash, found.value.row, said, answerIn(cash, held, 200));
    });
  });
  addRoute(app, cancelCollectionRoute, async (c) => {
    const { clientId } = c.get("caller");
    const { id } = c.req.valid("param");
    const { agent: agentCode } = c.req.valid("json");
    return await answerOnce(c, { db, clientId }, async (held) => {
      const found = await findFor(cash, clientId, id);
      if (!found.ok) return found;
      const { row } = found.value;
      if (row.agent_code !== agentCode) return err("collectionOfAnotherAgent");
      return await cancelCollection(cash, row, answerIn(cash, held, 200));
    });
  });
  addRoute(app, voidCollectionRoute, async (c) => {
    const { clientId } = c.get("caller");
    const { id } = c.req.valid("param");
    const { agent: agentCode, reason } = c.req.valid("json");
    return await answerOnce(c, { db, clientId }, async (held) => {
      const found = await findFor(cash, clientId, id);
      if (!found.ok) return found;
      const { row } = found.value;
      if (row.agent_code !== agentCode) return err("collectionOfAnotherAgent");
      return await voidCollection(cash, row, reason, answerIn(cash, held, 200));
    });
  });
};

/** A refund out of the drawer. */
const addPayoutRoute = (app: ApiApp, cash: Cash): void => {
  const { db } = cash.pay;
  addRoute(app, postPayoutRoute, async (c) => {
    const { clientId } = c.get("caller");
    const { agent: agentCode, reference, code, amount } = c.req.valid("json");
    const agent = await counterOf(cash, clientId, agentCode);
    if (!agent.ok) return answerError(c, agent.error);
    const request = {
      agent: agent.value,
      reference,
      code,
      amount: toMoney(amount),
      person: clientId,
    };
    return await answerOnce(c, { db, clientId }, (held) =>
      payOut(cash, request, async (tx, row) => {
        const answer = jsonAnswer(200, shape.payoutJson(row));
        await storeAnswer(tx, held, answer);
        return answer;
      }),
    );
  });
};

/** The API that payment companies' systems speak. */
export const addAgentRoutes = (app: ApiApp, cash: Cash): void => {
  addAskRoutes(app, cash);
  addStepRoutes(app, cash);
  addPayoutRoute(app, cash);
};
