/**
 * The OpenID Foundation's test modules for providers, plan by plan, as its conformance suite names
 * them, and the test of ours that tries what each is about. `not` says why a module does not apply;
 * `note` what differs. docs/conformance.md is written from this (npm run conformance -w sso).
 */
export type Module = Readonly<
  { module: string } & ({ test: string; note?: string } | { not: string })
>;

export type Plan = Readonly<{ plan: string; title: string; modules: readonly Module[] }>;

const many = (test: string, names: readonly string[], note?: string): Module[] =>
  names.map((module) => ({ module, test, ...(note === undefined ? {} : { note }) }));

const noneOf = (not: string, names: readonly string[]): Module[] =>
  names.map((module) => ({ module, not }));

const fapi = (name: string): string => `fapi2-security-profile-final-${name}`;

const basic: Plan = {
  plan: "oidcc-basic-certification-test-plan",
  title: "Basic OP",
  modules: [
    ...many("a code flow gives an ID token that the published key verifies", [
      "oidcc-server",
      "oidcc-idtoken-signature",
      "oidcc-ensure-request-with-valid-pkce-succeeds",
    ]),
    ...many("a request without response_type is refused", ["oidcc-response-type-missing"]),
    {
      module: "oidcc-idtoken-unsigned",
      not: "No client can be registered for unsigned ID tokens.",
    },
    ...many("userinfo answers GET, POST with a header and POST with a body", [
      "oidcc-userinfo-get",
      "oidcc-userinfo-post-header",
      "oidcc-userinfo-post-body",
    ]),
    {
      module: "oidcc-ensure-request-without-nonce-succeeds-for-code-flow",
      test: "a request without nonce succeeds",
      note: "With PKCE; a client registered without PKCE must send a nonce.",
    },
    ...many("each scope gives its claims and no others", [
      "oidcc-scope-profile",
      "oidcc-scope-phone",
      "oidcc-scope-all",
      "oidcc-ensure-other-scope-order-succeeds",
      "oidcc-alternate-happy-flow",
    ]),
    ...noneOf("Not among the scopes: the attribute is not kept as a verified one.", [
      "oidcc-scope-email",
      "oidcc-scope-address",
    ]),
    ...many("display, hints and languages are taken without harm", [
      "oidcc-display-page",
      "oidcc-display-popup",
      "oidcc-login-hint",
      "oidcc-ui-locales",
      "oidcc-claims-locales",
      "oidcc-ensure-request-with-acr-values-succeeds",
      "oidcc-ensure-request-with-unknown-parameter-succeeds",
    ]),
    ...many("prompt=login asks again and says when", ["oidcc-prompt-login"]),
    ...many("prompt=none answers at once, with or without a session", [
      "oidcc-prompt-none-not-logged-in",
      "oidcc-prompt-none-logged-in",
      "oidcc-id-token-hint",
    ]),
    ...many("max_age asks again when the sign-in is older, and only then", [
      "oidcc-max-age-1",
      "oidcc-max-age-10000",
    ]),
    ...many("a code works once, and a second use revokes what it gave", [
      "oidcc-codereuse",
      "oidcc-codereuse-30seconds",
    ]),
    ...many("an address that is not registered is never gone to", [
      "oidcc-ensure-registered-redirect-uri",
    ]),
    ...many("an authorization request may be posted", ["oidcc-ensure-post-request-succeeds"]),
    ...many("a secret may be sent in the body", ["oidcc-server-client-secret-post"]),
    ...many("requests by reference and unsigned request objects are refused as such", [
      "oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported",
      "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported",
      "oidcc-ensure-request-object-with-redirect-uri",
    ]),
    ...many("a claim asked for by itself is given", ["oidcc-claims-essential"]),
    ...many("a refresh token gives new tokens to its client alone", ["oidcc-refresh-token"]),
  ],
};

const config: Plan = {
  plan: "oidcc-config-certification-test-plan",
  title: "Config OP",
  modules: [
    {
      module: "oidcc-discovery-endpoint-verification",
      test: "discovery and keys are whole, and every endpoint is the issuer's",
      note: "ES256 stands where the suite wants RS256, which FAPI 2.0 forbids; https is refused to be left out in production only.",
    },
  ],
};

const rpLogout: Plan = {
  plan: "oidcc-rp-initiated-logout-certification-test-plan",
  title: "RP-Initiated Logout OP",
  modules: [
    ...many("discovery names where to sign out", [
      "oidcc-rp-initiated-logout-discovery-endpoint-verification",
    ]),
    ...many("signing out leads back with the state, and nobody is signed in", [
      "oidcc-rp-initiated-logout",
      "oidcc-rp-initiated-logout-no-state",
    ]),
    ...many("an address that is not registered is not gone back to", [
      "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri",
      "oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri",
    ]),
    ...many("a hint that is not ours is refused", [
      "oidcc-rp-initiated-logout-modified-id-token-hint",
      "oidcc-rp-initiated-logout-bad-id-token-hint",
    ]),
    ...many("without a hint or an address the person is asked and stays with us", [
      "oidcc-rp-initiated-logout-no-id-token-hint",
      "oidcc-rp-initiated-logout-no-params",
      "oidcc-rp-initiated-logout-no-post-logout-redirect-uri",
      "oidcc-rp-initiated-logout-only-state",
    ]),
  ],
};

const backChannel: Plan = {
  plan: "oidcc-backchannel-rp-initiated-logout-certification-test-plan",
  title: "Back-Channel Logout OP",
  modules: [
    ...many("discovery says that clients are told of sign-outs, with the session", [
      "oidcc-backchannel-logout-discovery-endpoint-verification",
    ]),
    {
      module: "oidcc-backchannel-rp-initiated-logout",
      test: "a sign-out reaches the client by the back channel, by its own name of the person",
      note: "Delivery through the outbox is tried in sso/test/logout.test.ts.",
    },
  ],
};

const fapi2: Plan = {
  plan: "fapi2-security-profile-final-test-plan",
  title: "FAPI 2.0 Security Profile OP (private_key_jwt, DPoP, OpenID Connect)",
  modules: [
    ...many("discovery announces what FAPI 2.0 needs", [fapi("discovery-end-point-verification")]),
    ...many("two clients sign a person in with pushed requests and bound tokens", [
      fapi("happy-flow"),
      fapi("par-without-duplicate-parameters"),
      fapi("ensure-dpopproof-at-par-endpoint-binding-success"),
    ]),
    ...many("a person who refuses is told of to the client", [fapi("user-rejects-authentication")]),
    ...many("state and nonce may be missing, long, and in any scope's order", [
      fapi("ensure-authorization-request-without-state-success"),
      fapi("ensure-authorization-request-without-nonce-success"),
      fapi("ensure-authorization-request-with-64-char-nonce-success"),
      fapi("ensure-authorization-request-with-long-nonce"),
      fapi("ensure-authorization-request-with-long-state"),
      fapi("ensure-other-scope-order-succeeds"),
    ]),
    ...many("claims asked for one by one come as far as the client is registered for", [
      fapi("test-claims-parameter-identity-claims"),
    ]),
    ...many("a bound token is taken whatever the case of its scheme", [
      fapi("access-token-type-header-case-sensitivity"),
    ]),
    ...many("proofs with other times that still fit are taken", [
      fapi("check-dpop-proof-nbf-exp"),
      fapi("ensure-dpopproof-with-iat-10seconds-before-succeeds"),
      fapi("ensure-dpopproof-with-iat-10seconds-after-succeeds"),
    ]),
    ...many("a code bound to a key is redeemed with that key alone", [
      fapi("ensure-mismatched-dpop-jkt-fails"),
      fapi("ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt"),
      fapi("ensure-token-endpoint-fails-with-mismatched-dpop-jkt"),
      fapi("ensure-dpop-auth-code-binding-success"),
    ]),
    ...many("what stands beside a pushed request does not count", [
      fapi("ensure-different-nonce-inside-and-outside-request-object"),
      fapi("ensure-different-state-inside-and-outside-request-object"),
      fapi("state-only-outside-request-object-not-used"),
    ]),
    ...many("a pushed request needs a registered address, code alone, and S256", [
      fapi("ensure-request-object-without-redirect-uri-fails"),
      fapi("ensure-redirect-uri-in-authorization-request"),
      fapi("ensure-registered-redirect-uri"),
      fapi("ensure-response-type-code-idtoken-fails"),
      fapi("ensure-response-type-token-fails"),
      fapi("par-ensure-pkce-required"),
      fapi("par-plain-pkce-rejected"),
      fapi("par-authorization-request-containing-request_uri-form-param"),
      fapi("par-attempt-invalid-http-method"),
    ]),
    {
      module: fapi("plain-fapi-tolerate-unregistered-redirect-uri"),
      test: "a pushed request needs a registered address, code alone, and S256",
      note: "The profile lets a provider take other addresses by the back channel; ours does not.",
    },
    ...many("a request that was not pushed is refused", [
      fapi("ensure-unsigned-authorization-request-without-using-par-fails"),
    ]),
    ...many("a pushed request is its client's, ends, and is spent by its answer, not by a look", [
      fapi("par-ensure-reused-request-uri-prior-to-auth-completion-succeeds"),
      fapi("par-attempt-reuse-request_uri"),
      fapi("par-attempt-to-use-expired-request_uri"),
      fapi("par-attempt-to-use-request_uri-for-different-client"),
    ]),
    ...many("a code is its client's, needs proof, verifier and assertion, and ends", [
      fapi("ensure-client-id-in-token-endpoint"),
      fapi("ensure-authorization-code-is-bound-to-client"),
      fapi("ensure-holder-of-key-required"),
      fapi("ensure-client-assertion-in-token-endpoint"),
      fapi("ensure-pkce-code-verifier-required"),
      fapi("incorrect-pkce-code-verifier-rejected"),
      fapi("ensure-token-endpoint-fails-with-expired-auth-code"),
    ]),
    ...many("a code is refused the second time", [
      fapi("attempt-reuse-authorization-code-after-one-second"),
    ]),
    ...many("assertions that are not right are refused, each for itself", [
      fapi("ensure-signed-client-assertion-with-RS256-fails"),
      fapi("ensure-client-assertion-with-exp-is-5-minutes-in-past-fails"),
      fapi("ensure-client-assertion-with-wrong-aud-fails"),
      fapi("ensure-client-assertion-with-no-sub-fails"),
      fapi("ensure-invalid-client-assertions-fail"),
    ]),
    ...many("proofs that are not right are refused, each for itself", [
      fapi("dpop-negative-tests"),
    ]),
    ...many("a refresh token is its client's, needs proof, and is not rotated", [
      fapi("refresh-token"),
    ]),
    ...noneOf("Grant Management is another specification; people end grants on their own page.", [
      fapi("grant-management-query-and-revoke"),
      fapi("grant-management-merge"),
      fapi("grant-management-replace"),
      fapi("grant-management-ensure-invalid-grant-id-fails"),
      fapi("grant-management-ensure-query-nonexistent-grant-fails"),
      fapi("grant-management-ensure-wrong-client-cannot-query-grant"),
      fapi("grant-management-ensure-wrong-client-cannot-revoke-grant"),
    ]),
    ...noneOf("Of another country's ecosystem.", [
      fapi("brazil-ensure-bad-payment-signature-fails"),
      fapi("australia-connectid-ensure-invalid-purpose-fails"),
      fapi("australia-connectid-test-claims-parameter-idtoken-identity-claims"),
      fapi("cdr-sharing-duration-zero"),
      fapi("cdr-negative-sharing-duration"),
      fapi("cdr-refresh-token-introspection-expiry"),
      fapi("cdr-arrangement-amendment"),
      fapi("cdr-unrecognised-arrangement-id"),
    ]),
  ],
};

export const plans: readonly Plan[] = [basic, config, rpLogout, backChannel, fapi2];
