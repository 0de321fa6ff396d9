import { maskPhone } from "@gov/country/phone.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Result } from "@gov/kit/result.ts";
import { retryAfterText } from "@gov/kit/ui/status-texts.ts";
import { findVerifiedEmail } from "#src/account/account-queries.ts";
import type { Person } from "#src/account/account.ts";
import type { Way } from "#src/factor/factor.ts";
import { askApps } from "#src/approval/approval-step.ts";
import { approvalPage, noApprovalPage } from "#src/approval/approval-pages.ts";
import { findApproval, spendApproval } from "#src/approval/approval-queries.ts";
import { maskEmail } from "#src/otp/otp-mail.ts";
import { parseCode } from "#src/otp/otp.ts";
import { offerPasskey } from "#src/passkey/offer-passkey.ts";
import { passkeyFailureIn } from "#src/passkey/passkey-failure.ts";
import { passkeyStepPage } from "#src/passkey/passkey-pages.ts";
import { parseRecoveryCode } from "#src/recovery-code/recovery-code.ts";
import { useRecoveryCode, type RecoveryFailure } from "#src/recovery-code/use-recovery-code.ts";
import { checkTotp, type TotpFailure } from "#src/totp/totp.ts";
import { codeErrorText } from "./code-failures.ts";
import { checkCode, sendCode } from "./code-step.ts";
import type { CodeFailure, SendFailure, SentBy } from "./code-step.ts";
import { continueSignIn, wayOf } from "./continue-sign-in.ts";
import type { OpenInteraction } from "./interaction.ts";
import { loadSecondStep, type SecondStep } from "./second-step.ts";
import { originOf, keyedDeps, viewOf, type SignInDeps } from "./sign-in-context.ts";
import { codePage, type CodeWay, type Note } from "./sign-in-pages.ts";
import { signInTexts as texts } from "./sign-in-texts.ts";
import { typedForm } from "./typed-form.ts";

/** Where a code is sent, as much of it as may be shown. */
const sentToOf = async (deps: SignInDeps, person: Person, way: Way) => {
  if (person.kind !== "citizen") return {};
  if (way !== "email") return { sentTo: maskPhone(person.phone) };
  const email = await findVerifiedEmail(deps.db, person.id);
  return email === undefined ? {} : { sentTo: maskEmail(email) };
};

const sendFailureNote = (failure: SendFailure, by: SentBy): Note => {
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
      return {
        kind: "down",
        title: texts.notSent,
        body: by === "sms" ? texts.notSentNext : texts.mailNotSentNext,
      };
  }
};

const statusOfSending = { throttled: 429, "no-more-codes": 429, "not-sent": 503 } as const;

const showNote = async (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
  person: Person,
  failure: SendFailure,
  by: SentBy,
): Promise<Response> => {
  if (failure.kind === "throttled") c.header("retry-after", String(failure.retryAfterSeconds));
  const note = sendFailureNote(failure, by);
  // The language link must lead to an address that can be opened.
  const view = { ...viewOf(deps, c, open), path: `/interaction/${open.id}/code` };
  const sentTo = await sentToOf(deps, person, by);
  const input = { kind: person.kind, way: by, note, sent: false, ...sentTo };
  return c.html(codePage(view, { ...input, others: true }), statusOfSending[failure.kind]);
};

/**
 * Begins a second step: by SMS and e-mail it sends a code first, and goes on to the page also when it was
 * not sent, for another way may be open.
 */
export const beginWay =
  (deps: SignInDeps, c: AppContext, open: OpenInteraction, person: Person) =>
  async (way: Way): Promise<Response> => {
    if ((way === "sms" || way === "email") && person.kind === "citizen") {
      const sent = await sendCode(keyedDeps(deps), open.id, person, originOf(deps, c, open), way);
      if (!sent.ok) return await showNote(deps, c, open, person, sent.error, way);
    }
    if (way === "app") {
      await askApps(deps, {
        interactionId: open.id,
        person,
        service: open.registration.name,
        domain: new URL(deps.config.PUBLIC_URL).host,
        origin: originOf(deps, c, open),
      });
    }
    return c.redirect(`/interaction/${open.id}/code`, 303);
  };

/** Where a sign-in stands that the person's app was asked about. */
const showApproval = async (
  deps: SignInDeps,
  c: AppContext,
  { open, pending, person, step }: SecondStep,
): Promise<Response> => {
  const view = viewOf(deps, c, open);
  const shown = { kind: person.kind, others: step.ways.length > 1 };
  const approval = await findApproval(deps.db, open.id, person.id);
  switch (approval?.state) {
    case "pending":
      return c.html(approvalPage(view, { ...shown, approval }));
    case "approved": {
      if (!(await spendApproval(deps.db, approval.id))) break;
      const proven = [...pending.proven, "app" as const];
      const begin = beginWay(deps, c, open, person);
      return await continueSignIn(deps, c, open, { person, proven }, begin);
    }
    case "refused":
    case "expired":
      return c.html(noApprovalPage(view, { ...shown, why: approval.state }));
    case "spent":
    case undefined:
      break;
  }
  return c.html(noApprovalPage(view, { ...shown, why: "none" }));
};

/** Judges a code of the way that it was typed for. */
const judge = async (
  deps: SignInDeps,
  c: AppContext,
  { open, person }: SecondStep,
  way: CodeWay,
  code: string,
): Promise<Result<unknown, CodeFailure | TotpFailure | RecoveryFailure>> => {
  const origin = originOf(deps, c, open);
  switch (way) {
    case "sms":
    case "email":
      return await checkCode(keyedDeps(deps), open.id, person.id, code, origin, way);
    case "totp":
      return await checkTotp(keyedDeps(deps), person.id, code, origin);
    case "recovery-code":
      return await useRecoveryCode(keyedDeps(deps), person, code, origin);
  }
};

/** The way that the form was for, while it leads on; a form of an old page counts as that. */
const typedWay = (step: SecondStep, typed: string | undefined): CodeWay | undefined => {
  const way = step.step.ways.find((one) => one === typed) ?? wayOf(step.step, step.pending);
  return way === "passkey" || way === "app" ? undefined : way;
};

const takeCode = async (deps: SignInDeps, c: AppContext, step: SecondStep): Promise<Response> => {
  const { open, pending, person } = step;
  const posted = typedForm(await c.req.parseBody());
  const typed = posted["code"] ?? "";
  const way = typedWay(step, posted["way"]);
  if (way === undefined) return c.redirect(`/interaction/${open.id}/code`, 303);
  const view = viewOf(deps, c, open);
  const others = step.step.ways.length > 1;
  const again = {
    kind: person.kind,
    way,
    others,
    typed: typed.slice(0, 64),
    ...(await sentToOf(deps, person, way)),
  };
  const code = way === "recovery-code" ? parseRecoveryCode(typed) : parseCode(typed);
  if (!code.ok) {
    const text = codeErrorText(way, code.error);
    return c.html(codePage(view, { ...again, errors: [{ name: "code", text }] }), 400);
  }
  const judged = await judge(deps, c, step, way, code.value);
  if (judged.ok) {
    const proven = [...pending.proven, way];
    const begin = beginWay(deps, c, open, person);
    return await continueSignIn(deps, c, open, { person, proven }, begin);
  }
  const text = codeErrorText(way, judged.error);
  const status = judged.error.kind === "throttled" ? 429 : 400;
  return c.html(codePage(view, { ...again, errors: [{ name: "code", text }] }), status);
};

const showStep = async (deps: SignInDeps, c: AppContext, step: SecondStep): Promise<Response> => {
  const { open, pending, person } = step;
  const way = wayOf(step.step, pending);
  const others = step.step.ways.length > 1;
  const view = viewOf(deps, c, open);
  switch (way) {
    case "passkey": {
      const options = await offerPasskey(deps, open, person);
      const failure = passkeyFailureIn(c);
      return c.html(passkeyStepPage(view, { kind: person.kind, options, others, failure }));
    }
    case "app":
      return await showApproval(deps, c, step);
    case "sms":
    case "email":
    case "totp":
    case "recovery-code": {
      const resent = c.req.query("sent") === "again";
      const note: Note = { kind: "success", title: texts.resent, body: texts.resentNext };
      const sentTo = await sentToOf(deps, person, way);
      const input = { kind: person.kind, way, others, ...sentTo };
      return c.html(codePage(view, { ...input, ...(resent ? { note } : {}) }));
    }
  }
};

/** The second step of every sign-in. */
export const addCodeRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/interaction/:id/code", async (c) => {
    const step = await loadSecondStep(deps, c);
    return step instanceof Response ? step : await showStep(deps, c, step);
  });
  app.post("/interaction/:id/code", async (c) => {
    const step = await loadSecondStep(deps, c);
    return step instanceof Response ? step : await takeCode(deps, c, step);
  });
  app.post("/interaction/:id/code/new", async (c) => {
    const step = await loadSecondStep(deps, c);
    if (step instanceof Response) return step;
    const { open, pending, person } = step;
    const way = wayOf(step.step, pending);
    if (person.kind !== "citizen" || (way !== "sms" && way !== "email")) {
      return c.redirect(`/interaction/${open.id}/code`, 303);
    }
    const sent = await sendCode(keyedDeps(deps), open.id, person, originOf(deps, c, open), way);
    if (!sent.ok) return await showNote(deps, c, open, person, sent.error, way);
    return c.redirect(`/interaction/${open.id}/code?sent=again`, 303);
  });
};
