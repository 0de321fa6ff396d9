import { decryptAtRest, encryptAtRest, sha256 } from "@gov/kit/crypto.ts";

/**
 * What a person has answered so far on pages that follow one another, encrypted and bound to the
 * purpose of the pages and to the token that their browser alone holds.
 */
export const sealAnswers = (
  key: Uint8Array,
  purpose: string,
  token: string,
  answers: object,
): Buffer => encryptAtRest(key, Buffer.from(JSON.stringify(answers)), contextOf(purpose, token));

/** The same again, to be read by a schema. */
export const openAnswers = (
  key: Uint8Array,
  purpose: string,
  token: string,
  sealed: Buffer,
): unknown => JSON.parse(decryptAtRest(key, sealed, contextOf(purpose, token)).toString("utf8"));

const contextOf = (purpose: string, token: string): string =>
  `${purpose}/${sha256(token).toString("hex")}`;
