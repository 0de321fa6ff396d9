import { createReadStream, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

export type StaticServer = { close(): Promise<void> };

export type StaticPages = {
  /** The page while the folder is not there. */
  otherwise: () => string;
  /** JSON served beside the folder, by path. */
  json?: Record<string, object>;
};

/**
 * Serves a folder on 127.0.0.1. Paths without a file get the folder's index.html, as an app
 * with its own routes needs.
 */
export async function serveFolder(
  folder: string,
  port: number,
  pages: StaticPages,
): Promise<StaticServer> {
  const server = createServer((request, response) => {
    respond(folder, pages, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function respond(
  folder: string,
  pages: StaticPages,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "no-referrer");
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { Allow: "GET, HEAD" }).end();
    return;
  }
  const path = readPath(request.url ?? "/");
  if (path === undefined) {
    response.writeHead(400, { "Content-Type": "text/plain" }).end("Bad path\n");
    return;
  }
  const json = pages.json?.[path];
  if (json !== undefined) {
    response.writeHead(200, { "Content-Type": TYPES[".json"], "Cache-Control": "no-cache" });
    response.end(`${JSON.stringify(json)}\n`);
    return;
  }
  const file = findFile(join(folder, path)) ?? findFile(join(folder, "index.html"));
  if (file === undefined) {
    response.writeHead(503, { "Content-Type": TYPES[".html"], "Retry-After": "4" });
    response.end(pages.otherwise());
    return;
  }
  // Names under /_expo carry a hash of their content.
  const lasting = path.startsWith(`${sep}_expo${sep}`);
  response.writeHead(200, {
    "Content-Type": TYPES[extname(file.path)] ?? "application/octet-stream",
    "Content-Length": file.size,
    "Cache-Control": lasting ? "public, max-age=31536000, immutable" : "no-cache",
  });
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  createReadStream(file.path)
    .on("error", () => response.destroy())
    .pipe(response);
}

/** The path inside the folder, or undefined when it cannot be one. */
function readPath(url: string): string | undefined {
  try {
    const decoded = decodeURIComponent(new URL(url, "http://localhost").pathname);
    // A normalised absolute path cannot climb out of the folder it is joined to.
    return decoded.includes("\0") ? undefined : normalize(`${sep}${decoded}`);
  } catch {
    return undefined;
  }
}

function findFile(path: string): { path: string; size: number } | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true ? { path, size: found.size } : undefined;
}
