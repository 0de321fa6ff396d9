import { createHash } from "node:crypto";

const sha512 = (data: Uint8Array): Buffer => createHash("sha512").update(data).digest();

/**
 * X-Road-Request-Hash: base64 of SHA-512(SHA-512(headers) + SHA-512(body)), of the headers alone
 * without a body. The headers are those the client sent in X-Road's own namespace, in order.
 */
export const requestHash = (
  requestLine: string,
  headers: readonly (readonly [string, string])[],
  body: Uint8Array,
): string => {
  const lines = [requestLine, ...headers.map(([name, value]) => `${name}:${value}`)];
  const headHash = sha512(Buffer.from(lines.join("\r\n")));
  const hash = body.length === 0 ? headHash : sha512(Buffer.concat([headHash, sha512(body)]));
  return hash.toString("base64");
};
