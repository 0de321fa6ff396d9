import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Hono } from "hono";
import { tatreezDataUri } from "./tatreez.ts";

/** A file of the pages: its address carries the hash of its content, so it never changes. */
export type Asset = Readonly<{
  path: string;
  type: string;
  plain: Buffer;
  brotli: Buffer;
  gzip: Buffer;
}>;

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

const asset = (
  name: string,
  extension: string,
  type: string,
  content: string | Uint8Array,
): Asset => {
  const plain = Buffer.from(content);
  const hash = createHash("sha256").update(plain).digest("hex").slice(0, 10);
  const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  return {
    path: `/assets/${name}.${hash}.${extension}`,
    type,
    plain,
    brotli: brotliCompressSync(plain, brotliOptions),
    gzip: gzipSync(plain, { level: 9 }),
  };
};

const sheets = ["base", "frame", "forms", "pieces", "tables", "lists", "office", "print"];

/** Comments and indentation out; the rules stay as written. */
const compact = (css: string): string =>
  css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\s*\n\s*/g, "\n");

/** The sign of the shekel (one glyph, 1 KB), for machines whose fonts lack it. */
export const shekelFont = asset(
  "shekel-sign",
  "ttf",
  "font/ttf",
  readFileSync(new URL("./fonts/shekel-sign.ttf", import.meta.url)),
);

const style = compact(sheets.map((sheet) => read(`./style/${sheet}.css`)).join("\n"))
  .replace("tatreez:day", tatreezDataUri("#9E2A2B", "#1F5B3F"))
  .replace("tatreez:night", tatreezDataUri("#C9605C", "#6FAE8C"))
  .replace("font:shekel", shekelFont.path);

/** The one style sheet of all pages. */
export const styleSheet = asset("style", "css", "text/css; charset=utf-8", style);
/** Optional comfort in the browser; every page works without it. */
export const enhancement = asset(
  "enhance",
  "js",
  "text/javascript; charset=utf-8",
  compact(read("./enhance.js")),
);
/** A script of one component's own pages; given to `page` where it is needed and to `assetRoutes`. */
export const scriptAsset = (name: string, file: URL): Asset =>
  asset(name, "js", "text/javascript; charset=utf-8", compact(readFileSync(file, "utf8")));

/** A style sheet of one component's own pages, given out like `scriptAsset`. */
export const styleAsset = (name: string, file: URL): Asset =>
  asset(name, "css", "text/css; charset=utf-8", compact(readFileSync(file, "utf8")));

export const favicon = asset("favicon", "svg", "image/svg+xml", read("./favicon.svg"));

const files = [styleSheet, enhancement, favicon, shekelFont];

const encodingFor = (accepted: string): "br" | "gzip" | undefined => {
  const refused = /;\s*q=0(?:\.0*)?\s*$/;
  const parts = accepted.split(",").filter((part) => !refused.test(part));
  const names = new Set(parts.map((part) => part.split(";")[0]?.trim()));
  return names.has("br") ? "br" : names.has("gzip") ? "gzip" : undefined;
};

/** Routes `/assets/*`, compressed beforehand and cached for ever; mount at `/`. */
export const assetRoutes = (...own: readonly Asset[]): Hono => {
  const assets = new Map([...files, ...own].map((file) => [file.path, file]));
  const routes = new Hono();
  routes.get("/assets/:file", (c) => {
    const file = assets.get(`/assets/${c.req.param("file")}`);
    if (!file) return c.notFound();
    const encoding = encodingFor(c.req.header("accept-encoding") ?? "");
    c.header("Content-Type", file.type);
    c.header("Cache-Control", "public, max-age=31536000, immutable");
    c.header("Vary", "Accept-Encoding");
    c.header("X-Content-Type-Options", "nosniff");
    if (encoding) c.header("Content-Encoding", encoding);
    const body = encoding === "br" ? file.brotli : encoding ? file.gzip : file.plain;
    return c.body(new Uint8Array(body));
  });
  routes.get("/favicon.ico", (c) => c.redirect(favicon.path, 302));
  return routes;
};
