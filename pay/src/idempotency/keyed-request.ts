import type { Context } from "hono";
import { sha256 } from "@gov/kit/crypto.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Answered } from "./answered.ts";

const keyPattern = /^[\x21-\x7e]{1,255}$/;

/** A mutating call under its `Idempotency-Key`; the hash is of everything that it asks. */
export type KeyedRequest = Readonly<{ clientId: string; key: string; requestHash: Buffer }>;

/** Reads the key of a call and what it asks; a call without a key is refused. */
export const readKeyed = async (
  c: Context,
  clientId: string,
): Promise<Result<KeyedRequest, "keyMissing">> => {
  const key = c.req.header("idempotency-key") ?? "";
  if (!keyPattern.test(key)) return err("keyMissing");
  const requestHash = sha256(`${c.req.method} ${c.req.path}\n${await c.req.text()}`);
  return ok({ clientId, key, requestHash });
};

/** Sends what is stored under the key; `replayed` where it was answered before. */
export const sendAnswered = (c: Context, answered: Answered, replayed: boolean): Response => {
  if (replayed) c.header("idempotent-replayed", "true");
  return c.body(answered.body, answered.status as 200, { "content-type": "application/json" });
};
