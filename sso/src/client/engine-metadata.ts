import type { AllClientMetadata } from "oidc-provider";
import { openidScopes } from "#src/protocol/resources.ts";
import { hasOwnKey, type Client, type ClientMetadata } from "./client.ts";

const grantTypes = (metadata: ClientMetadata): string[] => {
  if (metadata.kind === "machine") return ["client_credentials"];
  const refreshes = metadata.scopes.includes("offline_access");
  return refreshes ? ["authorization_code", "refresh_token"] : ["authorization_code"];
};

const authMethod = (metadata: ClientMetadata) => {
  if (metadata.kind === "app") return "none";
  return hasOwnKey(metadata) ? "private_key_jwt" : "client_secret_basic";
};

const keysOf = ({ publicKeys, publicKeysUrl }: ClientMetadata): Partial<AllClientMetadata> => ({
  ...(publicKeys ? { jwks: { keys: publicKeys } } : {}),
  ...(publicKeysUrl === undefined ? {} : { jwks_uri: publicKeysUrl }),
});

const logoutOf = (metadata: ClientMetadata): Partial<AllClientMetadata> =>
  metadata.backchannelLogoutUri === undefined
    ? {}
    : {
        backchannel_logout_uri: metadata.backchannelLogoutUri,
        backchannel_logout_session_required: metadata.backchannelLogoutSessionRequired,
      };

/** The registration in the words of OpenID Connect Dynamic Client Registration. */
export const toEngineMetadata = ({
  clientId,
  metadata,
  secret,
  earlierSecret,
  stage = "live",
}: Client): AllClientMetadata => {
  const openid = metadata.scopes.filter((scope) => openidScopes.some((known) => known === scope));
  const fapi = metadata.profile === "fapi2";
  return {
    client_id: clientId,
    client_name: metadata.name.ar,
    application_type: metadata.kind === "app" ? "native" : "web",
    grant_types: grantTypes(metadata),
    response_types: metadata.kind === "machine" ? [] : ["code"],
    response_modes: ["query"],
    redirect_uris: metadata.redirectUris,
    post_logout_redirect_uris: metadata.postLogoutRedirectUris,
    token_endpoint_auth_method: authMethod(metadata),
    id_token_signed_response_alg: "ES256",
    subject_type: metadata.subject,
    ...(openid.length > 0 ? { scope: openid.join(" ") } : {}),
    ...(secret === undefined ? {} : { client_secret: secret }),
    ...(metadata.homeUrl === undefined ? {} : { client_uri: metadata.homeUrl }),
    dpop_bound_access_tokens: fapi || metadata.dpopBoundAccessTokens,
    require_pushed_authorization_requests: fapi || metadata.pushedRequestsOnly,
    require_signed_request_object: metadata.signedRequestsOnly,
    ...keysOf(metadata),
    ...logoutOf(metadata),
    registration: metadata,
    stage,
    ...(earlierSecret === undefined ? {} : { predecessor: earlierSecret }),
  };
};
