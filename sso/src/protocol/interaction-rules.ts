import { interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";

const { Check, base } = interactionPolicy;

/** A session ends after this long whatever happens in it, in seconds. */
const longestSession = 12 * 3_600;

/** Someone else, or nobody any more, is signed in for what this client needs. */
const personMissing = (ctx: KoaContextWithOIDC): boolean =>
  ctx.oidc.session?.accountId !== undefined && ctx.oidc.account === undefined;

const sessionTooOld = (ctx: KoaContextWithOIDC): boolean => {
  const session = ctx.oidc.session;
  return (
    session?.accountId !== undefined && !ctx.oidc.result?.login && session.past(longestSession)
  );
};

/**
 * Any app on a phone can claim another's address scheme, so an app never gets a sign-in that the
 * person did not see: a page of ours must have been answered for this very request (RFC 8252, 8.6).
 */
const appUnseen = (ctx: KoaContextWithOIDC): boolean =>
  ctx.oidc.client?.applicationType === "native" &&
  ctx.oidc.params?.["response_type"] !== "none" &&
  !ctx.oidc.result?.consent &&
  !ctx.oidc.result?.login;

/** The engine's own rules with ours added: when to ask for a sign-in, when for consent. */
export const interactionRules = () => {
  const policy = base();
  const login = policy.get("login");
  const consent = policy.get("consent");
  login?.checks.add(new Check("person_missing", "a sign-in is needed", personMissing));
  login?.checks.add(new Check("session_too_old", "the session is too old", sessionTooOld));
  consent?.checks.remove("native_client_prompt");
  consent?.checks.add(
    new Check("app_unseen", "the app must be confirmed", "interaction_required", appUnseen),
  );
  return policy;
};
