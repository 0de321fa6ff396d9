import type { Context } from "hono";
import type { Result } from "@gov/kit/result.ts";
import type { Answered } from "./answered.ts";
import { keyedRequest, type KeyedRequest } from "./keyed-request.ts";

/** Reads the key of a call and what it asks: method, path and body. */
export const readKeyed = async (
  c: Context,
  clientId: string,
): Promise<Result<KeyedRequest, "keyMissing">> => {
  const asked = `${c.req.method} ${c.req.path}\n${await c.req.text()}`;
  return keyedRequest(clientId, c.req.header("idempotency-key"), asked);
};

/** Sends what is stored under the key; `replayed` where it was answered before. */
export const sendAnswered = (c: Context, answered: Answered, replayed: boolean): Response => {
  if (replayed) c.header("idempotent-replayed", "true");
  return c.body(answered.body, answered.status as 200, { "content-type": "application/json" });
};
