import type { ExchangeClient, RegistryQuestion } from "@gov/kit/exchange/exchange-client.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { fullNameText, type PersonName } from "@gov/country/names.ts";
import { z } from "zod";

export const documentKinds = ["idCard", "passport", "birthCertificate"] as const;
export type DocumentKind = (typeof documentKinds)[number];
export type IdentityDocument = Readonly<{ kind: DocumentKind; number: string }>;

/** A person as the civil registry knows them, and when it said so. */
export type CivilPerson = Readonly<{
  nationalId: string;
  name: PersonName;
  fullName: Text;
  dateOfBirth: string;
  isAlive: boolean;
  lastDocument: IdentityDocument;
  at: Date;
}>;

export type RegistryFailure =
  | Readonly<{ kind: "unknown" }>
  | Readonly<{ kind: "down"; since: Date }>;

/** Why a person is asked about; the citizen reads it in the data tracker. */
export type RegistryPurpose = "identity-proofing" | "account-recovery";

export type CivilRegistry = Readonly<{
  find: (
    nationalId: string,
    why: Readonly<{ purpose: RegistryPurpose; asker: RegistryQuestion["asker"] }>,
  ) => Promise<Result<CivilPerson, RegistryFailure>>;
}>;

/** The institution that keeps it, for pages that say who does not answer. */
export const registryKeeper: Text = { ar: "وزارة الداخلية", en: "the Ministry of Interior" };
export const registryName: Text = { ar: "السجل المدني", en: "Civil registry" };

const part = z.string().max(100);
const nameParts = z.object({ first: part, father: part, grandfather: part, family: part });

const recordSchema = z.object({
  nationalId: z.string().regex(/^\d{9}$/),
  nameAr: nameParts,
  nameEn: nameParts,
  dateOfBirth: z.iso.date(),
  status: z.enum(["alive", "deceased"]),
  lastDocument: z.object({ kind: z.enum(documentKinds), number: z.string().min(1).max(40) }),
});

/** The civil registry, asked through the exchange. What it answers about others is no answer. */
export const createCivilRegistry = (
  exchange: ExchangeClient,
  now: () => Date = () => new Date(),
): CivilRegistry => ({
  find: async (nationalId, { purpose, asker }) => {
    const answer = await exchange.ask({
      request: {
        member: "MOI",
        subsystem: "civil-registry",
        service: "person",
        path: `/${nationalId}`,
        query: "",
        purpose,
      },
      subjectNationalId: nationalId,
      asker,
    });
    if (!answer.ok) {
      if (answer.error.kind === "notFound") return err({ kind: "unknown" });
      return err({
        kind: "down",
        since: answer.error.kind === "down" ? answer.error.since : now(),
      });
    }
    const record = recordSchema.safeParse(answer.value.json);
    if (!record.success || record.data.nationalId !== nationalId) {
      return err({ kind: "down", since: now() });
    }
    const { nameAr, nameEn, dateOfBirth, status, lastDocument } = record.data;
    const name = { ar: nameAr, en: nameEn };
    return ok({
      nationalId,
      name,
      fullName: fullNameText(name),
      dateOfBirth,
      isAlive: status === "alive",
      lastDocument,
      at: answer.value.at,
    });
  },
});
