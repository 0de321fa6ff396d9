import type { TokenAccess } from "./token-config.ts";

/** What the service asks of the process that holds the token; `id` comes back in the answer. */
export type TokenQuestion =
  | Readonly<{ what: "sign"; kid: string; digest: Uint8Array }>
  | Readonly<{ what: "generate"; kid: string }>
  | Readonly<{ what: "destroy"; kid: string }>;

export type ToToken =
  | Readonly<{ what: "open"; access: TokenAccess; sessions: number }>
  | (Readonly<{ id: number }> & TokenQuestion);

/** `away`: the token does not answer as it should; `no-key`: it does not hold that key. */
export type TokenFailure = "away" | "no-key";

export type FromToken =
  | Readonly<{ what: "opened" }>
  | Readonly<{ what: "failed"; reason: string }>
  | Readonly<{ what: "done"; id: number; value: Uint8Array }>
  | Readonly<{ what: "refused"; id: number; error: TokenFailure; reason: string }>;
