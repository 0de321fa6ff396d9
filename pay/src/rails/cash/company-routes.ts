import type { z } from "@hono/zod-openapi";
import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { moneyToJson } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { answerError, type ApiError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { jsonAnswer, type Answered } from "#src/idempotency/answered.ts";
import { answerOnce } from "#src/idempotency/idempotency-routes.ts";
import { storeAnswer, type HeldKey } from "#src/idempotency/idempotency-queries.ts";
import type { Cash } from "./cash-context.ts";
import * as contract from "./company-contract.ts";
import { findCompany, isClerkTaken, isCompanyTaken, listFloats } from "./company-queries.ts";
import { putAgent, putCompany } from "./company-queries.ts";
import type { DepositRow } from "./deposit.ts";
import { decideOnDeposit, recordDeposit } from "./deposit-queries.ts";

const depositJson = (row: DepositRow): z.infer<typeof contract.depositSchema> => ({
  company: row.company_code,
  reference: row.reference,
  amount: moneyToJson({ amountMinor: row.amount_minor, currency: row.currency }),
  status: row.status,
  recordedBy: row.recorded_by,
  ...(row.decided_by ? { decidedBy: row.decided_by } : {}),
});

/** Writes and stores the answer together; a clash with another row is an expected failure. */
const putOnce = async (
  cash: Cash,
  held: HeldKey,
  input: Readonly<{
    put: (tx: Tx<PayDatabase>) => Promise<boolean>;
    body: object;
    clash: (error: unknown) => ApiError | undefined;
  }>,
): Promise<Result<Answered, ApiError>> => {
  try {
    return await inTransaction(cash.pay.db, async (tx) => {
      const created = await input.put(tx);
      const answer = jsonAnswer(created ? 201 : 200, input.body);
      await storeAnswer(tx, held, answer);
      return ok(answer);
    });
  } catch (error) {
    const reason = input.clash(error);
    if (reason !== undefined) return err(reason);
    throw error;
  }
};

const addCompanies = (app: ApiApp, cash: Cash): void => {
  const { db } = cash.pay;
  addRoute(app, contract.putCompanyRoute, async (c) => {
    const company = { code: c.req.valid("param").code, ...c.req.valid("json") };
    const { clientId } = c.get("caller");
    return await answerOnce(c, { db, clientId }, (held) =>
      putOnce(cash, held, {
        put: (tx) => putCompany(tx, company),
        body: company,
        clash: (error) => (isCompanyTaken(error) ? "companyTaken" : undefined),
      }),
    );
  });
  addRoute(app, contract.putAgentRoute, async (c) => {
    const { code: companyCode, agent: code } = c.req.valid("param");
    if (!(await findCompany(db, companyCode))) return answerError(c, "companyUnknown");
    const body = c.req.valid("json");
    const { clientId } = c.get("caller");
    return await answerOnce(c, { db, clientId }, (held) =>
      putOnce(cash, held, {
        put: (tx) => putAgent(tx, { companyCode, code, ...body }),
        body: { company: companyCode, code, ...body },
        clash: (error) => (isClerkTaken(error) ? "clerkTaken" : undefined),
      }),
    );
  });
  addRoute(app, contract.getCompanyFloatsRoute, async (c) => {
    const { code } = c.req.valid("param");
    if (!(await findCompany(db, code))) return answerError(c, "companyUnknown");
    const lines = await listFloats(db, cash.treasury, code);
    const floats = lines.map(({ free, held }) => ({
      free: moneyToJson(free),
      held: moneyToJson(held),
    }));
    return c.json({ company: code, floats }, 200);
  });
};

const answerDeposit = async (
  { pay: { db } }: Cash,
  held: HeldKey,
  done: Result<DepositRow, ApiError>,
): Promise<Result<Answered, ApiError>> => {
  if (!done.ok) return done;
  const answer = jsonAnswer(200, depositJson(done.value));
  await storeAnswer(db, held, answer);
  return ok(answer);
};

/** One person records, another decides. */
const addDeposits = (app: ApiApp, cash: Cash): void => {
  const { db } = cash.pay;
  addRoute(app, contract.putDepositRoute, async (c) => {
    const { code: companyCode, reference } = c.req.valid("param");
    if (!(await findCompany(db, companyCode))) return answerError(c, "companyUnknown");
    const { amount, recordedBy } = c.req.valid("json");
    const { clientId } = c.get("caller");
    const { currency } = amount;
    const input = {
      companyCode,
      reference,
      amount: { amountMinor: BigInt(amount.amountMinor), currency },
      person: recordedBy,
    };
    return await answerOnce(c, { db, clientId }, async (held) =>
      answerDeposit(cash, held, await recordDeposit(cash, input)),
    );
  });
  addRoute(app, contract.putDecisionRoute, async (c) => {
    const { code: companyCode, reference } = c.req.valid("param");
    const { decidedBy: person, verdict } = c.req.valid("json");
    const { clientId } = c.get("caller");
    const input = { companyCode, reference, person, verdict };
    return await answerOnce(c, { db, clientId }, async (held) =>
      answerDeposit(cash, held, await decideOnDeposit(cash, input)),
    );
  });
};

/** Payment companies, their agents and what they pay in; for the treasury's programs. */
export const addCompanyRoutes = (app: ApiApp, cash: Cash): void => {
  addCompanies(app, cash);
  addDeposits(app, cash);
};
