/** Scopes about the person, answered in the ID token and at userinfo. */
export const openidScopes = [
  "openid",
  "profile",
  "national_id",
  "phone",
  "birthdate",
  "staff",
  "mandates",
  "offline_access",
] as const;

/** APIs of the nation that take our access tokens, and the scopes each understands. */
export const resourceScopes = {
  "urn:gov:pay": [
    "bills:read",
    "bills:write",
    "charges:read",
    "charges:write",
    "payments:read",
    "refunds:write",
    "ledger:read",
    "payouts:read",
    "billers:write",
    "service-types:write",
    "webhooks:write",
    "agents:write",
    "agent:collect",
  ],
  "urn:gov:portal": ["applications:read", "applications:write"],
  "urn:gov:sso": ["accounts:write", "staff:write", "clients:write", "approvals", "scim"],
  "urn:gov:exchange": ["exchange:admin"],
} as const;

/** The API of the sign-in itself. */
export const ownApi = "urn:gov:sso" satisfies keyof typeof resourceScopes;

export type ResourceIdentifier = keyof typeof resourceScopes;

export const resourceIdentifiers = Object.keys(resourceScopes) as [
  ResourceIdentifier,
  ...ResourceIdentifier[],
];

type Scope = (typeof openidScopes)[number] | (typeof resourceScopes)[ResourceIdentifier][number];

/** Every scope that a client can be registered for. */
export const grantableScopes = [
  ...openidScopes,
  ...Object.values(resourceScopes).flat(),
] as unknown as [Scope, ...Scope[]];

/** How long an access token for an API is good: short, it is not looked up. */
export const accessTokenSeconds = 600;
