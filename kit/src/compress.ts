import type { MiddlewareHandler } from "hono";
import { promisify } from "node:util";
import {
  brotliCompress,
  brotliCompressSync,
  constants,
  gzip,
  gzipSync,
  type BrotliOptions,
} from "node:zlib";

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** Below this the headers weigh more than what is saved. */
const minBytes = 600;
const maxBytes = 2 * 1024 * 1024;

/** A page of this size takes a third of a millisecond, less than the way to another thread. */
const smallBytes = 8 * 1024;

type Encoding = "br" | "gzip";

const encodingFor = (accepted: string): Encoding | undefined => {
  const names = accepted
    .toLowerCase()
    .split(",")
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(";")[0]?.trim());
  return names.includes("br") ? "br" : names.includes("gzip") ? "gzip" : undefined;
};

const brotliOptions = (body: Buffer): BrotliOptions => ({
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 5,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  },
});

const squeeze = async (body: Buffer, encoding: Encoding): Promise<Buffer> => {
  const options = brotliOptions(body);
  if (body.length <= smallBytes) {
    return encoding === "br" ? brotliCompressSync(body, options) : gzipSync(body, { level: 6 });
  }
  return encoding === "br" ? await brotli(body, options) : await deflate(body, { level: 6 });
};

/**
 * Compresses pages; nothing else that we send is both dynamic and text. The length of a compressed
 * page can give away a secret that stands beside what an attacker chose (BREACH), so tokens in
 * pages are masked anew each time (see csrf.ts), and a page that another site leads to goes out
 * uncompressed: an attacker can neither choose the text nor measure the answer.
 */
export const compressPages: MiddlewareHandler = async (c, next) => {
  await next();
  const type = c.res.headers.get("content-type") ?? "";
  if (!type.startsWith("text/html") || c.res.headers.has("content-encoding")) return;
  c.res.headers.append("vary", "accept-encoding");
  const encoding = encodingFor(c.req.header("accept-encoding") ?? "");
  if (!encoding || !c.res.body || c.req.header("sec-fetch-site") === "cross-site") return;
  const body = Buffer.from(await c.res.arrayBuffer());
  const headers = new Headers(c.res.headers);
  const { status } = c.res;
  // Setting the answer anew keeps what its headers say.
  c.res = undefined;
  if (body.length < minBytes || body.length > maxBytes) {
    c.res = new Response(new Uint8Array(body), { status, headers });
    return;
  }
  headers.set("content-encoding", encoding);
  headers.delete("content-length");
  c.res = new Response(new Uint8Array(await squeeze(body, encoding)), { status, headers });
};
