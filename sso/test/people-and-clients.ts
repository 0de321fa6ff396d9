import { Secret, TOTP } from "otpauth";
import * as openid from "openid-client";
import { createFormBrowser, type FormBrowser, type Page } from "./form-browser.ts";
import { adminPut, type SsoUnderTest } from "./sso-under-test.ts";

export const amal = {
  nationalId: "400000006",
  password: "correct horse battery",
  phone: "+970599123456",
  body: {
    name: { ar: "أمل حسن", en: "Amal Hasan" },
    dateOfBirth: "1990-02-03",
    phone: "+970599123456",
    password: "correct horse battery",
  },
};

export const murad = {
  username: "m.odeh",
  password: "an officer's password",
  totpSecret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
  body: {
    name: { ar: "مراد عودة", en: "Murad Odeh" },
    institution: "transport",
    roles: ["officer"],
    password: "an officer's password",
    totpSecret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
  },
};

/** What the citizen types in the first step. */
export const amalTypes = { nationalId: amal.nationalId, password: amal.password };

/** The code an employee's authenticator shows, so many steps from now. */
export const totpCode = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6 }).generate({
    timestamp: Date.now() + steps * 30_000,
  });

const home = "http://portal.test";
export const secret = "a-secret-long-enough";

export const clients = {
  portal: {
    name: { ar: "بوابة الخدمات", en: "Services portal" },
    kind: "web",
    firstParty: true,
    homeUrl: home,
    redirectUris: [`${home}/signin/callback`],
    postLogoutRedirectUris: [`${home}/`],
    scopes: ["openid", "profile", "national_id", "phone"],
    secret,
  },
  backoffice: {
    name: { ar: "مكتب الموظفين", en: "Back office" },
    kind: "web",
    audience: "staff",
    firstParty: true,
    homeUrl: `${home}/office`,
    redirectUris: [`${home}/office/signin/callback`],
    scopes: ["openid", "profile", "staff"],
    secret,
  },
  "car-club": {
    name: { ar: "نادي السيارات", en: "Car club" },
    kind: "web",
    homeUrl: "http://cars.test",
    redirectUris: ["http://cars.test/callback"],
    scopes: ["openid", "profile", "phone"],
    purposes: {
      profile: { ar: "كتابة اسمك على بطاقة العضوية", en: "Your name on the membership card" },
      phone: { ar: "إبلاغك بمواعيد السباقات", en: "Telling you when races are" },
    },
    secret,
  },
  hukumati: {
    name: { ar: "حكومتي", en: "Hukumati" },
    kind: "app",
    firstParty: true,
    redirectUris: ["http://localhost:3004/callback", "hukumati://callback"],
    corsOrigins: ["http://localhost:3004"],
    scopes: ["openid", "profile", "national_id", "phone", "offline_access", "applications:read"],
    resources: ["urn:gov:portal"],
  },
} as const;

export const seed = async (sso: SsoUnderTest): Promise<void> => {
  const puts = [
    adminPut(sso, `accounts/${amal.nationalId}`, amal.body),
    adminPut(sso, `staff/${murad.username}`, murad.body),
    ...Object.entries(clients).map(([id, client]) => adminPut(sso, `clients/${id}`, client)),
  ];
  for (const put of puts) {
    const response = await put;
    if (!response.ok) throw new Error(await response.text());
  }
};

/** One sign-in as a relying party begins it. */
export const beginSignIn = async (
  sso: SsoUnderTest,
  clientId: keyof typeof clients,
  extra: Record<string, string> = {},
) => {
  const client = clients[clientId];
  const config = await openid.discovery(
    new URL(sso.issuer),
    clientId,
    undefined,
    "secret" in client ? openid.ClientSecretBasic(client.secret) : openid.None(),
    { execute: [openid.allowInsecureRequests] },
  );
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const nonce = openid.randomNonce();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: client.redirectUris[0],
    scope: client.scopes.filter((scope) => !scope.includes(":")).join(" "),
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...extra,
  });
  const finish = async (callback: string, parameters: Record<string, string> = {}) =>
    await openid.authorizationCodeGrant(
      config,
      new URL(callback),
      { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
      parameters,
    );
  return { config, url: url.href, verifier, finish };
};

/** Fills both steps in as the citizen; gives the page after the last. */
export const signInAsCitizen = async (
  sso: SsoUnderTest,
  browser: FormBrowser,
  first: Page,
  who: { nationalId: string; password: string; phone: string } = amal,
): Promise<Page> => {
  const { nationalId, password } = who;
  const second = await browser.submit(first, { nationalId, password });
  return await browser.submit(second, { code: sso.sms.codeFor(who.phone) });
};

/** A whole sign-in of the citizen at a client in a new browser. */
export const signedIn = async (
  sso: SsoUnderTest,
  clientId: keyof typeof clients,
  extra: Record<string, string> = {},
) => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, clientId, extra);
  const page = await signInAsCitizen(sso, browser, await browser.open(attempt.url));
  if (page.leftTo === undefined) throw new Error(`stayed at ${page.url} ${page.html}`);
  return { browser, attempt, callback: page.leftTo };
};
