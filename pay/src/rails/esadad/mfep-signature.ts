import { sign, verify, type KeyObject } from "node:crypto";
import type { EsadadConstants } from "./esadad-constants.ts";

type Encoding = EsadadConstants["signatureEncoding"];

/** RSA-SHA256 (PKCS#1 v1.5) over MsgBody's own XML, in base64. */
export const signBody = (body: string, key: KeyObject, encoding: Encoding): string =>
  sign("sha256", Buffer.from(body, encoding), key).toString("base64");

/** Whether the signature is the key owner's over exactly this text of MsgBody. */
export const verifyBody = (
  body: string,
  signature: string,
  key: KeyObject,
  encoding: Encoding,
): boolean => {
  const text = signature.replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]{40,1400}={0,2}$/.test(text)) return false;
  return verify("sha256", Buffer.from(body, encoding), key, Buffer.from(text, "base64"));
};
