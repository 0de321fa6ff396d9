import { createRoute, z } from "@hono/zod-openapi";
import { localDate } from "@gov/country/time-zone.ts";
import { problem } from "@gov/kit/problem.ts";
import type { Text } from "@gov/kit/text.ts";
import { parseDocumentNumber } from "#src/case/reference.ts";
import { institutionName } from "#src/catalogue/institution-names.ts";
import type { PortalDeps } from "#src/deps.ts";
import { findOwnPdf, findPageOfDocuments } from "#src/documents/document-queries.ts";
import { json, refusals, refused, security, type Api } from "./api-parts.ts";
import { documentSchema } from "./api-schemas.ts";
import { documentJson } from "./document-json.ts";

const pageSize = 25;
const mostPerPage = 50;

const numberSchema = z.string().regex(/^[A-Z]{2,4}(-[A-Z0-9]{4}){3}$/);

export const listDocumentsRoute = createRoute({
  method: "get",
  path: "/api/v1/me/documents",
  summary: "The person's issued documents, the newest first, a page at a time",
  security,
  request: {
    query: z.object({
      /** The number of the last document of the page before. */
      after: numberSchema.optional(),
      limit: z.coerce.number().int().min(1).max(mostPerPage).default(pageSize),
    }),
  },
  responses: {
    200: json(
      z.object({
        documents: z.array(documentSchema),
        /** What `after` takes for the next page; missing on the last one. */
        next: z.string().optional(),
      }),
      "Found",
    ),
    404: refused("`after` is not a document of this person"),
    ...refusals,
  },
});

export const getDocumentFileRoute = createRoute({
  method: "get",
  path: "/api/v1/me/documents/{number}/file",
  summary: "The sealed PDF of one document, byte for byte as it was issued",
  security,
  request: { params: z.object({ number: z.string().min(1).max(64) }) },
  responses: {
    200: {
      description: "The PDF",
      content: { "application/pdf": { schema: z.string().openapi({ format: "binary" }) } },
    },
    404: refused("Not a document of this person"),
    ...refusals,
  },
});

const unknownDocument: Text = {
  ar: "لا وثيقة لك بهذا الرقم.",
  en: "You have no document by this number.",
};

/** `/api/v1/me/documents…`: what was issued to the person, for their wallet. */
export const addDocumentsApi = (api: Api, deps: PortalDeps): void => {
  const { db, catalogue, config } = deps;
  const missing = (c: Parameters<typeof problem>[0]): Response =>
    problem(c, { status: 404, type: "unknown-document", title: unknownDocument });

  api.openapi(listDocumentsRoute, (async (c: Parameters<typeof problem>[0]) => {
    const { after, limit } = c.req.valid("query" as never) as { after?: string; limit: number };
    const asked = { nationalId: c.get("nationalId") as string, limit: limit + 1 };
    const found = await findPageOfDocuments(db, { ...asked, ...(after ? { after } : {}) });
    if (!found) return missing(c);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const more = found.length > limit && last ? { next: last.number } : {};
    const surroundings = {
      publicUrl: config.PUBLIC_URL,
      today: localDate(new Date()),
      nameOf: (code: string) => institutionName(catalogue, code),
    };
    const documents = page.map((document) => documentJson(document, surroundings));
    return c.json({ documents, ...more }, 200, { "cache-control": "private, no-store" });
    // The library wants every answer typed by status; problems are plain responses.
  }) as never);

  api.openapi(getDocumentFileRoute, (async (c: Parameters<typeof problem>[0]) => {
    const number = parseDocumentNumber(c.req.param("number") ?? "");
    const nationalId: string = c.get("nationalId");
    const pdf = number && (await findOwnPdf(db, { nationalId, number }));
    if (!pdf) return missing(c);
    return c.body(new Uint8Array(pdf), 200, {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="${number}.pdf"`,
      "cache-control": "private, no-store",
    });
  }) as never);
};
