import type { AppContext } from "@gov/kit/http.ts";

/**
 * Why a passkey opens nothing: `stale` when the page stood open too long or the answer was used,
 * `unknown` when the key is nobody's here, `refused` when the device did not prove its owner or
 * the answer is not right, `copied` when its counter fell behind, `other-person` when it is not of
 * whom it must be, `malformed` when the page's script did not send an answer.
 */
export const passkeyFailures = [
  "stale",
  "unknown",
  "refused",
  "copied",
  "other-person",
  "malformed",
] as const;
export type PasskeyFailure = (typeof passkeyFailures)[number];

/** The failure that a page is opened again with. */
export const passkeyFailureIn = (c: AppContext): PasskeyFailure | undefined =>
  passkeyFailures.find((failure) => failure === c.req.query("passkey"));
