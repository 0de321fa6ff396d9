import type { Context, MiddlewareHandler } from "hono";

/** The whole body, or undefined once it is longer than `maxBytes`. */
const readAtMost = async (
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Buffer | undefined> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > maxBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
};

/**
 * Refuses bodies above `maxBytes`: by their stated length, which Node holds senders to, and those
 * sent in chunks by counting. (Hono's own limit cannot rebuild the server's light requests, and
 * fails on every chunked body.)
 */
export const limitBody =
  (options: {
    maxBytes: number;
    refuse: (c: Context) => Response | Promise<Response>;
  }): MiddlewareHandler =>
  async (c, next) => {
    const { maxBytes, refuse } = options;
    const length = c.req.header("content-length");
    const chunked = c.req.header("transfer-encoding") !== undefined;
    if (length !== undefined && !chunked) {
      return Number(length) <= maxBytes ? await next() : await refuse(c);
    }
    const { body } = c.req.raw;
    if (body === null) return await next();
    const bytes = await readAtMost(body, maxBytes);
    if (!bytes) return await refuse(c);
    const { method, headers } = c.req.raw;
    const init = bytes.length > 0 ? { body: new Uint8Array(bytes) } : {};
    c.req.raw = new Request(c.req.url, { method, headers, ...init });
    return await next();
  };
