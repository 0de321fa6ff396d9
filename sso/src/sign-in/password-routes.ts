import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { retryAfterText } from "@gov/kit/ui/status-texts.ts";
import { getCookie } from "hono/cookie";
import type { Person } from "#src/account/account.ts";
import { institutionLink } from "#src/federation/federation-pages.ts";
import { hasProviders } from "#src/federation/provider-queries.ts";
import { offerPasskey } from "#src/passkey/offer-passkey.ts";
import { passkeyFailureIn } from "#src/passkey/passkey-failure.ts";
import { passkeyForm } from "#src/passkey/passkey-form-pages.ts";
import { passkeyNotice, passkeyStepPage } from "#src/passkey/passkey-pages.ts";
import { passkeyTexts } from "#src/passkey/passkey-texts.ts";
import { beginWay } from "./code-routes.ts";
import { continueSignIn } from "./continue-sign-in.ts";
import { answerInteraction, loadInteraction, type OpenInteraction } from "./interaction.ts";
import { findKnownDevice } from "#src/device/note-device.ts";
import { deviceCookie } from "./known-device.ts";
import { readPasswordForm, type PasswordForm } from "./password-form.ts";
import { checkPassword, type PasswordFailure } from "./password-step.ts";
import { endedAnswer, kindOf, originOf, viewOf, type SignInDeps } from "./sign-in-context.ts";
import { passwordPage, stopPage, type Note, type PasswordPageInput } from "./sign-in-pages.ts";
import { noteProven } from "./sign-in-queries.ts";
import { findAskedAgain, identifierOf, type AskedAgain } from "./signed-in-already.ts";
import { backToText, signInTexts as texts } from "./sign-in-texts.ts";
import { typedForm } from "./typed-form.ts";

/** Told to people whose browser holds a session of the other kind of account. */
const otherAccountNote = (open: OpenInteraction): Note | undefined => {
  if (!open.details.prompt.reasons.includes("person_missing")) return undefined;
  return kindOf(open) === "staff"
    ? { kind: "info", title: texts.otherAccount, body: texts.otherAccountNext }
    : { kind: "info", title: texts.staffAccount, body: texts.staffAccountNext };
};

const whyNotes = {
  fresh: { kind: "info", title: texts.fresh, body: texts.freshNext },
  stronger: { kind: "info", title: texts.stronger, body: texts.strongerNext },
} as const satisfies Record<AskedAgain["why"], Note>;

/** The first step's page, with the offer of a passkey; `again` asks a known person once more. */
const firstPage = async (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
  input: Omit<PasswordPageInput, "kind" | "passkey" | "again"> & { again?: Person | undefined },
): Promise<Html> => {
  const view = viewOf(deps, c, open);
  const { again, ...shown } = input;
  const byInstitution = kindOf(open) === "staff" && (await hasProviders(deps.db));
  const passkey = html`${passkeyNotice(passkeyFailureIn(c), view.lang)}${passkeyForm({
    action: `/interaction/${open.id}/passkey`,
    csrfToken: view.csrfToken,
    lang: view.lang,
    options: await offerPasskey(deps, open, again),
    ask: "get",
    text: passkeyTexts.use,
    hint: passkeyTexts.useHint,
    inField: again === undefined,
  })}${byInstitution ? institutionLink(open.id, view.lang) : nothing}`;
  return passwordPage(view, { ...shown, kind: kindOf(open), passkey, again: again?.name });
};

/** The page for somebody who is signed in, and has to prove it again or better. */
const showAgain = async (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
  { person, why, optional, outOfReach }: AskedAgain,
): Promise<Response> => {
  if (outOfReach) return c.redirect(`/interaction/${open.id}/unmet`, 303);
  if (why === "fresh") {
    const identifier = identifierOf(person);
    const note = whyNotes.fresh;
    return c.html(await firstPage(deps, c, open, { identifier, again: person, note }));
  }
  const view = viewOf(deps, c, open);
  const options = await offerPasskey(deps, open, person);
  const { kind } = person;
  const note = whyNotes.stronger;
  const failure = passkeyFailureIn(c);
  return c.html(passkeyStepPage(view, { kind, options, others: false, note, optional, failure }));
};

const showPasswordPage = async (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
): Promise<Response> => {
  const { pending } = open;
  const change = c.req.query("change") !== undefined;
  if (pending && !change && passkeyFailureIn(c) === undefined) {
    return c.redirect(`/interaction/${open.id}/code`, 303);
  }
  const asked = change ? undefined : await findAskedAgain(deps, open);
  if (asked) return await showAgain(deps, c, open, asked);
  const hint = open.details.params["login_hint"];
  const suggested = typeof hint === "string" ? hint.slice(0, 64) : "";
  const identifier = pending?.identifier ?? suggested;
  const note = otherAccountNote(open);
  return c.html(await firstPage(deps, c, open, { identifier, note }));
};

/** Whoever is signed in already, while the form is about them. */
const findKnown = async (
  deps: SignInDeps,
  open: OpenInteraction,
  { identifier }: PasswordForm,
): Promise<Person | undefined> => {
  const person = (await findAskedAgain(deps, open))?.person;
  return person && identifierOf(person) === identifier ? person : undefined;
};

const failureAnswer = async (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
  form: PasswordForm,
  failure: PasswordFailure,
): Promise<Response> => {
  const kind = kindOf(open);
  const view = viewOf(deps, c, open);
  const answer = async (text: Text, status: 400 | 429 | 503, name?: string): Promise<Response> => {
    const errors = [{ text, ...(name === undefined ? {} : { name }) }];
    const again = await findKnown(deps, open, form);
    const shown = { identifier: form.typed, errors, again };
    return c.html(await firstPage(deps, c, open, shown), status);
  };
  switch (failure.kind) {
    case "wrong": {
      const text = kind === "citizen" ? texts.wrongPair : texts.wrongStaffPair;
      return await answer(text, 400, "password");
    }
    case "throttled": {
      c.header("retry-after", String(failure.retryAfterSeconds));
      return await answer(retryAfterText(failure.retryAfterSeconds), 429);
    }
    case "busy":
      c.header("retry-after", "5");
      return await answer(texts.busy, 503);
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
    const { errors, typed: identifier } = form;
    const again = await findKnown(deps, open, form);
    return c.html(await firstPage(deps, c, open, { identifier, errors, again }), 400);
  }
  const { identifier, password } = form;
  const origin = originOf(deps, c, open);
  const cookie = getCookie(c, deviceCookie.name);
  const device = await findKnownDevice(deps, cookie, `${kind} ${identifier}`);
  const checked = await checkPassword(deps, { kind, identifier, password, device, origin });
  if (!checked.ok) return await failureAnswer(deps, c, open, form, checked.error);
  const { person, means } = checked.value;
  const factor = "password";
  const signIn = { personId: person.id, kind, identifier, factor } as const;
  const { proven, way } = await noteProven(deps.db, open.id, signIn);
  const begin = beginWay(deps, c, open, person);
  return await continueSignIn(deps, c, open, { person, proven, way, means }, begin);
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
