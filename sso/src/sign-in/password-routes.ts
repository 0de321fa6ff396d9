import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { retryAfterText } from "@gov/kit/ui/status-texts.ts";
import { getCookie } from "hono/cookie";
import { answerInteraction, loadInteraction, type OpenInteraction } from "./interaction.ts";
import { deviceCookie } from "./known-device.ts";
import { readPasswordForm, type PasswordForm } from "./password-form.ts";
import { checkPassword, type PasswordFailure } from "./password-step.ts";
import { endedAnswer, kindOf, originOf, viewOf, type SignInDeps } from "./sign-in-context.ts";
import { passwordPage, stopPage, type Note } from "./sign-in-pages.ts";
import { findSignIn, startSignIn } from "./sign-in-queries.ts";
import { backToText, signInTexts as texts } from "./sign-in-texts.ts";
import { sendFirstCode } from "./code-routes.ts";
import { typedForm } from "./typed-form.ts";

/** Told to people whose browser holds a session of the other kind of account. */
const otherAccountNote = (open: OpenInteraction): Note | undefined => {
  if (!open.details.prompt.reasons.includes("person_missing")) return undefined;
  return kindOf(open) === "staff"
    ? { kind: "info", title: texts.otherAccount, body: texts.otherAccountNext }
    : { kind: "info", title: texts.staffAccount, body: texts.staffAccountNext };
};

const showPasswordPage = async (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
): Promise<Response> => {
  const pending = await findSignIn(deps.db, open.id);
  if (pending && c.req.query("change") === undefined) {
    return c.redirect(`/interaction/${open.id}/code`, 303);
  }
  const hint = open.details.params["login_hint"];
  const suggested = typeof hint === "string" ? hint.slice(0, 64) : "";
  const identifier = pending?.identifier ?? suggested;
  const note = otherAccountNote(open);
  return c.html(passwordPage(viewOf(deps, c, open), { kind: kindOf(open), identifier, note }));
};

const failureAnswer = (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
  form: PasswordForm,
  failure: PasswordFailure,
): Response | Promise<Response> => {
  const kind = kindOf(open);
  const view = viewOf(deps, c, open);
  const again = { kind, identifier: form.typed };
  switch (failure.kind) {
    case "wrong": {
      const text = kind === "citizen" ? texts.wrongPair : texts.wrongStaffPair;
      return c.html(passwordPage(view, { ...again, errors: [{ name: "password", text }] }), 400);
    }
    case "throttled": {
      const text = retryAfterText(failure.retryAfterSeconds);
      c.header("retry-after", String(failure.retryAfterSeconds));
      return c.html(passwordPage(view, { ...again, errors: [{ text }] }), 429);
    }
    case "busy":
      c.header("retry-after", "5");
      return c.html(passwordPage(view, { ...again, errors: [{ text: texts.busy }] }), 503);
    case "suspended":
      return c.html(
        stopPage({
          lang: view.lang,
          path: view.path,
          title: texts.suspended,
          body: texts.suspendedNext,
          next: {
            href: open.registration.homeUrl ?? "/account",
            text: backToText(open.registration.name),
          },
        }),
        403,
      );
  }
};

const takePassword = async (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
): Promise<Response> => {
  const posted = typedForm(await c.req.parseBody());
  if (posted["choice"] === "cancel") {
    const refusal = { error: "access_denied", error_description: "the person went back" };
    return c.redirect(await answerInteraction(open.details, refusal), 303);
  }
  const kind = kindOf(open);
  const form = readPasswordForm(kind, posted);
  if (form.errors.length > 0) {
    const view = viewOf(deps, c, open);
    const { errors, typed: identifier } = form;
    return c.html(passwordPage(view, { kind, identifier, errors }), 400);
  }
  const { identifier, password } = form;
  const origin = originOf(deps, c, open);
  const device = deps.devices.find(getCookie(c, deviceCookie.name), `${kind} ${identifier}`);
  const checked = await checkPassword(deps, { kind, identifier, password, device, origin });
  if (!checked.ok) return await failureAnswer(deps, c, open, form, checked.error);
  const person = checked.value;
  await startSignIn(deps.db, open.id, { personId: person.id, kind, identifier });
  if (person.kind === "citizen") return await sendFirstCode(deps, c, open, person);
  return c.redirect(`/interaction/${open.id}/code`, 303);
};

/** The first step of every sign-in, for citizens and for staff. */
export const addPasswordRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.post("/interaction/:id", async (c) => {
    const open = await loadInteraction(deps, c);
    if (!open.ok || open.value.details.prompt.name !== "login") return await endedAnswer(deps, c);
    return await takePassword(deps, c, open.value);
  });
  app.get("/interaction/:id", async (c) => {
    const open = await loadInteraction(deps, c);
    if (!open.ok) return await endedAnswer(deps, c);
    if (open.value.details.prompt.name === "consent") {
      return c.redirect(`/interaction/${open.value.id}/consent`, 303);
    }
    if (open.value.details.prompt.name === "select_account") {
      return c.redirect(`/interaction/${open.value.id}/acting-for`, 303);
    }
    return await showPasswordPage(deps, c, open.value);
  });
};
