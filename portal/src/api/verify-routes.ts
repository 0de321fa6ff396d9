import { createRoute, z } from "@hono/zod-openapi";
import { localDate } from "@gov/country/time-zone.ts";
import { institutionName } from "#src/catalogue/institution-names.ts";
import type { PortalDeps } from "#src/deps.ts";
import { verifyScanned, type Verdict } from "#src/documents/verify-document.ts";
import { json, refused, type Api } from "./api-parts.ts";
import { verdictSchema } from "./api-schemas.ts";

export const verifyCodeRoute = createRoute({
  method: "get",
  path: "/api/v1/verify",
  summary: "What the register says of a document whose code somebody shows; for everyone",
  request: {
    /** The whole address that the code holds, or its part behind `/V/`. */
    query: z.object({ code: z.string().min(1).max(2048) }),
  },
  responses: {
    200: json(verdictSchema, "What the state says of it"),
    400: refused("The code is missing or too long"),
  },
});

const verdictJson = (
  verdict: Verdict,
  nameOf: (institution: string) => { ar: string; en: string },
): z.infer<typeof verdictSchema> => {
  // A seal's signer is known of files, not of codes.
  if (verdict.outcome === "sealed") return { outcome: "unknown" };
  if (!("document" in verdict)) return { outcome: verdict.outcome };
  const { number, title, institution, issuedAt, validUntil, withdrawnAt } = verdict.document;
  return {
    outcome: verdict.outcome,
    document: {
      number,
      title,
      institution: nameOf(institution),
      issuedAt: issuedAt.toISOString(),
      ...(validUntil ? { validUntil } : {}),
      ...(withdrawnAt ? { withdrawnAt: withdrawnAt.toISOString() } : {}),
    },
  };
};

/** `/api/v1/verify`: the register's word, beside what a phone has seen by itself. */
export const addVerifyApi = (api: Api, deps: PortalDeps): void => {
  const nameOf = (code: string) => institutionName(deps.catalogue, code);
  api.openapi(verifyCodeRoute, async (c) => {
    const { code } = c.req.valid("query");
    const verdict = await verifyScanned(deps.db, code, localDate(new Date()));
    return c.json(verdictJson(verdict, nameOf), 200, { "cache-control": "no-store" });
  });
};
