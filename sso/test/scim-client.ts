import { exportJWK, generateKeyPair } from "jose";
import * as openid from "openid-client";
import { adminPut, type SsoUnderTest } from "./sso-under-test.ts";

/** An institution's own directory as a machine client with a key of its own. */
export const connectDirectory = async (sso: SsoUnderTest, institution: string) => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const clientId = `${institution}-directory`;
  const registered = await adminPut(sso, `clients/${clientId}`, {
    name: { ar: "دليل المؤسسة", en: "Directory" },
    kind: "machine",
    scopes: ["scim"],
    resources: ["urn:gov:sso"],
    publicKeys: [{ kty, crv, x, y }],
    institution,
  });
  if (!registered.ok) throw new Error(await registered.text());
  const config = await openid.discovery(
    new URL(sso.issuer),
    clientId,
    undefined,
    openid.PrivateKeyJwt(privateKey),
    { execute: [openid.allowInsecureRequests] },
  );
  const parameters = { resource: "urn:gov:sso", scope: "scim" };
  const { access_token } = await openid.clientCredentialsGrant(config, parameters);
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${sso.issuer}/scim/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${access_token}`,
        "content-type": "application/scim+json",
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what another system wrote
    const json = text === "" ? {} : (JSON.parse(text) as Record<string, any>);
    return { status: response.status, headers: response.headers, body: json };
  };
};

export type ScimCall = Awaited<ReturnType<typeof connectDirectory>>;

export const userSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
export const patchOf = (...Operations: object[]) => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations,
});
