import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { z } from "zod";
import {
  clientIdSchema,
  clientRegistrationSchema,
  type ClientMetadata,
} from "#src/client/client.ts";
import { mandateKinds } from "#src/mandate/mandate.ts";
import { formErrorTexts as texts, keyErrorTexts } from "./console-texts.ts";
import { readPublicKeys } from "./public-keys.ts";

/** Scopes and APIs that an institution can ask for; an operator looks at each of them. */
export const offeredScopes = [
  "profile",
  "national_id",
  "phone",
  "birthdate",
  "mandates",
  "offline_access",
  "applications:read",
  "applications:write",
  "bills:read",
  "bills:write",
] as const;
export type OfferedScope = (typeof offeredScopes)[number];

export const resourceOfScope: Partial<Record<OfferedScope, "urn:gov:portal" | "urn:gov:pay">> = {
  "applications:read": "urn:gov:portal",
  "applications:write": "urn:gov:portal",
  "bills:read": "urn:gov:pay",
  "bills:write": "urn:gov:pay",
};

/** A registration exactly as typed. */
export type TypedRegistration = Readonly<{
  clientId: string;
  nameAr: string;
  nameEn: string;
  kind: string;
  homeUrl: string;
  redirectUris: string;
  postLogoutRedirectUris: string;
  scopes: readonly string[];
  purposes: Readonly<Record<string, Readonly<{ ar: string; en: string }>>>;
  representation: readonly string[];
  pairwise: boolean;
  proof: string;
  keys: string;
  protection: readonly string[];
  note: string;
}>;

type Posted = Readonly<Record<string, unknown>>;

const text = (value: unknown, length = 500): string =>
  typeof value === "string" ? value.slice(0, length) : "";

const many = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((one): one is string => typeof one === "string" && one.length <= 100)
    .slice(0, 50);

/** The posted form as it was typed. */
export const typedRegistration = (posted: Posted): TypedRegistration => ({
  clientId: text(posted["clientId"], 100),
  nameAr: text(posted["nameAr"]),
  nameEn: text(posted["nameEn"]),
  kind: text(posted["kind"], 20),
  homeUrl: text(posted["homeUrl"], 600),
  redirectUris: text(posted["redirectUris"], 6_000),
  postLogoutRedirectUris: text(posted["postLogoutRedirectUris"], 6_000),
  scopes: many(posted["scope"]),
  purposes: Object.fromEntries(
    offeredScopes.map((scope) => [
      scope,
      { ar: text(posted[`purpose-${scope}-ar`]), en: text(posted[`purpose-${scope}-en`]) },
    ]),
  ),
  representation: many(posted["representation"]),
  pairwise: posted["pairwise"] === "yes",
  proof: text(posted["proof"], 20),
  keys: text(posted["keys"], 12_000),
  protection: many(posted["protection"]),
  note: text(posted["note"], 1_000),
});

/** A registration back in the form. */
export const typedFrom = (clientId: string, metadata: ClientMetadata): TypedRegistration => ({
  clientId,
  nameAr: metadata.name.ar,
  nameEn: metadata.name.en,
  kind: metadata.kind,
  homeUrl: metadata.homeUrl ?? "",
  redirectUris: metadata.redirectUris.join("\n"),
  postLogoutRedirectUris: metadata.postLogoutRedirectUris.join("\n"),
  scopes: metadata.scopes,
  purposes: metadata.purposes,
  representation: metadata.representation,
  pairwise: metadata.subject === "pairwise",
  proof: metadata.publicKeys ? "keys" : metadata.publicKeysUrl ? "keys-url" : "secret",
  keys: metadata.publicKeys
    ? JSON.stringify({ keys: metadata.publicKeys }, null, 2)
    : (metadata.publicKeysUrl ?? ""),
  protection: [
    ...(metadata.pushedRequestsOnly ? ["pushed"] : []),
    ...(metadata.dpopBoundAccessTokens ? ["dpop"] : []),
    ...(metadata.profile === "fapi2" ? ["fapi2"] : []),
  ],
  note: "",
});

const lines = (typed: string): string[] =>
  typed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

const purposesOf = ({ purposes, scopes }: TypedRegistration) =>
  Object.fromEntries(
    Object.entries(purposes)
      .filter(([scope, { ar, en }]) => scopes.includes(scope) && ar.trim() && en.trim())
      .map(([scope, { ar, en }]) => [scope, { ar: ar.trim(), en: en.trim() }]),
  );

const proofOf = (
  typed: TypedRegistration,
  errors: FieldError[],
): { publicKeys?: unknown; publicKeysUrl?: string } => {
  if (typed.kind === "app" || typed.proof === "secret") return {};
  if (typed.proof === "keys-url") return { publicKeysUrl: typed.keys.trim() };
  if (typed.proof !== "keys") {
    errors.push({ name: "proof", text: texts.proof });
    return {};
  }
  const keys = readPublicKeys(typed.keys);
  if (keys.ok) return { publicKeys: keys.value };
  errors.push({ name: "keys", text: keyErrorTexts[keys.error] });
  return {};
};

/** Where each part of a registration is typed. */
const fieldOf = (path: readonly PropertyKey[]): string => {
  const [first, second] = path.map(String);
  if (first === "name") return second === "en" ? "nameEn" : "nameAr";
  if (first === "purposes") return `purpose-${second}-ar`;
  if (first === "scopes" || first === "resources") return "scope";
  if (first === "publicKeys" || first === "publicKeysUrl") return "keys";
  if (first === "sector" || first === "subject") return "pairwise";
  if (first === "profile") return "protection";
  return first ?? "nameAr";
};

const errorText = (field: string) => {
  const known = Object.hasOwn(texts, field) ? texts[field as keyof typeof texts] : undefined;
  return known ?? (field.startsWith("purpose-") ? texts.purpose : texts.other);
};

const issuesOf = (issues: readonly z.core.$ZodIssue[]): FieldError[] => {
  const fields = new Set(issues.map(({ path }) => fieldOf(path)));
  return [...fields].map((name) => ({ name, text: errorText(name) }));
};

/** The fields of a registration that the form does not show stay as they are. */
const unseen = ({ firstParty, audience, corsOrigins }: Partial<ClientMetadata>) => ({
  firstParty: firstParty ?? false,
  audience: audience ?? ("citizens" as const),
  corsOrigins: corsOrigins ?? [],
});

/** Reads what was typed over what was registered before; every error names its field. */
export const readRegistration = (
  typed: TypedRegistration,
  before: ClientMetadata | undefined,
): Readonly<{ metadata?: ClientMetadata; errors: FieldError[] }> => {
  const errors: FieldError[] = [];
  const offered = typed.scopes.filter((scope) => offeredScopes.some((one) => one === scope));
  const kept = before?.scopes.filter((scope) => !offeredScopes.some((one) => one === scope)) ?? [];
  const scopes = [
    ...new Set([...(typed.kind === "machine" ? [] : ["openid"]), ...kept, ...offered]),
  ];
  const resources = new Set(
    offered.flatMap((scope) => resourceOfScope[scope as OfferedScope] ?? []),
  );
  const candidate = {
    ...unseen(before ?? {}),
    ...(before?.sector === undefined ? {} : { sector: before.sector }),
    ...(before?.minimumAcr === undefined ? {} : { minimumAcr: before.minimumAcr }),
    name: { ar: typed.nameAr.trim(), en: typed.nameEn.trim() },
    kind: before?.kind ?? typed.kind,
    ...(typed.homeUrl.trim() === "" ? {} : { homeUrl: typed.homeUrl.trim() }),
    redirectUris: lines(typed.redirectUris),
    postLogoutRedirectUris: lines(typed.postLogoutRedirectUris),
    scopes,
    purposes: purposesOf(typed),
    resources: [...resources],
    representation: typed.scopes.includes("mandates")
      ? typed.representation.filter((kind) => mandateKinds.some((one) => one === kind))
      : [],
    subject: typed.pairwise ? "pairwise" : "public",
    profile: typed.protection.includes("fapi2") ? "fapi2" : "standard",
    pushedRequestsOnly: typed.protection.includes("pushed"),
    dpopBoundAccessTokens: typed.protection.includes("dpop"),
    signedRequestsOnly: before?.signedRequestsOnly ?? false,
    nonceInsteadOfPkce: before?.nonceInsteadOfPkce ?? false,
    ...proofOf(typed, errors),
  };
  const parsed = clientRegistrationSchema.safeParse(candidate);
  if (!parsed.success) errors.push(...issuesOf(parsed.error.issues));
  if (errors.length > 0 || !parsed.success) {
    const names = new Set<string | undefined>();
    return { errors: errors.filter(({ name }) => !names.has(name) && names.add(name)) };
  }
  const { secret: _secret, ...metadata } = parsed.data;
  return { metadata, errors };
};

/** An id that a relying party can have: its test client adds `-test`. */
export const fitsAsId = (typed: string): boolean =>
  clientIdSchema.safeParse(`${typed}-test`).success && !typed.endsWith("-test");
