import type { Context, MiddlewareHandler } from "hono";
import { z } from "zod";
import { t } from "@gov/kit/text.ts";
import type { ApiEnv } from "#src/api.ts";
import type { Answered } from "#src/idempotency/answered.ts";
import { envelopes, failureCode, successCode, writeEnvelope, type Operation } from "./govstack.ts";
import { refusals, type Refused } from "./refusals.ts";

const correlationPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,35}$/;
const accepted: Readonly<Record<Operation, 200 | 202>> = {
  billInquiry: 202,
  billTransfer: 202,
  requestToPay: 200,
  transferStatus: 202,
  voucherRedemption: 202,
};
const done = { ar: "تم.", en: "Done." };

/** What was done, in the words of this call. */
export const writeAccepted = (
  c: Context<ApiEnv>,
  operation: Operation,
  said: Readonly<{ id: string; more: Record<string, unknown> }>,
): Answered => {
  const text = t(done, c.get("lang"));
  const envelope = { code: successCode, text, id: said.id };
  const body = { ...writeEnvelope(envelopes[operation].accepted, envelope), ...said.more };
  return { status: accepted[operation], body: JSON.stringify(body) };
};

type Subject = Readonly<{ id: string; billId?: string | undefined }>;

/** Why nothing was done, in the words of this call; of a transfer, why it is rejected too. */
export const writeRefused = (
  c: Context<ApiEnv>,
  operation: Operation,
  refused: Refused,
  { id, billId }: Subject,
): Answered => {
  const { status, reject, reason } = refusals[refused];
  const text = t(reason, c.get("lang"));
  const envelope = writeEnvelope(envelopes[operation].refused, { code: failureCode, text, id });
  const rejected = billId === undefined ? {} : { billId, status: "RJC", rejectReason: reject };
  return { status, body: JSON.stringify({ ...envelope, ...rejected }) };
};

/** Sends an answer, its correlation id beside it. */
export const send = (c: Context<ApiEnv>, { status, body }: Answered): Response => {
  if (status === 503) c.header("retry-after", "5");
  return c.body(body, status as 200, { "content-type": "application/json" });
};

const problemSchema = z.object({
  title: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

/** What a problem says, with the first field that is wrong. */
const reasonOf = async (response: Response): Promise<string> => {
  const { title, errors } = problemSchema.parse(await response.json());
  const [first] = errors ?? [];
  return first ? `${title} ${first.field}: ${first.message}` : title;
};

/**
 * Gives the correlation id back, and puts what was refused before a handler had its say (no token,
 * no scope, input that does not fit) into the words of this call.
 */
export const speak =
  (operation: Operation): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    const given = c.req.header("x-correlationid") ?? "";
    const correlationId = correlationPattern.test(given) ? given : undefined;
    if (correlationId !== undefined) c.header("x-correlationid", correlationId);
    await next();
    const answer = c.res;
    if (!(answer.headers.get("content-type") ?? "").startsWith("application/problem+json")) return;
    const said = { code: failureCode, text: await reasonOf(answer), id: correlationId };
    const headers = new Headers(answer.headers);
    headers.set("content-type", "application/json");
    headers.delete("content-length");
    const body = JSON.stringify(writeEnvelope(envelopes[operation].refused, said));
    c.res = new Response(body, { status: answer.status, headers });
  };
