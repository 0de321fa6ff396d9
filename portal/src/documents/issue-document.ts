import { localDate } from "@gov/country/time-zone.ts";
import { digestFacts, encodeSummary, softwareSummarySigner } from "@gov/kit/document/cose-qr.ts";
import { summaryUrl } from "@gov/kit/document/document-summary.ts";
import { sealPdf } from "@gov/kit/document/pades-seal.ts";
import { softwareSealer } from "@gov/kit/document/sealer.ts";
import type { DocumentRenderer } from "@gov/kit/document/typst-renderer.ts";
import { sha256 } from "@gov/kit/crypto.ts";
import type { OutboxHandler } from "@gov/kit/outbox.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";
import { documentFields, type DocumentContent } from "@gov/services/language/documents.ts";
import type { Transaction } from "kysely";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { GovernmentCase } from "#src/case/case.ts";
import { caseDataOfCase } from "#src/case/case-data.ts";
import { appendEvent } from "#src/case/case-event-queries.ts";
import { lockCase } from "#src/case/case-queries.ts";
import { newDocumentNumber } from "#src/case/reference.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import { institutionName } from "#src/catalogue/institution-names.ts";
import type { PortalDb } from "#src/db-types.ts";
import { certificateOf, state } from "./certificate.ts";
import { useSealKeys } from "./seal-key-queries.ts";

type Deps = Readonly<{
  catalogue: Catalogue;
  renderer: DocumentRenderer;
  publicUrl: string;
  kek: Uint8Array;
}>;

const payloadSchema = z.object({
  institution: z.string(),
  caseId: z.string(),
  document: z.string(),
});

const reason: Text = { ar: "إصدار وثيقة رسمية", en: "Issuing an official document" };

const isIssued = async (tx: Transaction<PortalDb>, current: GovernmentCase, kind: string) =>
  (await tx
    .selectFrom("issued_document")
    .select("id")
    .where("institution", "=", current.institution)
    .where("case_id", "=", current.id)
    .where("kind", "=", kind)
    .executeTakeFirst()) !== undefined;

/** The first letter of each name: whoever scans a code learns no name that they did not know. */
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter((part) => part !== "")
    .map((part) => `${Array.from(part.replace(/^ال(?=..)/, ""))[0] ?? ""}.`)
    .join(" ")
    .slice(0, 80);

type Made = Readonly<{ number: string; cose: Uint8Array; pdf: Uint8Array; issued: Date }>;

/** Renders and seals one document: its facts and their salt travel inside, signed in the QR. */
const makeDocument = async (
  deps: Deps,
  tx: Transaction<PortalDb>,
  current: GovernmentCase,
  content: DocumentContent,
  prefix: string,
): Promise<Made> => {
  const name = institutionName(deps.catalogue, current.institution);
  const keys = await useSealKeys(tx, deps.kek, { code: current.institution, name });
  const issued = new Date();
  const number = newDocumentNumber(prefix);
  const facts = Object.fromEntries(content.fields.map(({ code, wire }) => [code, wire]));
  const salt = randomBytes(16);
  const cose = await encodeSummary(
    {
      number,
      type: `${current.serviceCode}/${content.code}`.slice(0, 60),
      issued: localDate(issued),
      ...(content.validUntil ? { validUntil: content.validUntil } : {}),
      issuer: name.ar.slice(0, 80),
      subject: initials(current.applicant.name.ar),
      factsDigest: digestFacts(facts, salt),
    },
    softwareSummarySigner(keys.summary.id, keys.summary.privateKey),
  );
  const data = certificateOf({
    content,
    institution: name,
    number,
    link: summaryUrl(deps.publicUrl, cose),
    publicUrl: deps.publicUrl,
    issuedOn: localDate(issued),
  });
  const attachment = JSON.stringify({ number, facts, salt: salt.toString("base64") });
  const pdf = await deps.renderer.render("certificate", data, {
    createdAt: issued,
    lang: "ar",
    attachments: [
      {
        name: "facts.json",
        mimeType: "application/json",
        description: "The document's facts, for machines",
        relationship: "data",
        content: Buffer.from(attachment),
      },
    ],
  });
  const sealed = await sealPdf(pdf, {
    key: softwareSealer(keys.seal.privateKey),
    certificateChain: [keys.seal.certificate, keys.authority.certificate],
    reason: reason.ar,
    location: state.ar,
    name: name.ar,
    signedAt: issued,
  });
  return { number, cose, pdf: sealed, issued };
};

/** Outbox work `document.issue`: renders, seals and stores a document once, and tells the case. */
export const issueDocument =
  (deps: Deps): OutboxHandler<PortalDb> =>
  async (payload) =>
  async (tx) => {
    const { institution, caseId, document: kind } = payloadSchema.parse(payload);
    const current = await lockCase(tx, { institution, id: caseId });
    if (!current || (await isIssued(tx, current, kind))) return;
    const definition = await loadDefinition(tx, current.serviceCode, current.version);
    const content = documentFields(definition, kind, caseDataOfCase(current, new Date()));
    if (!content.ok) {
      const names = [...content.error.missing, ...content.error.failed].join(", ");
      throw new Error(`the document ${kind} cannot be made: ${names}`);
    }
    const made = await makeDocument(deps, tx, current, content.value, definition.referencePrefix);
    await tx
      .insertInto("issued_document")
      .values({
        institution,
        case_id: caseId,
        kind,
        number: made.number,
        holder_national_id: current.applicant.nationalId,
        title: JSON.stringify(content.value.title),
        pdf: Buffer.from(made.pdf),
        sha256: sha256(made.pdf),
        cose: Buffer.from(made.cose).toString("base64url"),
        issued_at: made.issued,
        valid_until: content.value.validUntil,
        withdrawn_reason: null,
      })
      .execute();
    const data = { number: made.number };
    const actor = { kind: "system" } as const;
    await appendEvent(tx, current, { kind: "documentIssued", actor, data });
  };
