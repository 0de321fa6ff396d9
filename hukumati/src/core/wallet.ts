import { z } from "zod";
import { instantSchema, textSchema } from "./applications.ts";
import { askFor, askJson, type Ask, type Asked } from "./asked.ts";
import type { Vault } from "./vault.ts";

const numberSchema = z.string().regex(/^[A-Z]{2,4}(-[A-Z0-9]{4}){3}$/);

export const documentSchema = z.looseObject({
  number: numberSchema,
  title: textSchema,
  institution: textSchema,
  issuedAt: instantSchema,
  validUntil: z.iso.date().optional(),
  withdrawnAt: instantSchema.optional(),
  withdrawnReason: textSchema.optional(),
  application: z.string(),
  /** What its QR code holds. */
  code: z.string().min(1).max(2048),
});

export const walletSchema = z.array(documentSchema).max(2_000);

export type WalletDocument = Readonly<z.infer<typeof documentSchema>>;
export type DocumentState = "valid" | "expired" | "withdrawn";

/** How a document stands on a day, as far as is known: it may have been withdrawn since. */
export const documentState = (
  { validUntil, withdrawnAt }: Pick<WalletDocument, "validUntil" | "withdrawnAt">,
  today: string,
): DocumentState => {
  if (withdrawnAt) return "withdrawn";
  return validUntil !== undefined && validUntil < today ? "expired" : "valid";
};

const pageSchema = z.object({
  documents: z.array(documentSchema).max(50),
  next: numberSchema.optional(),
});

const mostPages = 40;

/** All documents of the person, the newest first; at most 2,000. */
export const loadDocuments = async (ask: Ask): Promise<Asked<WalletDocument[]>> => {
  const documents: WalletDocument[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const after: string = next ? `&after=${next}` : "";
    const asked = await askJson(ask, `/api/v1/me/documents?limit=50${after}`, pageSchema);
    if (!asked.ok) return asked;
    documents.push(...asked.value.documents);
    next = asked.value.next;
    if (next === undefined) break;
  }
  return { ok: true, value: documents };
};

const maxFileBytes = 5 * 1024 * 1024;
const fileEntry = (number: string): string => `file ${number}`;

const isPdf = (bytes: Uint8Array): boolean =>
  bytes.length <= maxFileBytes && String.fromCharCode(...bytes.subarray(0, 5)) === "%PDF-";

/** Whether a document's PDF is on this phone. */
export const hasFile = async (vault: Vault, number: string): Promise<boolean> =>
  (await vault.read(fileEntry(number))) !== undefined;

/**
 * A document's PDF: the one on this phone, which can never change; otherwise the portal's, which
 * is kept then.
 */
export const takeFile = async (
  ask: Ask,
  vault: Vault,
  number: string,
): Promise<Asked<Uint8Array>> => {
  const kept = await vault.read(fileEntry(number));
  if (kept) return { ok: true, value: kept };
  const place = vault.open();
  const answer = await askFor(ask, `/api/v1/me/documents/${encodeURIComponent(number)}/file`);
  if (!answer.ok) return answer;
  try {
    const bytes = new Uint8Array(await answer.value.arrayBuffer());
    if (!isPdf(bytes)) return { ok: false, error: "down" };
    await place.write(fileEntry(number), bytes).catch(() => undefined);
    return { ok: true, value: bytes };
  } catch {
    // It broke off on the way.
    return { ok: false, error: "offline" };
  }
};

const ownerEntry = "owner";

/** Whose vault it is from now on: what another person kept on this phone is removed. */
export const giveVaultTo = async (vault: Vault, subject: string): Promise<void> => {
  const bytes = await vault.read(ownerEntry);
  const owner = bytes && new TextDecoder().decode(bytes);
  if (owner === subject) return;
  await vault.empty();
  await vault.open().write(ownerEntry, new TextEncoder().encode(subject));
};
