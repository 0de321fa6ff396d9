/** What an access token for `urn:gov:pay` can allow, and what each scope is for. */
export const apiScopes = {
  "bills:read": "Read the client's own bills",
  "bills:write": "Make and cancel bills, upload them in files",
  "charges:read": "Read attempts to pay the client's bills",
  "charges:write": "Start attempts to pay",
  "payments:read": "Read payments and refunds of the client's bills",
  "refunds:write": "Ask for money to go back to payers",
  "webhooks:write": "Say where the client hears of its bills",
  "billers:write": "Make collecting accounts (the treasury's programs)",
  "service-types:write": "Say what else a collecting account collects for (service portals)",
  "agents:write": "Make payment companies, their agents and floats (the treasury's programs)",
  "agent:collect": "Take cash for bills (payment companies)",
  "payouts:read": "Read what was paid out to every institution (the treasury's programs)",
  "ledger:read": "Read the ledger of every institution (the treasury's programs)",
} as const;

export type ApiScope = keyof typeof apiScopes;

/** Ways to show an access token: as it is, or with a proof where it is bound to a key. */
export const tokenSchemes = ["bearer", "dpop"] as const;

/** `security` of a route: by it `addRoute` guards the route and the contract says its scope. */
export const needs = (scope: ApiScope): Record<string, [ApiScope]>[] =>
  tokenSchemes.map((scheme) => ({ [scheme]: [scope] }));
