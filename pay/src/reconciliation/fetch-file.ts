import { createHash, createVerify, type KeyObject } from "node:crypto";
import { signRequest, verifyStreamedResponse } from "@gov/kit/http-signature.ts";
import { bankKeyId, type InstantSettings } from "#src/rails/instant/instant-config.ts";
import { NoReport } from "./reconciliation.ts";

/** A file of a whole day may take its time. */
const timeoutMs = 300_000;

const answerOf = async (
  url: string,
  init: Readonly<{ method?: string; headers: Headers | Record<string, string>; body?: string }>,
): Promise<Response> => {
  const response = await fetch(url, {
    ...init,
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(() => undefined);
  if (!response) throw new NoReport("noAnswer");
  if (response.status === 200) return response;
  await response.body?.cancel();
  throw new NoReport(response.status === 404 ? "notReady" : "noAnswer");
};

const bodyOf = async function* (response: Response): AsyncGenerator<Buffer> {
  try {
    for await (const part of response.body ?? []) yield Buffer.from(part);
  } catch {
    throw new NoReport("noAnswer");
  }
};

/** Fetches a file from whoever the address and the credentials belong to. */
export const fetchPlain = async function* (
  url: string,
  authorization: string,
): AsyncGenerator<Buffer> {
  yield* bodyOf(await answerOf(url, { headers: { authorization, accept: "text/csv" } }));
};

/** Asks the E-SADAD hub for a file, which comes with the hub's signature over all of its bytes. */
export const fetchFromHub = async function* (asked: {
  url: string;
  message: string;
  signatureHeader: string;
  hubKey: KeyObject;
}): AsyncGenerator<Buffer> {
  const headers = { "content-type": "application/xml; charset=utf-8" };
  const response = await answerOf(asked.url, { method: "POST", headers, body: asked.message });
  const verify = createVerify("sha256");
  for await (const part of bodyOf(response)) {
    verify.update(part);
    yield part;
  }
  const signature = response.headers.get(asked.signatureHeader) ?? "";
  const signed = verify.verify(asked.hubKey, Buffer.from(signature.slice(0, 2_000), "base64"));
  if (!signed) throw new NoReport("notBelieved");
};

/** Asks the instant bank for a statement, signed like everything between it and us. */
export const fetchStatement = async function* (
  settings: InstantSettings,
  day: string,
): AsyncGenerator<Buffer> {
  const url = `${settings.url}/iso20022/statements/${settings.creditor.iban}/${day}`;
  const headers = new Headers({ accept: "application/xml", "content-type": "application/xml" });
  signRequest({ method: "GET", url, headers, body: Buffer.alloc(0) }, settings.key);
  const response = await answerOf(url, { headers });
  const hash = createHash("sha256");
  for await (const part of bodyOf(response)) {
    hash.update(part);
    yield part;
  }
  const { status, headers: said } = response;
  const digest = `sha-256=:${hash.digest("base64")}:`;
  const findKey = async (keyId: string) => (keyId === bankKeyId ? settings.bankKey : undefined);
  const signed = await verifyStreamedResponse({ status, headers: said, digest }, findKey);
  if (!signed.ok) throw new NoReport("notBelieved");
};
