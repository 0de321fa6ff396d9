import { createRoute, z } from "@hono/zod-openapi";
import { answerError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { problems } from "#src/api-schemas.ts";
import { problemAnswer } from "#src/contract-answers.ts";
import type { PayDeps } from "#src/deps.ts";
import { errorReport } from "./error-report.ts";
import { uploadParams } from "./upload-schemas.ts";
import { appendPiece, completeUpload, findUpload } from "./upload-queries.ts";

const common = { tags: ["uploads"], security: needs("bills:write") };
/** The one address of uploads whose bodies are larger than others. */
export const uploadContentPath = /^\/v1\/bill-uploads\/[^/]+\/content$/;
const pieceBytes = 262_144;

const offsetHeader = {
  description: "How many bytes of the file are kept",
  schema: { type: "string", pattern: String.raw`^\d{1,10}$` },
} as const;

export const putContentRoute = createRoute({
  ...common,
  method: "put",
  path: "/v1/bill-uploads/{id}/content",
  summary: "Sends the file, or goes on with it after a lost connection",
  description:
    "`Upload-Offset` says where in the file the body begins; whatever arrives is kept, also when " +
    "the connection breaks. GET the upload then: `receivedBytes` is where to go on. " +
    "`Upload-Complete: ?1` says that the body ends the file.",
  request: {
    params: uploadParams,
    headers: z.object({
      "upload-offset": z.string().regex(/^\d{1,10}$/),
      "upload-complete": z.enum(["?0", "?1"]).default("?0"),
    }),
    body: {
      content: {
        "application/octet-stream": {
          schema: z.any().openapi({ type: "string", format: "binary" }),
        },
      },
    },
  },
  responses: {
    204: {
      description: "Kept",
      headers: { "Upload-Offset": { ...offsetHeader, required: true } },
    },
    ...problems(404),
    409: problemAnswer(409, { "Upload-Offset": offsetHeader }),
  },
});

export const getErrorsRoute = createRoute({
  ...common,
  method: "get",
  path: "/v1/bill-uploads/{id}/errors.csv",
  summary: "What is wrong with which line and field, and what to do, in both languages",
  request: { params: uploadParams },
  responses: {
    200: { description: "The report", content: { "text/csv": { schema: z.string() } } },
    ...problems(404),
  },
});

/**
 * Cuts a body into pieces of a bounded size; what came before a break is given too. A piece is
 * good until the next is asked for: all are made in one buffer.
 */
const cut = async function* (body: ReadableStream<Uint8Array>): AsyncGenerator<Buffer> {
  const held = Buffer.allocUnsafe(pieceBytes);
  let length = 0;
  try {
    for await (const part of body) {
      for (let at = 0; at < part.length;) {
        const taken = part.subarray(at, at + pieceBytes - length);
        held.set(taken, length);
        length += taken.length;
        at += taken.length;
        if (length < pieceBytes) continue;
        yield held;
        length = 0;
      }
    }
  } catch {
    // The connection broke: what came is kept below.
  }
  if (length > 0) yield held.subarray(0, length);
};

/** The file's bytes in, its errors out. */
export const addContentRoutes = (app: ApiApp, deps: PayDeps): void => {
  addRoute(app, putContentRoute, async (c) => {
    const { id } = c.req.valid("param");
    const upload = await findUpload(deps.db, c.get("caller").clientId, id);
    if (!upload) return answerError(c, "uploadUnknown");
    if (upload.status !== "receiving") return answerError(c, "uploadEnded");
    const headers = c.req.valid("header");
    let offset = BigInt(headers["upload-offset"]);
    if (offset !== upload.received_bytes) {
      c.header("upload-offset", String(upload.received_bytes));
      return answerError(c, "uploadOffset");
    }
    for await (const piece of cut(c.req.raw.body ?? new ReadableStream())) {
      if (!(await appendPiece(deps.db, id, offset, piece))) {
        return answerError(c, "uploadOffset");
      }
      offset += BigInt(piece.length);
    }
    // A body that broke off did not end the file, whatever its header says.
    const whole = headers["upload-complete"] === "?1" && !c.req.raw.signal.aborted;
    if (whole && !(await completeUpload(deps.db, id, offset))) {
      return answerError(c, "uploadOffset");
    }
    return c.body(null, 204, { "upload-offset": String(offset) });
  });
  addRoute(app, getErrorsRoute, async (c) => {
    const { id } = c.req.valid("param");
    const upload = await findUpload(deps.db, c.get("caller").clientId, id);
    if (!upload) return answerError(c, "uploadUnknown");
    const { body, headers } = errorReport(deps.db, id);
    return c.body(body, 200, headers);
  });
};
