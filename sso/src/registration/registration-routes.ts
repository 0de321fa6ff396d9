import { keepCookie, readCookie } from "@gov/kit/cookie.ts";
import { randomToken } from "@gov/kit/crypto.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { findAccountById } from "#src/account/account-queries.ts";
import { clientAddress } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { takeTry } from "#src/throttle/throttle-queries.ts";
import { retryAfterText } from "@gov/kit/ui/status-texts.ts";
import { claimOf } from "./confirm-identity.ts";
import { takeAnswer } from "./answer-routes.ts";
import {
  donePage,
  endedRegistrationPage,
  endPage,
  receivedPage,
  startPage,
  unconfirmedPage,
} from "./outcome-pages.ts";
import { sendRegistrationCode } from "./phone-code.ts";
import { questionPage } from "./registration-pages.ts";
import { isReachable, isStep, nextStep, withAnswers } from "./registration.ts";
import {
  findFinishedRegistration,
  findRegistration,
  saveAnswers,
  startRegistration,
  type Registration,
} from "./registration-queries.ts";
import { registrationTexts as texts } from "./registration-texts.ts";
import { registrationCookie } from "./registration-cookie.ts";
import { answeredInput } from "./answered-input.ts";

/** The registration of this browser, while it lasts. */
const load = async (deps: SignInDeps, c: AppContext): Promise<Registration | undefined> => {
  const token = readCookie(c, registrationCookie);
  if (!token) return undefined;
  return await findRegistration(deps.db, deps.config.KEY_ENCRYPTION_KEY, token);
};

const ended = (c: AppContext) => c.html(endedRegistrationPage(c.get("lang")), 410);

/** The sign-in that a link came from, or undefined for anything that is no interaction's id. */
const interactionOf = (c: AppContext): string | undefined => {
  const given = c.req.query("for") ?? "";
  return /^[\w-]{10,64}$/.test(given) ? given : undefined;
};

const wayBack = (interactionId: string | undefined): string =>
  interactionId === undefined ? "/account" : `/interaction/${interactionId}`;

const begin = async (deps: SignInDeps, c: AppContext): Promise<Response> => {
  const { KEY_ENCRYPTION_KEY: key, PUBLIC_URL, TRUST_PROXY } = deps.config;
  const address = clientAddress(c, TRUST_PROXY);
  const taken = await takeTry(deps.db, [deps.buckets("registration/address", address)]);
  if (!taken.ok) {
    const { retryAfterSeconds } = taken.error;
    c.header("retry-after", String(retryAfterSeconds));
    const body = retryAfterText(retryAfterSeconds);
    const again = { href: "/register", text: texts.back };
    return c.html(endPage(c.get("lang"), texts.tooMany, body, again), 429);
  }
  const token = randomToken();
  const interactionId = interactionOf(c);
  await startRegistration(deps.db, key, { token, interactionId, answers: {} });
  keepCookie(c, {
    name: registrationCookie,
    value: token,
    path: "/",
    maxAgeS: 3_600,
    secure: PUBLIC_URL.startsWith("https:"),
  });
  return c.redirect("/register/national-id", 303);
};

const addStart = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/register", async (c) => {
    const registration = await load(deps, c);
    const interactionId = interactionOf(c) ?? registration?.interactionId;
    const answered = registration && Object.keys(registration.answers).length > 0;
    const started = answered ? `/register/${nextStep(registration.answers)}` : undefined;
    const csrfToken = deps.csrf.token(c);
    const signInHref = wayBack(interactionId);
    return c.html(startPage(c.get("lang"), { csrfToken, started, signInHref, interactionId }));
  });
  app.post("/register", (c) => begin(deps, c));
};

const addUnconfirmed = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/register/unconfirmed", async (c) => {
    const registration = await load(deps, c);
    const claim = registration && claimOf(registration.answers);
    if (!registration || !claim) return ended(c);
    if (registration.answers.outcome?.kind === "matched") {
      return c.redirect(`/register/${nextStep(registration.answers)}`, 303);
    }
    return c.html(unconfirmedPage(c.get("lang"), deps.csrf.token(c), claim));
  });
  app.post("/register/unconfirmed", async (c) => {
    const registration = await load(deps, c);
    if (!registration || !claimOf(registration.answers)) return ended(c);
    if (registration.answers.outcome?.kind === "unconfirmed") {
      const answers = withAnswers(registration.answers, { outcome: { kind: "pending" } });
      await saveAnswers(deps.db, deps.config.KEY_ENCRYPTION_KEY, registration.token, answers);
    }
    return c.redirect("/register/phone", 303);
  });
};

const addEnds = (app: HttpApp, deps: SignInDeps): void => {
  const finished = async (c: AppContext) =>
    await findFinishedRegistration(deps.db, readCookie(c, registrationCookie) ?? "");
  app.get("/register/done", async (c) => {
    const found = await finished(c);
    const person = found?.personId && (await findAccountById(deps.db, found.personId));
    if (!found || !person) return c.redirect(wayBack(found?.interactionId), 303);
    const { interactionId } = found;
    return c.html(
      donePage(c.get("lang"), {
        isMinor: person.proofing === "none",
        href: wayBack(interactionId),
        isForService: interactionId !== undefined,
      }),
    );
  });
  app.get("/register/received", async (c) =>
    c.html(receivedPage(c.get("lang"), wayBack((await finished(c))?.interactionId))),
  );
};

/** `/register`: how a person comes to have an account, one question a page. */
export const addRegistrationRoutes = (app: HttpApp, deps: SignInDeps): void => {
  addStart(app, deps);
  addUnconfirmed(app, deps);
  addEnds(app, deps);
  app.post("/register/code/new", async (c) => {
    const registration = await load(deps, c);
    return registration ? await sendRegistrationCode(deps, c, registration, "again") : ended(c);
  });
  app.get("/register/:step", async (c, next) => {
    const step = c.req.param("step");
    if (!isStep(step)) return await next();
    const registration = await load(deps, c);
    if (!registration) return ended(c);
    const { answers } = registration;
    if (!isReachable(step, answers)) return c.redirect(`/register/${nextStep(answers)}`, 303);
    return c.html(questionPage(step, answeredInput(c, deps.csrf.token(c), answers)));
  });
  app.post("/register/:step", async (c, next) => {
    const step = c.req.param("step");
    if (!isStep(step)) return await next();
    const registration = await load(deps, c);
    if (!registration) return ended(c);
    const { answers } = registration;
    if (!isReachable(step, answers)) return c.redirect(`/register/${nextStep(answers)}`, 303);
    return await takeAnswer(deps, c, registration, step);
  });
};
