import { sha256 } from "@gov/kit/crypto.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";

const keyPattern = /^[\x21-\x7e]{1,255}$/;

/** A mutating call under its `Idempotency-Key`; the hash is of everything that it asks. */
export type KeyedRequest = Readonly<{ clientId: string; key: string; requestHash: Buffer }>;

/** A call under its key; one without a key is refused. `asked` is everything that it asks. */
export const keyedRequest = (
  clientId: string,
  key: string | undefined,
  asked: string,
): Result<KeyedRequest, "keyMissing"> =>
  key !== undefined && keyPattern.test(key)
    ? ok({ clientId, key, requestHash: sha256(asked) })
    : err("keyMissing");
