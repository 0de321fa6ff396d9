import { bdi } from "@gov/kit/ui/bdi.ts";
import { cleanTyped } from "@gov/country/digits.ts";
import { formatPhone, parseMobile, phoneErrorTexts } from "@gov/country/phone.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { t, type Lang, type Text } from "@gov/kit/text.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { setCookie } from "hono/cookie";
import { z } from "zod";
import type { Account } from "#src/account/account.ts";
import { requireCitizen, type Need } from "#src/account/own-session.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import {
  checkContactCode,
  contactCodeText,
  contactSendText,
  sendContactCode,
  sendSmsCode,
  statusOfSendFailure,
  type ContactProof,
} from "#src/otp/contact-code.ts";
import { parseCode } from "#src/otp/otp.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import { keyedDeps, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { takeTry } from "#src/throttle/throttle-queries.ts";
import { askRegistry, type Asked } from "./ask-registry.ts";
import { changeEmail } from "./change-email.ts";
import { changePhone } from "./change-phone.ts";
import {
  contactCodePage,
  emailPage,
  languagePage,
  phonePage,
  profilePage,
  profileRoot as root,
  type ProfileNote,
} from "./profile-pages.ts";
import { findProfile, setLanguage } from "./profile-queries.ts";
import { profileTexts as texts } from "./profile-texts.ts";

type Handler = (c: AppContext, account: Account) => Promise<Response>;

/** Changes that could harm need a sign-in of the last ten minutes, both factors of it. */
const recently: Need = { withinS: 600 };

const asCitizen =
  (deps: SignInDeps, handler: Handler, need: Need = {}) =>
  async (c: AppContext): Promise<Response> => {
    const session = await requireCitizen(deps, c, need);
    return session instanceof Response ? session : await handler(c, session.person);
  };

const notes: Readonly<Record<string, ProfileNote>> = {
  answered: { kind: "success", title: texts.asked, body: texts.askedBody },
  unknown: { kind: "warn", title: texts.askedUnknown, body: texts.askedUnknownBody },
  down: { kind: "down", title: texts.down, body: texts.downBody },
  "too-soon": { kind: "info", title: texts.tooSoon, body: texts.downBody },
  phone: { kind: "success", title: texts.phoneDone, body: texts.phoneDoneBody },
  email: { kind: "success", title: texts.emailDone, body: texts.emailDoneBody },
  "email-removed": { kind: "success", title: texts.emailRemoved, body: texts.emailRemovedBody },
  language: { kind: "success", title: texts.languageDone, body: texts.languageDoneBody },
} satisfies Record<Asked | "phone" | "email" | "email-removed" | "language", ProfileNote>;

const done = (c: AppContext, what: string): Response => c.redirect(`${root}?done=${what}`, 303);

const addOverview = (app: HttpApp, deps: SignInDeps): void => {
  const show: Handler = async (c, account) => {
    const profile = await findProfile(deps.db, account.id);
    if (!profile) return c.redirect("/account", 303);
    const asked = c.req.query("done") ?? "";
    const note = Object.hasOwn(notes, asked) ? notes[asked] : undefined;
    const csrfToken = deps.csrf.token(c);
    return c.html(profilePage(c.get("lang"), { csrfToken, account, profile, note }));
  };
  app.get(root, asCitizen(deps, show));
  const ask: Handler = async (c, account) => done(c, await askRegistry(keyedDeps(deps), account));
  app.post(`${root}/registry`, asCitizen(deps, ask, { back: root }));
};

type Kind = "phone" | "email";

const proofOf = (kind: Kind, account: Account, destination: string): ContactProof => ({
  purpose: `profile-${kind}`,
  subject: account.id,
  destination,
});

const letter = (to: string, lang: Lang, code: string) => ({
  to,
  lang,
  subject: t(texts.mailSubject, lang),
  paragraphs: [t(texts.mailBody, lang)],
  code,
});

/** Sends a code to what is to be proven, and shows where to type it. */
const sendCode = async (
  deps: SignInDeps,
  c: AppContext,
  account: Account,
  kind: Kind,
  destination: string,
): Promise<Response> => {
  const lang = c.get("lang");
  const counted =
    kind === "phone"
      ? [
          deps.buckets("sms/phone", destination),
          deps.buckets("sms/address", requestOrigin(deps, c).address),
        ]
      : [deps.buckets("mail/address", destination), deps.buckets("mail/address", account.id)];
  const proof = proofOf(kind, account, destination);
  const sent =
    kind === "phone"
      ? await sendSmsCode(keyedDeps(deps), proof, counted)
      : await sendContactCode(keyedDeps(deps), proof, counted, (code) =>
          deps.mail.send(letter(destination, lang, code)),
        );
  if (sent.ok) return await showCode(deps, c, kind, destination, {});
  const { error } = sent;
  if (error.kind === "throttled") c.header("retry-after", String(error.retryAfterSeconds));
  const view = {
    lang,
    csrfToken: deps.csrf.token(c),
    typed: destination,
    errors: [{ name: kind, text: contactSendText(error) }],
  };
  const page = kind === "phone" ? phonePage(view) : emailPage(view, false);
  return c.html(page, statusOfSendFailure[error.kind]);
};

const showCode = async (
  deps: SignInDeps,
  c: AppContext,
  kind: Kind,
  destination: string,
  more: Readonly<{ typed?: string; errors?: readonly FieldError[] }>,
  status: 200 | 400 | 429 = 200,
): Promise<Response> => {
  const shown =
    kind === "phone" ? bdi(formatPhone(destination), "phone") : bdi(destination, "latin");
  const view = { lang: c.get("lang"), csrfToken: deps.csrf.token(c), ...more };
  const path = kind === "phone" ? "phone/code" : "email/code";
  // Which address it is stands in the form; the code is good for that one alone.
  const sealed = hiddenField(kind, destination);
  return c.html(contactCodePage(view, { path, destination: shown, sealed }), status);
};

/** The address in a form, as it is sent to; or what is wrong with it. */
const readContact = (kind: Kind, typed: string): { value: string } | { text: Text } => {
  if (kind === "phone") {
    const parsed = parseMobile(typed);
    return parsed.ok ? { value: parsed.value } : { text: phoneErrorTexts[parsed.error] };
  }
  const cleaned = cleanTyped(typed);
  if (cleaned === "") return { text: texts.emailEmpty };
  const parsed = z.email().max(254).safeParse(cleaned);
  return parsed.success ? { value: parsed.data } : { text: texts.emailShape };
};

const apply = async (
  deps: SignInDeps,
  c: AppContext,
  account: Account,
  kind: Kind,
  value: string,
): Promise<Response> => {
  const origin = requestOrigin(deps, c);
  if (kind === "phone") {
    await changePhone(keyedDeps(deps), account, value, origin);
    return done(c, "phone");
  }
  await changeEmail(deps.db, account.id, value, origin);
  return done(c, "email");
};

const addContact = (app: HttpApp, deps: SignInDeps, kind: Kind): void => {
  const path = `${root}/${kind}`;
  const need = { ...recently, back: path };
  const show: Handler = async (c, account) => {
    const profile = await findProfile(deps.db, account.id);
    const view = { lang: c.get("lang"), csrfToken: deps.csrf.token(c) };
    if (kind === "phone") return c.html(phonePage(view));
    const email = profile?.email ?? undefined;
    return c.html(emailPage({ ...view, typed: email }, email !== undefined));
  };
  const take: Handler = async (c, account) => {
    const typed = typedForm(await c.req.parseBody())[kind] ?? "";
    const read = readContact(kind, typed);
    const isSame = "value" in read && kind === "phone" && read.value === account.phone;
    if ("value" in read && !isSame) return await sendCode(deps, c, account, kind, read.value);
    const text = "text" in read ? read.text : texts.samePhone;
    const errors = [{ name: kind, text }];
    const view = { lang: c.get("lang"), csrfToken: deps.csrf.token(c), typed, errors };
    return c.html(kind === "phone" ? phonePage(view) : emailPage(view, false), 400);
  };
  const prove: Handler = async (c, account) => {
    const form = typedForm(await c.req.parseBody());
    const read = readContact(kind, form[kind] ?? "");
    if (!("value" in read)) return c.redirect(path, 303);
    const typed = (form["code"] ?? "").slice(0, 64);
    const refuse = (text: Text, status: 400 | 429 = 400) =>
      showCode(deps, c, kind, read.value, { typed, errors: [{ name: "code", text }] }, status);
    const code = parseCode(typed);
    if (!code.ok) return await refuse(code.error === "empty" ? texts.codeEmpty : texts.codeShape);
    const proof = proofOf(kind, account, read.value);
    const checked = await checkContactCode(keyedDeps(deps), proof, code.value);
    if (!checked.ok) {
      const status = checked.error.kind === "throttled" ? 429 : 400;
      return await refuse(contactCodeText(checked.error), status);
    }
    const limits = kind === "phone" ? [deps.buckets("phone-change/account", account.id)] : [];
    const taken = await takeTry(deps.db, limits);
    if (!taken.ok) return await refuse(texts.phoneTooOften, 429);
    return await apply(deps, c, account, kind, read.value);
  };
  app.get(path, asCitizen(deps, show, recently));
  app.post(path, asCitizen(deps, take, need));
  app.post(`${path}/code`, asCitizen(deps, prove, need));
  app.get(`${path}/code`, (c) => c.redirect(path, 303));
};

const addLanguage = (app: HttpApp, deps: SignInDeps): void => {
  const path = `${root}/language`;
  const view = (c: AppContext) => ({ lang: c.get("lang"), csrfToken: deps.csrf.token(c) });
  const show: Handler = async (c, account) =>
    c.html(languagePage({ ...view(c), typed: account.language }));
  const take: Handler = async (c, account) => {
    const typed = typedForm(await c.req.parseBody())["language"];
    if (typed !== "ar" && typed !== "en") {
      const errors = [{ name: "language", text: texts.languageMissing }];
      return c.html(languagePage({ ...view(c), errors }), 400);
    }
    await setLanguage(deps.db, account.id, typed);
    await recordEvent(deps.db, {
      event: "profile.language-changed",
      personId: account.id,
      ...requestOrigin(deps, c),
    });
    setCookie(c, "lang", typed, { path: "/", sameSite: "Lax", maxAge: 31_536_000 });
    return done(c, "language");
  };
  app.get(path, asCitizen(deps, show));
  app.post(path, asCitizen(deps, take, { back: path }));
};

/** `/account/profile`: who the account says its owner is, and how they are reached. */
export const addProfileRoutes = (app: HttpApp, deps: SignInDeps): void => {
  addOverview(app, deps);
  addContact(app, deps, "phone");
  addContact(app, deps, "email");
  addLanguage(app, deps);
  const remove: Handler = async (c, account) => {
    await changeEmail(deps.db, account.id, null, requestOrigin(deps, c));
    return done(c, "email-removed");
  };
  const need = { ...recently, back: `${root}/email` };
  app.post(`${root}/email/remove`, asCitizen(deps, remove, need));
};
