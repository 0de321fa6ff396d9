import { maskPhone } from "@gov/country/phone.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import { retryAfterText } from "@gov/kit/ui/status-texts.ts";
import type { Account, Person } from "#src/account/account.ts";
import { parseCode } from "#src/otp/otp.ts";
import { findPerson } from "#src/protocol/find-person.ts";
import { checkTotp, type TotpFailure } from "#src/staff/totp.ts";
import { checkCode, sendCode, type CodeFailure, type SendFailure } from "./code-step.ts";
import { completeSignIn } from "./complete-sign-in.ts";
import { loadInteraction, type OpenInteraction } from "./interaction.ts";
import { endedAnswer, originOf, viewOf, type SignInDeps } from "./sign-in-context.ts";
import { codePage, type Note } from "./sign-in-pages.ts";
import { findSignIn, type PendingSignIn } from "./sign-in-queries.ts";
import { signInTexts as texts } from "./sign-in-texts.ts";
import { typedForm } from "./typed-form.ts";

type Step = Readonly<{ open: OpenInteraction; pending: PendingSignIn; person: Person }>;

const stepDeps = (deps: SignInDeps) => ({
  ...deps,
  encryptionKey: deps.config.KEY_ENCRYPTION_KEY,
  host: new URL(deps.config.PUBLIC_URL).hostname,
});

const phoneOf = (person: Person) =>
  person.kind === "citizen" ? { maskedPhone: maskPhone(person.phone) } : {};

const sendFailureNote = (failure: SendFailure): Note => {
  switch (failure.kind) {
    case "throttled":
      return {
        kind: "warn",
        title: texts.notSent,
        body: retryAfterText(failure.retryAfterSeconds),
      };
    case "no-more-codes":
      return { kind: "warn", title: texts.notSent, body: texts.noMoreCodes };
    case "not-sent":
      return { kind: "down", title: texts.notSent, body: texts.notSentNext };
  }
};

const failureText = (failure: CodeFailure | TotpFailure, kind: Person["kind"]): Text => {
  switch (failure.kind) {
    case "throttled":
      return retryAfterText(failure.retryAfterSeconds);
    case "wrong":
      return kind === "citizen" ? texts.codeWrong : texts.totpWrong;
    case "used":
      return texts.totpUsed;
    case "void":
      return texts.codeVoid;
    case "not-enrolled":
      return texts.notEnrolled;
  }
};

const statusOfSending = { throttled: 429, "no-more-codes": 429, "not-sent": 503 } as const;

const showNote = (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
  account: Account,
  failure: SendFailure,
): Response | Promise<Response> => {
  if (failure.kind === "throttled") c.header("retry-after", String(failure.retryAfterSeconds));
  const note = sendFailureNote(failure);
  // The language link must lead to an address that can be opened.
  const view = { ...viewOf(deps, c, open), path: `/interaction/${open.id}/code` };
  return c.html(
    codePage(view, { kind: "citizen", note, sent: false, ...phoneOf(account) }),
    statusOfSending[failure.kind],
  );
};

/** After the right password: sends a code and goes on to its page, also when it was not sent. */
export const sendFirstCode = async (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
  account: Account,
): Promise<Response> => {
  const sent = await sendCode(stepDeps(deps), open.id, account, originOf(deps, c, open));
  if (!sent.ok) return await showNote(deps, c, open, account, sent.error);
  return c.redirect(`/interaction/${open.id}/code`, 303);
};

/** The open second step of this browser, or the answer to give where there is none. */
const loadStep = async (deps: SignInDeps, c: AppContext): Promise<Step | Response> => {
  const open = await loadInteraction(deps, c);
  if (!open.ok) return await endedAnswer(deps, c);
  const { details, id, registration } = open.value;
  // Answered already, by a double click: go on to where the first one led.
  if (details.result && "login" in details.result) return c.redirect(details.returnTo, 303);
  const pending = await findSignIn(deps.db, id);
  const person = pending && (await findPerson(deps.db, registration.audience, pending.personId));
  if (!pending || !person) return c.redirect(`/interaction/${id}?change=1`, 303);
  return { open: open.value, pending, person };
};

const judge = async (deps: SignInDeps, c: AppContext, step: Step, code: string) =>
  step.person.kind === "citizen"
    ? await checkCode(
        stepDeps(deps),
        step.open.id,
        step.person.id,
        code,
        originOf(deps, c, step.open),
      )
    : await checkTotp(stepDeps(deps), step.person.id, code);

const takeCode = async (deps: SignInDeps, c: AppContext, step: Step): Promise<Response> => {
  const typed = typedForm(await c.req.parseBody())["code"] ?? "";
  const view = viewOf(deps, c, step.open);
  const { kind } = step.person;
  const again = { kind, typed: typed.slice(0, 64), ...phoneOf(step.person) };
  const code = parseCode(typed);
  if (!code.ok) {
    const text = code.error === "empty" ? texts.codeEmpty : texts.codeShape;
    return c.html(codePage(view, { ...again, errors: [{ name: "code", text }] }), 400);
  }
  const judged = await judge(deps, c, step, code.value);
  if (judged.ok) {
    const amr = kind === "citizen" ? ["pwd", "otp", "sms"] : ["pwd", "otp"];
    const { open, person } = step;
    return await completeSignIn(deps, c, open, { person, acr: "urn:gov:loa:2", amr });
  }
  const text = failureText(judged.error, kind);
  const status = judged.error.kind === "throttled" ? 429 : 400;
  return c.html(codePage(view, { ...again, errors: [{ name: "code", text }] }), status);
};

/** The second step of every sign-in. */
export const addCodeRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/interaction/:id/code", async (c) => {
    const step = await loadStep(deps, c);
    if (step instanceof Response) return step;
    const { kind } = step.person;
    const resent = c.req.query("sent") === "again";
    const note: Note = { kind: "success", title: texts.resent, body: texts.resentNext };
    return c.html(
      codePage(viewOf(deps, c, step.open), {
        kind,
        ...phoneOf(step.person),
        ...(resent ? { note } : {}),
      }),
    );
  });
  app.post("/interaction/:id/code", async (c) => {
    const step = await loadStep(deps, c);
    return step instanceof Response ? step : await takeCode(deps, c, step);
  });
  app.post("/interaction/:id/code/new", async (c) => {
    const step = await loadStep(deps, c);
    if (step instanceof Response) return step;
    const { open, person } = step;
    if (person.kind !== "citizen") return c.redirect(`/interaction/${open.id}/code`, 303);
    const sent = await sendCode(stepDeps(deps), open.id, person, originOf(deps, c, open));
    if (!sent.ok) return await showNote(deps, c, open, person, sent.error);
    return c.redirect(`/interaction/${open.id}/code?sent=again`, 303);
  });
};
