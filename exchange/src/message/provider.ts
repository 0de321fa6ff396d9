import { err, ok, type Result } from "@gov/kit/result.ts";

export type ProviderAnswer = Readonly<{ status: number; headers: Headers; body: Uint8Array }>;

/** Headers of one hop, or ours to set: never passed on (RFC 9110, 7.6.1). */
const notPassedOn = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "host",
  "content-length",
  "content-encoding",
  "accept-encoding",
  "signature",
  "signature-input",
  "content-digest",
  "set-cookie",
  "cookie",
]);

export const passOn = (headers: Headers): Headers =>
  new Headers([...headers].filter(([name]) => !notPassedOn.has(name)));

/**
 * The provider's address for what follows the service code. Undefined when the rest of the path
 * climbs out of the service's own address.
 */
export const providerUrl = (base: string, rest: string, query: string): URL | undefined => {
  const root = new URL(base);
  const rootPath = root.pathname.replace(/\/$/, "");
  const target = new URL(`${root.origin}${rootPath}${rest}${query}`);
  const inside = target.pathname === rootPath || target.pathname.startsWith(`${rootPath}/`);
  return inside && target.origin === root.origin ? target : undefined;
};

export const maxBodyBytes = 1024 * 1024;

/** Reads a stream up to the bound; undefined when there is more. */
export const readBounded = async (
  stream: ReadableStream<Uint8Array> | null,
): Promise<Uint8Array | undefined> => {
  if (!stream) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Asks the provider within `timeoutMs`; redirects are handed back as they are. */
export const askProvider = async (
  url: URL,
  request: { method: string; headers: Headers; body: Uint8Array },
  timeoutMs: number,
): Promise<Result<ProviderAnswer, "noAnswer">> => {
  const hasBody = request.body.length > 0 && !["GET", "HEAD"].includes(request.method);
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: request.headers,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      ...(hasBody ? { body: Buffer.from(request.body) } : {}),
    });
    const body = await readBounded(response.body);
    if (body === undefined) return err("noAnswer");
    return ok({ status: response.status, headers: response.headers, body });
  } catch {
    return err("noAnswer");
  }
};
