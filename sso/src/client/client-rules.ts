import type { ClientMetadata } from "./client.ts";

/** The field that does not fit, as a path, and why. */
export type Problem = readonly [path: string, message: string];

const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

const isWebUri = (uri: string): boolean => /^https?:/.test(uri);

const isLoopback = (url: URL): boolean => loopbackHosts.includes(url.hostname);

/** An app answers at its own scheme, at https it claimed, or on the loopback of its device. */
const isAppUri = (uri: string): boolean => {
  const url = URL.parse(uri);
  return url !== null && (url.protocol !== "http:" || isLoopback(url));
};

/** Over TLS, or on one's own machine. */
const isProtectedUri = (uri: string): boolean => {
  const url = URL.parse(uri);
  return url !== null && (url.protocol === "https:" || isLoopback(url));
};

/**
 * Whom a pairwise `sub` is the same for: the sector registered, or the one host of all addresses.
 * Undefined where they have no host in common (OpenID Connect Core, 8.1).
 */
export const sectorOf = (
  client: Pick<ClientMetadata, "sector" | "redirectUris">,
): string | undefined => {
  if (client.sector !== undefined) return client.sector;
  const hosts = new Set(client.redirectUris.map((uri) => URL.parse(uri)?.host));
  const [host] = hosts;
  return hosts.size === 1 && client.redirectUris.every(isWebUri) ? host : undefined;
};

const kindProblems = (client: ClientMetadata): string[] => {
  const { kind, redirectUris } = client;
  const keyed = client.publicKeys !== undefined || client.publicKeysUrl !== undefined;
  return [
    ...(kind === "machine" && redirectUris.length > 0 ? ["redirectUris"] : []),
    ...(kind === "machine" && client.resources.length === 0 ? ["resources"] : []),
    ...(kind !== "machine" && redirectUris.length === 0 ? ["redirectUris"] : []),
    ...(kind === "app" && client.publicKeys ? ["publicKeys"] : []),
    ...(kind === "app" && client.publicKeysUrl ? ["publicKeysUrl"] : []),
    ...(kind === "app" && !redirectUris.every(isAppUri) ? ["redirectUris"] : []),
    ...(kind === "web" && !redirectUris.every(isWebUri) ? ["redirectUris"] : []),
    ...(kind !== "web" && client.nonceInsteadOfPkce ? ["nonceInsteadOfPkce"] : []),
    ...(kind === "machine" && client.subject === "pairwise" ? ["subject"] : []),
    ...(client.signedRequestsOnly && !keyed ? ["signedRequestsOnly"] : []),
  ];
};

/** What the FAPI 2.0 Security Profile asks of a client beyond what the engine enforces. */
const profileProblems = (client: ClientMetadata): Problem[] => {
  if (client.profile !== "fapi2") return [];
  const keyed = client.publicKeys !== undefined || client.publicKeysUrl !== undefined;
  return [
    ...(client.kind === "app" ? [["kind", "fapi2 is for clients that keep a key"] as const] : []),
    ...(keyed ? [] : [["publicKeys", "fapi2 needs a key of the client"] as const]),
    ...(client.redirectUris.every(isProtectedUri)
      ? []
      : [["redirectUris", "fapi2 needs https"] as const]),
    ...(client.nonceInsteadOfPkce ? [["nonceInsteadOfPkce", "fapi2 needs PKCE"] as const] : []),
  ];
};

/** What must hold of every registration, also of one stored long ago. */
export const storedProblems = (client: ClientMetadata): Problem[] => [
  ...kindProblems(client).map((path) => [path, "does not fit the kind"] as const),
  ...profileProblems(client),
  ...(client.publicKeys && client.publicKeysUrl
    ? [["publicKeysUrl", "keys come from one place"] as const]
    : []),
  ...(client.subject === "pairwise" && sectorOf(client) === undefined
    ? [["sector", "the addresses have no host in common: name the sector"] as const]
    : []),
];

/** Scopes that say nothing about a person, so nothing needs to be explained. */
const unexplained = new Set(["openid"]);

/** What must hold of a registration from now on: others say what they need each scope for. */
export const registrationProblems = (client: ClientMetadata): Problem[] => {
  const asks = !client.firstParty && client.kind !== "machine";
  const missing = client.scopes.filter(
    (scope) => asks && !unexplained.has(scope) && client.purposes[scope] === undefined,
  );
  const stray = Object.keys(client.purposes).filter(
    (scope) => !client.scopes.some((own) => own === scope),
  );
  return [
    ...storedProblems(client),
    ...missing.map((scope) => [`purposes.${scope}`, "say what it is needed for"] as const),
    ...stray.map((scope) => [`purposes.${scope}`, "the client has no such scope"] as const),
  ];
};
