import type { JWK } from "jose";

export const tokenAlgs = ["RS256", "PS256", "ES256", "EdDSA"] as const;
export const matchKinds = ["username", "email", "external-id"] as const;

/** An institution's own sign-in service, as an operator registered it. */
export type InstitutionProvider = Readonly<{
  id: string;
  institution: string;
  issuer: string;
  clientId: string;
  idTokenAlg: (typeof tokenAlgs)[number];
  credential: Readonly<{ kind: "secret"; secret: string }> | Readonly<{ kind: "key"; jwk: JWK }>;
  claim: string;
  matches: (typeof matchKinds)[number];
  mfaAcr: readonly string[];
  mfaAmr: readonly string[];
  joiners: boolean;
  status: "active" | "off";
}>;

/** Where a provider sends people back to: each its own address, so that none answers for another. */
export const callbackOf = (publicUrl: string, providerId: string): string =>
  `${publicUrl}/federation/${providerId}/callback`;

type Claims = Readonly<Record<string, unknown>>;

/** Whether the provider says that it asked for a second factor, in the words that were agreed. */
export const provesSecondFactor = (
  { mfaAcr, mfaAmr }: Pick<InstitutionProvider, "mfaAcr" | "mfaAmr">,
  claims: Claims,
): boolean => {
  const { acr, amr } = claims;
  const methods = Array.isArray(amr) ? amr : [];
  return (
    (typeof acr === "string" && mfaAcr.includes(acr)) || mfaAmr.some((one) => methods.includes(one))
  );
};

/**
 * Who the provider says somebody is, as the directory would know them. An address that the
 * provider itself calls unproven names nobody.
 */
export const namedBy = (
  { claim, matches }: Pick<InstitutionProvider, "claim" | "matches">,
  claims: Claims,
): string | undefined => {
  const value = claims[claim];
  if (typeof value !== "string" || value === "" || value.length > 254) return undefined;
  if (matches === "email" && claims["email_verified"] === false) return undefined;
  if (!value.isWellFormed() || value.includes("\0")) return undefined;
  return matches === "external-id" ? value : value.toLowerCase();
};
