import { createRoute, z } from "@hono/zod-openapi";
import { inTransaction } from "@gov/kit/db.ts";
import { err, ok } from "@gov/kit/result.ts";
import { answerError } from "#src/api-errors.ts";
import { addRoute, type ApiApp } from "#src/api.ts";
import { needs } from "#src/api-scopes.ts";
import { json, jsonBody, keyHeaderSchema, problems } from "#src/api-schemas.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import type { PayDeps } from "#src/deps.ts";
import { jsonAnswer } from "#src/idempotency/answered.ts";
import { answerOnce } from "#src/idempotency/idempotency-routes.ts";
import { storeAnswer } from "#src/idempotency/idempotency-queries.ts";
import { closePage, listQuery, nextCursorSchema, openPage } from "#src/list/list-page.ts";
import { cancelUpload, findUpload, insertUpload, listUploads } from "./upload-queries.ts";
import { newUploadSchema, uploadJson, uploadParams, uploadSchema } from "./upload-schemas.ts";

const common = { tags: ["uploads"], security: needs("bills:write") };

export const postUploadRoute = createRoute({
  ...common,
  method: "post",
  path: "/v1/bill-uploads",
  summary: "Begins a file of up to a million bills; its bytes are then PUT to /content",
  request: { headers: keyHeaderSchema, body: jsonBody(newUploadSchema) },
  responses: { 201: json(uploadSchema, "Begun"), ...problems(409, 422) },
});

export const listUploadsRoute = createRoute({
  ...common,
  method: "get",
  path: "/v1/bill-uploads",
  summary: "The caller's uploads, newest first",
  request: { query: z.object({ limit: listQuery.limit, cursor: listQuery.cursor }) },
  responses: {
    200: json(z.object({ uploads: z.array(uploadSchema), nextCursor: nextCursorSchema }), "Found"),
    ...problems(),
  },
});

export const getUploadRoute = createRoute({
  ...common,
  method: "get",
  path: "/v1/bill-uploads/{id}",
  summary: "How far an upload is: bytes received, rows read, made, known and wrong",
  request: { params: uploadParams },
  responses: { 200: json(uploadSchema, "Found"), ...problems(404) },
});

export const cancelUploadRoute = createRoute({
  ...common,
  method: "post",
  path: "/v1/bill-uploads/{id}/cancel",
  summary: "Ends an upload; the bills it has made stay",
  request: { headers: keyHeaderSchema, params: uploadParams },
  responses: { 200: json(uploadSchema, "Cancelled"), ...problems(404, 409, 422) },
});

export const addUploadRoutes = (app: ApiApp, deps: PayDeps): void => {
  addRoute(app, postUploadRoute, async (c) => {
    const { clientId } = c.get("caller");
    const body = c.req.valid("json");
    return await answerOnce(c, { db: deps.db, clientId }, async (held) => {
      const biller = await findBiller(deps.db, body.billerCode);
      if (!biller) return err("billerUnknown");
      return await inTransaction(deps.db, async (tx) => {
        const { description } = body;
        const institutionId = biller.institution;
        const row = await insertUpload(tx, { ...body, clientId, institutionId, description });
        const answer = jsonAnswer(201, uploadJson(row));
        await storeAnswer(tx, held, answer);
        return ok(answer);
      });
    });
  });
  addRoute(app, listUploadsRoute, async (c) => {
    const { clientId } = c.get("caller");
    const page = openPage(deps, { clientId, list: "uploads", asked: c.req.valid("query") });
    if (!page.ok) return answerError(c, page.error);
    const { rows, ...more } = closePage(page.value, await listUploads(deps.db, page.value));
    return c.json({ uploads: rows.map(uploadJson), ...more }, 200);
  });
  addRoute(app, getUploadRoute, async (c) => {
    const row = await findUpload(deps.db, c.get("caller").clientId, c.req.valid("param").id);
    return row ? c.json(uploadJson(row), 200) : answerError(c, "uploadUnknown");
  });
  addRoute(app, cancelUploadRoute, async (c) => {
    const { clientId } = c.get("caller");
    const { id } = c.req.valid("param");
    return await answerOnce(c, { db: deps.db, clientId }, (held) =>
      inTransaction(deps.db, async (tx) => {
        const before = await findUpload(tx, clientId, id);
        if (!before) return err("uploadUnknown");
        const row = await cancelUpload(tx, id);
        if (!row && before.status !== "cancelled") return err("uploadEnded");
        const answer = jsonAnswer(200, uploadJson(row ?? before));
        await storeAnswer(tx, held, answer);
        return ok(answer);
      }),
    );
  });
};
