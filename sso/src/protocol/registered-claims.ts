import type { ClientMetadata } from "#src/client/client.ts";

/** The claims each scope stands for. */
export const claimsOfScope = {
  openid: ["sub", "acr", "amr"],
  profile: ["name", "name#en"],
  national_id: ["national_id"],
  phone: ["phone_number"],
  birthdate: ["birthdate"],
  staff: ["username", "institution", "roles"],
  mandates: ["act", "representee"],
} as const;

const scopeOfClaim = new Map<string, string>(
  Object.entries(claimsOfScope).flatMap(([scope, claims]) =>
    claims.map((claim) => [claim, scope] as const),
  ),
);

/** The scope whose consent covers a claim that is asked for by itself. */
export const scopeOf = (claim: string): string | undefined => scopeOfClaim.get(claim);

/** Claims about the sign-in itself, which every client may ask for. */
const ofTheSignIn = new Set(["sub", "sid", "auth_time", "acr", "amr", "iss"]);

/** True when a client's registration covers a claim. */
export const mayAsk = (registration: ClientMetadata | undefined, claim: string): boolean => {
  if (ofTheSignIn.has(claim)) return true;
  const scope = scopeOf(claim);
  return scope !== undefined && (registration?.scopes.some((own) => own === scope) ?? false);
};

type Asked = Readonly<Record<string, unknown>>;

/**
 * The `claims` parameter with only what the client is registered for. A claim that is not given is
 * no error (OpenID Connect Core, 5.5.1), so the rest of the request stands.
 */
export const onlyRegistered = (registration: ClientMetadata | undefined, claims: Asked): Asked =>
  Object.fromEntries(
    Object.entries(claims).map(([where, members]) => [
      where,
      Object.fromEntries(
        Object.entries((members ?? {}) as Asked).filter(([claim]) => mayAsk(registration, claim)),
      ),
    ]),
  );
