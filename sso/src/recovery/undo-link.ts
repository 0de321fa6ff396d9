import { deriveKey, equalSecret, hmacSha256 } from "@gov/kit/crypto.ts";

/** What a link in a notice undoes: a recovery that was begun, a phone that was changed. */
export type Undo = "recovery" | "phone-change";

const proofOf = (key: Uint8Array, undo: Undo, id: string): string =>
  hmacSha256(deriveKey(key, `sso/undo/${undo}`), id)
    .subarray(0, 16)
    .toString("base64url");

/** The path of the page that undoes it; only who has the notice knows it. */
export const undoPath = (key: Uint8Array, undo: Undo, id: string): string =>
  `/undo/${undo}/${id}.${proofOf(key, undo, id)}`;

/** The id behind a token, or undefined when we did not make it. */
export const readUndoToken = (key: Uint8Array, undo: Undo, token: string): string | undefined => {
  const [, id = "", proof = ""] = /^([0-9a-f-]{36})\.([\w-]{22})$/.exec(token) ?? [];
  return equalSecret(proof, proofOf(key, undo, id)) ? id : undefined;
};
