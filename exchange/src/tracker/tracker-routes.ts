import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { problem } from "@gov/kit/problem.ts";
import { fieldProblems } from "@gov/kit/validation.ts";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Database } from "#src/db-types.ts";
import { hasAccess } from "#src/member/member-queries.ts";
import { toXRoadError, type Failure } from "#src/message/failure.ts";
import { authenticate } from "#src/message/relay.ts";
import { personPattern } from "#src/message/subject.ts";
import { findUsagePeriod, findUsages } from "./usage-queries.ts";

export type TrackerDeps = Readonly<{ db: Kysely<Database>; publicUrl: string; instance: string }>;

const querySchema = z.object({
  userCode: z.string().regex(personPattern),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const refuse = (c: AppContext, failure: Failure): Response => {
  const { status, ...body } = toXRoadError(failure);
  return c.json(body, status, { "x-road-error": body.type });
};

/** Only a subsystem with a right to the tracker may read it: the portal, for the person. */
const guard = async (c: AppContext, deps: TrackerDeps): Promise<Response | undefined> => {
  const asked = new URL(c.req.url);
  const url = `${deps.publicUrl}${asked.pathname}${asked.search}`;
  const headers = c.req.raw.headers;
  const envelope = await authenticate(deps.db, {
    method: c.req.method,
    url,
    headers,
    body: new Uint8Array(),
  });
  if (!envelope.ok) return refuse(c, envelope.error);
  const service = `${deps.instance}/GOV/MTIT/exchange/findUsage`;
  const { client, purpose } = envelope.value;
  return (await hasAccess(deps.db, { client, service, purpose }))
    ? undefined
    : refuse(c, { kind: "accessDenied", service });
};

const readQuery = (c: AppContext) => querySchema.safeParse(c.req.query());

const badQuery = (c: AppContext, error: z.core.$ZodError): Response =>
  problem(c, {
    status: 400,
    type: "invalid-input",
    title: { ar: "بعض البيانات غير صحيحة.", en: "Some of the data is not valid." },
    errors: fieldProblems(error),
  });

/** The data tracker: every query about a person, for that person. Names as in AJ's protocol. */
export const addTrackerRoutes = (app: HttpApp, deps: TrackerDeps): void => {
  app.get("/tracker/heartbeat", (c) => c.json({ status: "ok", at: new Date().toISOString() }));
  app.get("/tracker/findUsage", async (c) => {
    const refused = await guard(c, deps);
    if (refused) return refused;
    const query = readQuery(c);
    if (!query.success) return badQuery(c, query.error);
    const { userCode, offset, limit } = query.data;
    return c.json(await findUsages(deps.db, { subject: userCode, offset, limit }));
  });
  app.get("/tracker/usagePeriod", async (c) => {
    const refused = await guard(c, deps);
    if (refused) return refused;
    const query = readQuery(c);
    if (!query.success) return badQuery(c, query.error);
    return c.json(await findUsagePeriod(deps.db, query.data.userCode));
  });
};
