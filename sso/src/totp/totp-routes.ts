import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { t, type Text } from "@gov/kit/text.ts";
import type { Person } from "#src/account/account.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { findMeans } from "#src/factor/factor-queries.ts";
import { parseCode } from "#src/otp/otp.ts";
import { addFactor, removeFactor } from "#src/security/security.ts";
import { changeOrigin, done, requireFresh } from "#src/security/security-context.ts";
import { securityPath, securityView } from "#src/security/security-context.ts";
import { confirmPage } from "#src/security/security-pages.ts";
import { securityTexts as texts } from "#src/security/security-texts.ts";
import { codeErrorText } from "#src/sign-in/code-failures.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { identifierOf } from "#src/sign-in/signed-in-already.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { deleteAuthenticator, putAuthenticator } from "./authenticator-queries.ts";
import { enrolmentUri, newTotpSecret, openSecret, sealSecret } from "./enrolment.ts";
import { enrolmentPage } from "./totp-pages.ts";
import { totpStep } from "./totp.ts";

const path = `${securityPath}/authenticator`;
const removalPath = `${path}/remove`;
const issuer: Text = { ar: "الدخول الموحد", en: "Government sign-in" };

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
    uri: enrolmentUri(secret, t(issuer, c.get("lang")), identifierOf(person)),
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
    const origin = changeOrigin(deps, c);
    await recordEvent(tx, { event: "authenticator.added", personId: person.id, ...origin });
  });
  return done(c, "linked");
};

const removalPage = (deps: SignInDeps, c: AppContext, refused = false) =>
  confirmPage(securityView(deps, c), {
    title: texts.unlinkTitle,
    body: texts.unlinkBody,
    submit: texts.unlink,
    refused,
  });

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
  app.get(removalPath, async (c) => {
    const session = await requireFresh(deps, c, removalPath);
    return session instanceof Response ? session : c.html(removalPage(deps, c));
  });
  app.post(removalPath, async (c) => {
    const session = await requireFresh(deps, c, removalPath);
    if (session instanceof Response) return session;
    const { person } = session;
    const removed = await removeFactor(deps.db, person, async (tx) => {
      if (!(await deleteAuthenticator(tx, person.id))) return;
      const origin = changeOrigin(deps, c);
      await recordEvent(tx, { event: "authenticator.removed", personId: person.id, ...origin });
    });
    return removed.ok ? done(c, "removed") : c.html(removalPage(deps, c, true), 409);
  });
};
