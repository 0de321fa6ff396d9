import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Person } from "#src/account/account.ts";
import { findMeans } from "#src/factor/factor-queries.ts";
import { parseCode } from "#src/otp/otp.ts";
import { addRemovalRoutes, type Removal } from "#src/security/removal-routes.ts";
import { addFactor, tellChange } from "#src/security/security.ts";
import { done, requireFresh } from "#src/security/security-context.ts";
import { securityPath, securityView } from "#src/security/security-context.ts";
import { securityTexts as texts } from "#src/security/security-texts.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import { codeErrorText } from "#src/sign-in/code-failures.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { identifierOf } from "#src/sign-in/signed-in-already.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { deleteAuthenticator, putAuthenticator } from "./authenticator-queries.ts";
import { enrolmentUri, newTotpSecret, openSecret, sealSecret } from "./enrolment.ts";
import { enrolmentPage } from "./totp-pages.ts";
import { totpStep } from "./totp.ts";

const path = `${securityPath}/authenticator`;
/** In Latin letters: in Arabic ones the square is twice as dense, and cheap cameras miss it. */
const issuer = "Government sign-in";

const showEnrolment = async (
  deps: SignInDeps,
  c: AppContext,
  person: Person,
  shown: Readonly<{ secret: string; error?: Text }>,
): Promise<Response> => {
  const { secret, error } = shown;
  const { ways } = await findMeans(deps.db, person);
  const markup = enrolmentPage(securityView(deps, c, path), {
    secret,
    sealed: sealSecret(deps.config.KEY_ENCRYPTION_KEY, person.id, secret),
    uri: enrolmentUri(secret, issuer, identifierOf(person)),
    replaces: ways.includes("totp"),
    ...(error ? { errors: [{ name: "code", text: error }] } : {}),
  });
  return c.html(markup, error ? 400 : 200);
};

const takeEnrolment = async (
  deps: SignInDeps,
  c: AppContext,
  person: Person,
): Promise<Response> => {
  const key = deps.config.KEY_ENCRYPTION_KEY;
  const { sealed = "", code: typed = "" } = typedForm(await c.req.parseBody());
  const secret = openSecret(key, person.id, sealed);
  if (secret === undefined) {
    const fresh = { secret: newTotpSecret(), error: texts.linkStale };
    return await showEnrolment(deps, c, person, fresh);
  }
  const code = parseCode(typed);
  if (!code.ok) {
    const error = codeErrorText("totp", code.error);
    return await showEnrolment(deps, c, person, { secret, error });
  }
  const step = totpStep(secret, code.value, Date.now());
  if (step === undefined) {
    const error = codeErrorText("totp", { kind: "wrong" });
    return await showEnrolment(deps, c, person, { secret, error });
  }
  await addFactor(deps.db, person, async (tx) => {
    await putAuthenticator(tx, key, person.id, secret, step);
    await tellChange(tx, person, {
      event: "authenticator.added",
      origin: requestOrigin(deps, c),
      notice: "factor-added",
      factor: texts.authenticator,
    });
  });
  return done(c, "linked");
};

const removal: Removal = {
  path: "authenticator/remove",
  texts: { title: texts.unlinkTitle, body: texts.unlinkBody, submit: texts.unlink },
  remove: deleteAuthenticator,
  event: "authenticator.removed",
  factor: texts.authenticator,
};

/** Linking and unlinking an authenticator. */
export const addTotpRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get(path, async (c) => {
    const session = await requireFresh(deps, c, path);
    if (session instanceof Response) return session;
    return await showEnrolment(deps, c, session.person, { secret: newTotpSecret() });
  });
  app.post(path, async (c) => {
    const session = await requireFresh(deps, c, path);
    return session instanceof Response ? session : await takeEnrolment(deps, c, session.person);
  });
  addRemovalRoutes(app, deps, removal);
};
