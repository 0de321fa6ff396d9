import { sql } from "kysely";
import * as openid from "openid-client";
import { createFormBrowser, type FormBrowser, type Page } from "../form-browser.ts";
import { secret, seed } from "../people-and-clients.ts";
import { citizenAt, discover, newRequest, register, type Request } from "../registered-clients.ts";
import { startRelyingParty } from "../told-service.ts";
import { startSso, type SsoUnderTest } from "../sso-under-test.ts";

/** The service with a client as the basic plans want it, and a person who signs in there. */
export const openWorld = async () => {
  const party = await startRelyingParty();
  const sso = await startSso(undefined, {
    environment: { OUTBOUND_HOSTS: party.host },
  });
  await seed(sso);
  const scopes = ["openid", "profile", "national_id", "phone", "offline_access"];
  await register(sso, "basic", { secret, scopes });
  await register(sso, "basic-too", { secret, scopes });
  const config = await discover(sso, "basic", openid.ClientSecretBasic(secret));

  /** One request at the authorization endpoint, with its answer. */
  const ask = async (
    more: Record<string, string> = {},
    browser: FormBrowser = createFormBrowser(sso.issuer),
  ): Promise<{ request: Request; page: Page; browser: FormBrowser }> => {
    const request = await newRequest(more);
    const url = openid.buildAuthorizationUrl(config, request.parameters);
    return { request, page: await browser.open(url.href), browser };
  };
  /** The same, with the person signing in where they are asked. */
  const signIn = async (more: Record<string, string> = {}, browser?: FormBrowser) => {
    const own = browser ?? createFormBrowser(sso.issuer);
    const request = await newRequest(more);
    const url = openid.buildAuthorizationUrl(config, request.parameters);
    const { leftTo = "" } = await citizenAt(sso, url.href, own);
    const callback = new URL(leftTo);
    const redeem = () => openid.authorizationCodeGrant(config, callback, request.checks);
    return { callback, redeem, request, browser: own };
  };
  /** As if the sign-ins so far had been so many seconds earlier. */
  const age = async (seconds: number): Promise<void> => {
    await sql`update oidc_entity set payload = jsonb_set(payload::jsonb, '{loginTs}',
        to_jsonb((payload::jsonb ->> 'loginTs')::int - ${seconds}::int))::json
      where model = 'Session' and payload::jsonb ? 'loginTs'`.execute(sso.db);
  };
  /** As if everything of a kind had run out of time. */
  const expire = async (model: string): Promise<void> => {
    await sso.db
      .updateTable("oidc_entity")
      .set({ expires_at: new Date(0) })
      .where("model", "=", model)
      .execute();
  };
  const close = async (): Promise<void> => {
    await sso.close();
    await party.close();
  };
  return { sso, party, config, ask, signIn, age, expire, close };
};

export type World = Awaited<ReturnType<typeof openWorld>>;

/** Where tests find the world that is opened before them. */
export type WorldSource = () => World;

export const userinfo = async (
  sso: SsoUnderTest,
  token: string,
  init: RequestInit = {},
): Promise<Response> =>
  await fetch(`${sso.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` }, ...init });
