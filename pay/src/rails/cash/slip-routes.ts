import { z } from "zod";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Result } from "@gov/kit/result.ts";
import type { ApiError } from "#src/api-errors.ts";
import type { Cash } from "./cash-context.ts";
import { collectionAmount, type CollectionRow } from "./collection.ts";
import { findCollection, viewCollection } from "./collection-queries.ts";
import { confirmCollection } from "./confirm.ts";
import { atCounter, frameFor, problemOf, type Clerk } from "./counter.ts";
import type { Desk } from "./desk-session.ts";
import { deskTexts } from "./desk-texts.ts";
import { cancelCollection } from "./release.ts";
import { slipPage, type SlipInput } from "./slip-page.ts";
import { voidCollection } from "./void.ts";

/** The collection of the address, if it is this agent's. */
const findOwn = async (
  c: AppContext,
  cash: Cash,
  clerk: Clerk,
): Promise<CollectionRow | undefined> => {
  const id = z.uuid().safeParse(c.req.param("id"));
  if (!id.success) return undefined;
  const { company, agent } = clerk.counter;
  const row = await findCollection(cash.pay.db, company.company_code, id.data);
  return row?.agent_code === agent.agent_code ? row : undefined;
};

const showSlip = async (
  c: AppContext,
  desk: Desk,
  clerk: Clerk,
  input: Readonly<{ row: CollectionRow } & Pick<SlipInput, "problem" | "reason">>,
): Promise<Response> => {
  const { db } = desk.cash.pay;
  const { company_code, id } = input.row;
  const row = (await findCollection(db, company_code, id)) ?? input.row;
  const page = slipPage({
    frame: frameFor(c, desk, clerk, `/agent/collections/${row.id}`),
    csrfToken: desk.csrf.token(c),
    view: await viewCollection(db, row),
    agent: clerk.counter.agent,
    problem: input.problem,
    reason: input.reason,
  });
  return c.html(page, input.problem ? 409 : input.reason?.missing ? 422 : 200);
};

const act = async (
  c: AppContext,
  desk: Desk,
  clerk: Clerk,
  work: (row: CollectionRow) => Promise<Result<unknown, ApiError>>,
): Promise<Response> => {
  const row = await findOwn(c, desk.cash, clerk);
  if (!row) return c.redirect("/agent/today", 303);
  const done = await work(row);
  if (done.ok) return c.redirect(`/agent/collections/${row.id}`, 303);
  const problem = problemOf(done.error, deskTexts.nothingChanged);
  return await showSlip(c, desk, clerk, { row, problem });
};

const voidRow = async (c: AppContext, desk: Desk, clerk: Clerk): Promise<Response> => {
  const row = await findOwn(c, desk.cash, clerk);
  if (!row) return c.redirect("/agent/today", 303);
  const body = await c.req.parseBody();
  const typed = typeof body["reason"] === "string" ? body["reason"].slice(0, 200) : "";
  const reason = typed.replace(/\p{Cc}/gu, " ").trim();
  if (reason === "") {
    return await showSlip(c, desk, clerk, { row, reason: { typed, missing: true } });
  }
  return await act(c, desk, clerk, (own) =>
    voidCollection(desk.cash, own, reason, () => Promise.resolve(true)),
  );
};

/** The cash is taken, confirmed, given back: one collection at the counter. */
export const addSlipRoutes = (app: HttpApp, desk: Desk): void => {
  const { cash } = desk;
  const nothingElse = () => Promise.resolve(true);
  app.get("/agent/collections/:id", (c) =>
    atCounter(c, desk, async (clerk) => {
      const row = await findOwn(c, cash, clerk);
      return row ? await showSlip(c, desk, clerk, { row }) : c.redirect("/agent/today", 303);
    }),
  );
  app.post("/agent/collections/:id/confirm", (c) =>
    atCounter(c, desk, (clerk) =>
      act(c, desk, clerk, (row) => {
        const said = { agentCode: clerk.counter.agent.agent_code, amount: collectionAmount(row) };
        return confirmCollection(cash, row, said, nothingElse);
      }),
    ),
  );
  app.post("/agent/collections/:id/cancel", (c) =>
    atCounter(c, desk, (clerk) =>
      act(c, desk, clerk, (row) => cancelCollection(cash, row, nothingElse)),
    ),
  );
  app.post("/agent/collections/:id/void", (c) =>
    atCounter(c, desk, (clerk) => voidRow(c, desk, clerk)),
  );
};
