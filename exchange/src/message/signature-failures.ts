import type { SignatureError } from "@gov/kit/http-signature.ts";

/** What a member's engineer needs to know to mend a refused signature. */
export const signatureFailures: Readonly<Record<SignatureError, string>> = {
  missing: "The request is not signed (Signature-Input, Signature)",
  malformed: "Signature-Input or Signature is malformed",
  headerNotCovered: "The signature must cover exactly the X-Road and UXP headers the request has",
  digestMismatch: "Content-Digest does not match the body",
  expired: "The signature was made more than 60 seconds ago, or in the future",
  unknownKey: "No key is registered for this keyid",
  wrongSignature: "The signature does not verify",
};
