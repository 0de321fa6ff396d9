import type { Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { hasOwnKey } from "#src/client/client.ts";
import { signInFrame } from "#src/page/frame.ts";
import { clientPath, type ConsoleView } from "./client-pages.ts";
import type { KeptClient } from "./console-queries.ts";
import { consoleTexts as texts } from "./console-texts.ts";

const setupTexts = {
  lede: {
    ar: "انسخ ما يناسب نظامك. ضع السرّ في إعداداته ولا تكتبه في البرنامج.",
    en: "Copy what fits your system. Put the secret into its settings, never into its code.",
  },
  discovery: { ar: "وصف الدخول الموحد", en: "Description of the sign-in" },
  keys: { ar: "مفاتيح التحقق", en: "Keys to verify with" },
  issuer: { ar: "المُصدر", en: "Issuer" },
  scope: { ar: "النطاق", en: "Scope" },
  node: { ar: "Node مع openid-client", en: "Node with openid-client" },
  apache: { ar: "Apache مع mod_auth_openidc", en: "Apache with mod_auth_openidc" },
  curl: { ar: "تجربة بسطر الأوامر", en: "By hand with curl" },
} as const satisfies Record<string, Text>;

const authIn = (client: KeptClient): "none" | "key" | "secret" => {
  if (client.metadata.kind === "app") return "none";
  return hasOwnKey(client.metadata) ? "key" : "secret";
};

const nodeCode = (client: KeptClient, issuer: string, scope: string): string => {
  const authentication = {
    none: "client.None()",
    secret: "client.ClientSecretBasic(process.env.CLIENT_SECRET)",
    key: "client.PrivateKeyJwt(yourPrivateKey) // a CryptoKey",
  }[authIn(client)];
  return `import * as client from "openid-client";

const config = await client.discovery(
  new URL("${issuer}"),
  "${client.clientId}",
  undefined,
  ${authentication},
);
const verifier = client.randomPKCECodeVerifier(); // keep it in the session, with state
const state = client.randomState();
const to = client.buildAuthorizationUrl(config, {
  redirect_uri: "${client.metadata.redirectUris[0] ?? ""}",
  scope: "${scope}",
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
  state,
});
// when the person comes back:
const tokens = await client.authorizationCodeGrant(config, currentUrl, {
  pkceCodeVerifier: verifier,
  expectedState: state,
});
console.log(tokens.claims());`;
};

const apacheCode = (client: KeptClient, issuer: string, scope: string): string => {
  const proof = {
    none: "OIDCProviderTokenEndpointAuth none",
    secret: 'OIDCClientSecret "exec:/bin/cat /etc/apache2/client-secret"',
    key: "OIDCProviderTokenEndpointAuth private_key_jwt\nOIDCPrivateKeyFiles /etc/apache2/client.pem",
  }[authIn(client)];
  return `OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCClientID ${client.clientId}
${proof}
OIDCRedirectURI ${client.metadata.redirectUris[0] ?? ""}
OIDCScope "${scope}"
OIDCPKCEMethod S256
OIDCCryptoPassphrase "exec:/bin/cat /etc/apache2/session-key"`;
};

const curlCode = (client: KeptClient, issuer: string): string => {
  const proof = {
    none: `-d client_id=${client.clientId}`,
    secret: `-u "${client.clientId}:$CLIENT_SECRET"`,
    key: `-d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \\
  -d client_assertion="$SIGNED_ASSERTION"`,
  }[authIn(client)];
  return `curl ${issuer}/.well-known/openid-configuration
curl ${issuer}/token ${proof} \\
  -d grant_type=authorization_code -d code="$CODE" \\
  -d code_verifier="$VERIFIER" \\
  -d redirect_uri=${client.metadata.redirectUris[0] ?? ""}
curl ${issuer}/userinfo -H "Authorization: Bearer $ACCESS_TOKEN"`;
};

const block = (title: Text, code: string, view: ConsoleView): Html =>
  html`<h2>${words(title, view.lang)}</h2>
    <pre dir="ltr" lang="en" tabindex="0" class="code-block"><code>${code}</code></pre>`;

/** Addresses and settings of a client, to copy into its system. */
export const setupPage = (view: ConsoleView, client: KeptClient, issuer: string): Html => {
  const { lang } = view;
  const scope = client.metadata.scopes.filter((one) => !one.includes(":")).join(" ");
  return page({
    ...signInFrame(lang, view.path),
    title: texts.setup,
    back: { href: clientPath(client.clientId), text: texts.cancel },
    main: html`${heading(texts.setup, lang, {
      above: bdi(client.clientId, "latin"),
      below: setupTexts.lede,
    })}${summaryList(
      [
        { key: texts.clientId, value: bdi(client.clientId, "latin") },
        { key: setupTexts.issuer, value: bdi(issuer, "latin") },
        {
          key: setupTexts.discovery,
          value: bdi(`${issuer}/.well-known/openid-configuration`, "latin"),
        },
        { key: setupTexts.keys, value: bdi(`${issuer}/jwks`, "latin") },
        { key: setupTexts.scope, value: bdi(scope, "latin") },
      ],
      lang,
      { boxed: true },
    )}${block(setupTexts.node, nodeCode(client, issuer, scope), view)}${block(
      setupTexts.apache,
      apacheCode(client, issuer, scope),
      view,
    )}${block(setupTexts.curl, curlCode(client, issuer), view)}`,
  });
};
