import { nationalIdErrorTexts, parseNationalId } from "@gov/country/national-id.ts";
import { keepCookie, readCookie } from "@gov/kit/cookie.ts";
import { randomToken, sha256 } from "@gov/kit/crypto.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { ok } from "@gov/kit/result.ts";
import { retryAfterText } from "@gov/kit/ui/status-texts.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { findAccountById, findPersonFacts } from "#src/account/account-queries.ts";
import { passwordFormErrors } from "#src/credential/password-choice.ts";
import {
  checkContactCode,
  contactCodeMessage,
  contactCodeText,
  contactSendText,
  sendContactCode,
  statusOfSendFailure,
  type ContactProof,
} from "#src/otp/contact-code.ts";
import { parseCode } from "#src/otp/otp.ts";
import { registrationTexts } from "#src/registration/registration-texts.ts";
import { readDocument } from "#src/registration/read-answer.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import { keyedDeps, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { judgeDocument, judgeSetupCode } from "./judge-reset.ts";
import { nextResetStep, resetCookie, type ResetAnswers, type ResetStep } from "./password-reset.ts";
import { findReset, saveReset, startReset, type PasswordReset } from "./password-reset-queries.ts";
import { replacePassword } from "./replace-password.ts";
import {
  resetCodePage,
  resetDocumentPage,
  resetDonePage,
  resetEndedPage,
  resetPasswordPage,
  resetSetupPage,
  resetStartPage,
  type ResetView,
} from "./reset-pages.ts";
import { resetTexts as texts } from "./reset-texts.ts";
import { parseSetupCode } from "./setup-code.ts";

const keyOf = ({ config }: SignInDeps): Buffer => config.KEY_ENCRYPTION_KEY;

const viewOf = (deps: SignInDeps, c: AppContext, more: Partial<ResetView> = {}): ResetView => ({
  lang: c.get("lang"),
  csrfToken: deps.csrf.token(c),
  ...more,
});

const interactionOf = (c: AppContext): string | undefined => {
  const given = c.req.query("for") ?? "";
  return /^[\w-]{10,64}$/.test(given) ? given : undefined;
};

const suffixOf = (c: AppContext): string => {
  const id = interactionOf(c);
  return id === undefined ? "" : `?for=${id}`;
};

const wayBack = (interactionId: string | undefined): string =>
  interactionId === undefined ? "/account" : `/interaction/${interactionId}`;

const begin = async (
  deps: SignInDeps,
  c: AppContext,
  answers: ResetAnswers,
): Promise<PasswordReset> => {
  const reset = { token: randomToken(), interactionId: interactionOf(c), answers };
  await startReset(deps.db, keyOf(deps), reset);
  keepCookie(c, {
    name: resetCookie,
    value: reset.token,
    path: "/recover",
    maxAgeS: 1_800,
    secure: deps.config.PUBLIC_URL.startsWith("https:"),
  });
  return reset;
};

const throttledAnswer = (c: AppContext, seconds: number): FieldError[] => {
  c.header("retry-after", String(seconds));
  return [{ text: retryAfterText(seconds) }];
};

const nobody = "00000000-0000-0000-0000-000000000000";

/** The code goes to the phone of an account that works; where the answers are of none, to no one. */
const destinationOf = async (deps: SignInDeps, { personId }: ResetAnswers): Promise<string> => {
  // Looked up in every case: an answer takes as long whoever it is about.
  const account = await findAccountById(deps.db, personId ?? nobody);
  return account?.status === "active" ? account.phone : "nobody";
};

const proofOf = ({ token }: PasswordReset, destination: string): ContactProof => ({
  purpose: "password-reset",
  subject: sha256(token).toString("hex"),
  destination,
});

/** Makes a code in every case; it is counted by who was asked about, and nobody waits for the SMS. */
const sendCode = async (
  deps: SignInDeps,
  c: AppContext,
  reset: PasswordReset,
): Promise<Response> => {
  const destination = await destinationOf(deps, reset.answers);
  const keyed = keyedDeps(deps);
  const counted = [
    deps.buckets("sms/account", `reset ${reset.answers.nationalId}`),
    deps.buckets("sms/address", requestOrigin(deps, c).address),
  ];
  const send = (code: string) => {
    if (destination === "nobody") return Promise.resolve(ok(undefined));
    const message = { to: destination, text: contactCodeMessage(code, keyed.host) };
    // Whether it was sent must show neither in the answer nor in its time.
    void deps.sms.send(message).then((sent) => {
      if (!sent.ok) c.get("log").warn("the code of a password reset was not sent");
    });
    return Promise.resolve(ok(undefined));
  };
  const sent = await sendContactCode(keyed, proofOf(reset, destination), counted, send);
  if (sent.ok) return c.redirect("/recover/code", 303);
  const { error } = sent;
  if (error.kind === "throttled") c.header("retry-after", String(error.retryAfterSeconds));
  const note = { kind: "warn", title: texts.notSent, body: contactSendText(error) } as const;
  return c.html(resetCodePage(viewOf(deps, c, { note })), statusOfSendFailure[error.kind]);
};

const load = async (
  deps: SignInDeps,
  c: AppContext,
  step: ResetStep,
): Promise<PasswordReset | Response> => {
  const token = readCookie(c, resetCookie);
  const reset = token ? await findReset(deps.db, keyOf(deps), token) : undefined;
  if (!reset) return c.html(resetEndedPage(c.get("lang")), 410);
  const next = nextResetStep(reset.answers);
  return next === step ? reset : c.redirect(`/recover/${next}`, 303);
};

const keep = async (
  deps: SignInDeps,
  reset: PasswordReset,
  added: Partial<ResetAnswers>,
): Promise<PasswordReset> => {
  const answers = { ...reset.answers, ...added };
  await saveReset(deps.db, keyOf(deps), reset.token, answers);
  return { ...reset, answers };
};

const addStart = (app: HttpApp, deps: SignInDeps): void => {
  const back = (c: AppContext) => wayBack(interactionOf(c));
  app.get("/recover", (c) => c.html(resetStartPage(viewOf(deps, c), suffixOf(c), back(c))));
  app.post("/recover", async (c) => {
    const typed = typedForm(await c.req.parseBody());
    const parsed = parseNationalId(typed["nationalId"] ?? "");
    if (!parsed.ok) {
      const errors = [{ name: "nationalId", text: nationalIdErrorTexts[parsed.error] }];
      return c.html(resetStartPage(viewOf(deps, c, { typed, errors }), suffixOf(c), back(c)), 400);
    }
    await begin(deps, c, { nationalId: parsed.value, isJudged: false, isProven: false });
    return c.redirect("/recover/document", 303);
  });
};

const addDocument = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/recover/document", async (c) => {
    const reset = await load(deps, c, "document");
    return reset instanceof Response ? reset : c.html(resetDocumentPage(viewOf(deps, c)));
  });
  app.post("/recover/document", async (c) => {
    const reset = await load(deps, c, "document");
    if (reset instanceof Response) return reset;
    const typed = typedForm(await c.req.parseBody());
    const read = readDocument(typed);
    if (!read.ok) {
      return c.html(resetDocumentPage(viewOf(deps, c, { typed, errors: read.error })), 400);
    }
    const { nationalId } = reset.answers;
    const asked = { nationalId, document: read.value.document };
    const judged = await judgeDocument(keyedDeps(deps), asked, requestOrigin(deps, c));
    if (judged.ok) {
      const personId = judged.value;
      return await sendCode(deps, c, await keep(deps, reset, { isJudged: true, personId }));
    }
    if (judged.error.kind === "throttled") {
      const errors = throttledAnswer(c, judged.error.retryAfterSeconds);
      return c.html(resetDocumentPage(viewOf(deps, c, { typed, errors })), 429);
    }
    const { registryDown: title, registryDownNext: body } = registrationTexts;
    const note = { kind: "down", title, body } as const;
    return c.html(resetDocumentPage(viewOf(deps, c, { typed, note })), 503);
  });
};

const addSetup = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/recover/setup", (c) => c.html(resetSetupPage(viewOf(deps, c), suffixOf(c))));
  app.post("/recover/setup", async (c) => {
    const typed = typedForm(await c.req.parseBody());
    const parsed = parseNationalId(typed["nationalId"] ?? "");
    const code = parseSetupCode(typed["setupCode"] ?? "");
    const isEmpty = (typed["setupCode"] ?? "").trim() === "";
    const errors: FieldError[] = [
      ...(parsed.ok ? [] : [{ name: "nationalId", text: nationalIdErrorTexts[parsed.error] }]),
      ...(code ? [] : [{ name: "setupCode", text: isEmpty ? texts.setupEmpty : texts.setupShape }]),
    ];
    if (!parsed.ok || code === undefined) {
      return c.html(resetSetupPage(viewOf(deps, c, { typed, errors }), suffixOf(c)), 400);
    }
    const asked = { nationalId: parsed.value, code };
    const judged = await judgeSetupCode(keyedDeps(deps), asked, requestOrigin(deps, c));
    if (!judged.ok) {
      const limits = throttledAnswer(c, judged.error.retryAfterSeconds);
      return c.html(resetSetupPage(viewOf(deps, c, { typed, errors: limits }), suffixOf(c)), 429);
    }
    const answers = { nationalId: parsed.value, isJudged: true, isProven: false, ...judged.value };
    return await sendCode(deps, c, await begin(deps, c, answers));
  });
};

const addCode = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/recover/code", async (c) => {
    const reset = await load(deps, c, "code");
    return reset instanceof Response ? reset : c.html(resetCodePage(viewOf(deps, c)));
  });
  app.post("/recover/code/new", async (c) => {
    const reset = await load(deps, c, "code");
    return reset instanceof Response ? reset : await sendCode(deps, c, reset);
  });
  app.post("/recover/code", async (c) => {
    const reset = await load(deps, c, "code");
    if (reset instanceof Response) return reset;
    const typed = { code: (typedForm(await c.req.parseBody())["code"] ?? "").slice(0, 64) };
    const refuse = (text: FieldError["text"], status: 400 | 429 = 400) =>
      c.html(resetCodePage(viewOf(deps, c, { typed, errors: [{ name: "code", text }] })), status);
    const code = parseCode(typed.code);
    if (!code.ok) return refuse(code.error === "empty" ? texts.codeEmpty : texts.codeShape);
    const proof = proofOf(reset, await destinationOf(deps, reset.answers));
    const checked = await checkContactCode(keyedDeps(deps), proof, code.value);
    if (!checked.ok) {
      return refuse(contactCodeText(checked.error), checked.error.kind === "throttled" ? 429 : 400);
    }
    await keep(deps, reset, { isProven: true });
    return c.redirect("/recover/password", 303);
  });
};

const addPassword = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/recover/password", async (c) => {
    const reset = await load(deps, c, "password");
    return reset instanceof Response ? reset : c.html(resetPasswordPage(viewOf(deps, c)));
  });
  app.post("/recover/password", async (c) => {
    const reset = await load(deps, c, "password");
    if (reset instanceof Response) return reset;
    const { personId } = reset.answers;
    const facts = personId && (await findPersonFacts(deps.db, personId));
    if (!facts) return c.html(resetEndedPage(c.get("lang")), 410);
    const form = typedForm(await c.req.parseBody());
    const errors = passwordFormErrors(form, facts);
    if (errors.length > 0) return c.html(resetPasswordPage(viewOf(deps, c, { errors })), 400);
    const hash = await deps.passwords.hash(form["password"] ?? "");
    if (!hash.ok) {
      c.header("retry-after", "5");
      const busy = [{ text: registrationTexts.busy }];
      return c.html(resetPasswordPage(viewOf(deps, c, { errors: busy })), 503);
    }
    const origin = requestOrigin(deps, c);
    const replaced = await replacePassword(deps.db, reset, personId, hash.value, origin);
    if (!replaced) return c.html(resetEndedPage(c.get("lang")), 410);
    return c.redirect(
      `/recover/done${reset.interactionId ? `?for=${reset.interactionId}` : ""}`,
      303,
    );
  });
  app.get("/recover/done", (c) => c.html(resetDonePage(c.get("lang"), wayBack(interactionOf(c)))));
};

/** `/recover`: a new password for who forgot theirs, by document and phone. */
export const addResetRoutes = (app: HttpApp, deps: SignInDeps): void => {
  addStart(app, deps);
  addDocument(app, deps);
  addSetup(app, deps);
  addCode(app, deps);
  addPassword(app, deps);
};
