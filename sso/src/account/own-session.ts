import { deriveKey, equalSecret, hmacSha256, randomToken, sha256 } from "@gov/kit/crypto.ts";
import type { AppContext } from "@gov/kit/http.ts";
import { ownPages } from "#src/client/built-in-clients.ts";
import type { SsoConfig } from "#src/config.ts";
import { findPerson } from "#src/protocol/find-person.ts";
import { nodeOf } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import type { StaffRole } from "#src/staff/staff-role.ts";
import type { Account, Person, Staff } from "./account.ts";
import { notForYouPage } from "./own-session-pages.ts";

/** Who is signed in in this browser, and how. */
export type OwnSession<P extends Person = Person> = Readonly<{
  person: P;
  /** The session's id in the engine; stays when the cookie's value changes. */
  uid: string;
  signedInAt: Date;
  acr: string;
  amr: readonly string[];
}>;

/** What a page of ours needs of the sign-in. */
export type Need = Readonly<{
  /** At most so many seconds since the person proved themselves; for changes that could harm. */
  withinS?: number;
  acr?: "urn:gov:loa:2" | "urn:gov:loa:3";
  /** For employees: one of these is enough. */
  roles?: readonly StaffRole[];
  /** Where to come back to, when the request is not one that can be opened again. */
  back?: string;
}>;

/** Whoever the browser's session belongs to, of either kind. */
export const findOwnSession = async (
  { db, engine }: Pick<SignInDeps, "db" | "engine">,
  c: AppContext,
): Promise<OwnSession | undefined> => {
  const { incoming, outgoing } = nodeOf(c);
  const provider = engine.provider();
  const session = await provider.Session.get(provider.createContext(incoming, outgoing) as never);
  const subject = session.accountId;
  if (!subject) return undefined;
  const person =
    (await findPerson(db, "citizens", subject)) ?? (await findPerson(db, "staff", subject));
  if (!person) return undefined;
  return {
    person,
    uid: session.uid,
    signedInAt: new Date((session.loginTs ?? 0) * 1000),
    acr: session.acr ?? "urn:gov:loa:1",
    amr: session.amr ?? [],
  };
};

const stateKey = (config: SsoConfig): Buffer =>
  deriveKey(config.KEY_ENCRYPTION_KEY, "sso/own-session");

const sealPath = (config: SsoConfig, path: string): string => {
  const text = Buffer.from(path).toString("base64url");
  return `${text}.${hmacSha256(stateKey(config), text).toString("base64url")}`;
};

/** The page of ours that a sign-in was for; undefined when the state is not ours. */
export const openSealedPath = (config: SsoConfig, state: string): string | undefined => {
  const [text = "", proof = ""] = state.slice(0, 3_000).split(".");
  const right = equalSecret(proof, hmacSha256(stateKey(config), text).toString("base64url"));
  return right ? Buffer.from(text, "base64url").toString("utf8") : undefined;
};

/** The request of our own page to our own engine. Its code is never redeemed: the session counts. */
const signInUrl = (
  config: SsoConfig,
  lang: string,
  audience: keyof typeof ownPages,
  { withinS, acr }: Need,
  back: string,
): string => {
  const url = new URL("/auth", config.PUBLIC_URL);
  const parameters = {
    client_id: ownPages[audience],
    redirect_uri: `${config.PUBLIC_URL}/account/return`,
    response_type: "code",
    scope: "openid",
    state: sealPath(config, back),
    code_challenge: sha256(randomToken()).toString("base64url"),
    code_challenge_method: "S256",
    ui_locales: lang,
    ...(withinS === undefined ? {} : { max_age: String(withinS) }),
    ...(acr === undefined ? {} : { acr_values: acr }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
};

/** Marks a page that a sign-in has just come back to, so that nobody is sent round in circles. */
const returned = "signed-in";

const isRecent = ({ signedInAt }: OwnSession, withinS: number | undefined): boolean =>
  withinS === undefined || Date.now() - signedInAt.getTime() <= withinS * 1000;

const longestWay = 1_000;

/** The address as it was asked for; without its question where that is longer than pages write. */
const wayBackTo = ({ pathname, search }: URL): string => {
  const whole = `${pathname}${search}`;
  if (whole.length <= longestWay) return whole;
  return pathname.length <= longestWay ? pathname : "/account";
};

const requireSession = async (
  deps: Pick<SignInDeps, "db" | "engine" | "config">,
  c: AppContext,
  audience: keyof typeof ownPages,
  need: Need,
): Promise<OwnSession | Response> => {
  const session = await findOwnSession(deps, c);
  const kind = audience === "citizens" ? "citizen" : "staff";
  const isRight = session?.person.kind === kind;
  const isStrong = session !== undefined && (need.acr === undefined || session.acr >= need.acr);
  if (session && isRight && isStrong && isRecent(session, need.withinS)) return session;
  const here = new URL(c.req.url);
  if (here.searchParams.has(returned)) {
    return c.html(notForYouPage(c.get("lang"), c.req.path, isRight ? "too-weak" : audience), 403);
  }
  const back = need.back ?? wayBackTo(here);
  return c.redirect(signInUrl(deps.config, c.get("lang"), audience, need, back), 303);
};

/**
 * The citizen that a page of ours is for, or the answer that leads to the sign-in it needs and
 * back again. Also asks for a fresh or a stronger sign-in, where the page needs one.
 */
export const requireCitizen = async (
  deps: Pick<SignInDeps, "db" | "engine" | "config">,
  c: AppContext,
  need: Need = {},
): Promise<OwnSession<Account> | Response> => {
  const session = await requireSession(deps, c, "citizens", need);
  return session as OwnSession<Account> | Response;
};

/** The employee that a page of ours is for; who lacks every one of `roles` is told so. */
export const requireStaff = async (
  deps: Pick<SignInDeps, "db" | "engine" | "config">,
  c: AppContext,
  need: Need = {},
): Promise<OwnSession<Staff> | Response> => {
  const session = await requireSession(deps, c, "staff", need);
  if (session instanceof Response) return session;
  const staff = session as OwnSession<Staff>;
  const roles = need.roles;
  if (roles && !roles.some((role) => staff.person.roles.includes(role))) {
    return c.html(notForYouPage(c.get("lang"), c.req.path, "role"), 403);
  }
  return staff;
};

/** Whoever is signed in, citizen or employee; nobody is sent to sign in as a citizen. */
export const requirePerson = async (
  deps: Pick<SignInDeps, "db" | "engine" | "config">,
  c: AppContext,
  need: Need = {},
): Promise<OwnSession | Response> => {
  const session = await findOwnSession(deps, c);
  const audience = session?.person.kind === "staff" ? "staff" : "citizens";
  return await requireSession(deps, c, audience, need);
};

/** The address of a page of ours, marked as come back to from a sign-in. */
export const returnTo = (path: string): string => {
  const url = new URL(path, "http://own");
  url.searchParams.set(returned, "1");
  return `${url.pathname}${url.search}`;
};
