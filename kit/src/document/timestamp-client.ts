import { randomBytes } from "node:crypto";
import { children, der, octets, oid, readDer, sequence, unsigned } from "./der.ts";
import { sha256 } from "./seal-cms.ts";
import { readTimestampInfo, timestampContent } from "./timestamp-token.ts";

export type TimestampAuthority = Readonly<{ url: string; timeoutMs?: number }>;

const maxResponseBytes = 64 * 1024;

const readBounded = async (response: Response): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxResponseBytes) throw new Error("the timestamp authority sent too much");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/**
 * Asks a timestamp authority over HTTP (RFC 3161 §3.4) for a token over the bytes given. Rejects
 * if it does not answer in time, refuses, or answers for something else. A sealed document without
 * its promised timestamp is never given out.
 */
export const timestampFrom =
  ({ url, timeoutMs = 10_000 }: TimestampAuthority) =>
  async (stamped: Uint8Array): Promise<Uint8Array> => {
    const algorithm = sequence(oid("2.16.840.1.101.3.4.2.1"));
    const imprint = sequence(algorithm, octets(sha256(stamped)));
    const nonce = unsigned(randomBytes(16));
    const version = der(0x02, Buffer.from([1]));
    const wantsCertificates = der(0x01, Buffer.from([0xff]));
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/timestamp-query" },
      body: Uint8Array.from(sequence(version, imprint, nonce, wantsCertificates)),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`the timestamp authority answered ${response.status}`);
    const [status, token] = children(readDer(await readBounded(response)));
    const granted = status && children(status)[0]?.content[0];
    if (!token || granted === undefined || granted > 1) {
      throw new Error(`the timestamp authority refused (status ${granted ?? "missing"})`);
    }
    const info = timestampContent(token.whole);
    const answered = children(readTimestampInfo(info).imprint)[1]?.content;
    const echoed = children(readDer(info)).some((part) => Buffer.compare(part.whole, nonce) === 0);
    if (!echoed || !answered || Buffer.compare(answered, sha256(stamped)) !== 0) {
      throw new Error("the timestamp authority answered for something else");
    }
    return token.whole;
  };
