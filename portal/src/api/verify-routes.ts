import { createRoute, z } from "@hono/zod-openapi";
import { localDate } from "@gov/country/time-zone.ts";
import type { Text } from "@gov/kit/text.ts";
import { parseDocumentNumber } from "#src/case/reference.ts";
import { institutionName } from "#src/catalogue/institution-names.ts";
import type { PortalDeps } from "#src/deps.ts";
import { verifyNumber, verifyScanned, type Verdict } from "#src/documents/verify-document.ts";
import { json, refused, type Api } from "./api-parts.ts";
import { verdictSchema } from "./api-schemas.ts";

const oneOfBoth: Text = {
  ar: "أرسل code أو number، واحدا منهما.",
  en: "Send code or number, one of the two.",
};

export const verifyCodeRoute = createRoute({
  method: "get",
  path: "/api/v1/verify",
  summary: "What the register says of a document whose code somebody shows; for everyone",
  request: {
    query: z
      .object({
        /** The whole address that the code holds, or its part behind `/V/`. */
        code: z.string().min(1).max(2048).optional(),
        /** In its place the number printed on the document. */
        number: z.string().min(1).max(64).optional(),
      })
      .refine(({ code, number }) => (code === undefined) !== (number === undefined), {
        path: ["code"],
        params: { remedy: oneOfBoth },
      }),
  },
  responses: {
    200: json(verdictSchema, "What the state says of it"),
    400: refused("Neither a code nor a number, or both, or too long"),
  },
});

const verdictJson = (
  verdict: Verdict,
  nameOf: (institution: string) => Text,
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
    const { code, number: typed } = c.req.valid("query");
    const today = localDate(new Date());
    const number = parseDocumentNumber(typed ?? "");
    const verdict: Verdict =
      code !== undefined
        ? await verifyScanned(deps.db, code, today)
        : number
          ? await verifyNumber(deps.db, number, today)
          : { outcome: "unknown" };
    return c.json(verdictJson(verdict, nameOf), 200, { "cache-control": "no-store" });
  });
};
