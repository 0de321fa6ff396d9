import type { z } from "@hono/zod-openapi";
import { summaryUrl } from "@gov/kit/document/document-summary.ts";
import type { Text } from "@gov/kit/text.ts";
import type { SignedDocument } from "#src/documents/document-queries.ts";
import { documentState } from "#src/documents/document-state.ts";
import type { documentSchema } from "./api-schemas.ts";

type Surroundings = Readonly<{
  publicUrl: string;
  today: string;
  nameOf: (institution: string) => Text;
}>;

/** A document as the app keeps it: what it says of itself, and the code that proves it. */
export const documentJson = (
  document: SignedDocument,
  { publicUrl, today, nameOf }: Surroundings,
): z.infer<typeof documentSchema> => ({
  number: document.number,
  title: document.title,
  institution: nameOf(document.institution),
  issuedAt: document.issuedAt.toISOString(),
  ...(document.validUntil ? { validUntil: document.validUntil } : {}),
  ...(document.withdrawnAt ? { withdrawnAt: document.withdrawnAt.toISOString() } : {}),
  ...(document.withdrawnReason ? { withdrawnReason: document.withdrawnReason } : {}),
  state: documentState(document, today),
  application: document.reference,
  code: summaryUrl(publicUrl, Buffer.from(document.cose, "base64url")),
  links: { file: `${publicUrl}/api/v1/me/documents/${document.number}/file` },
});
