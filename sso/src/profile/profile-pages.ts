import { bdi } from "@gov/kit/ui/bdi.ts";
import { formatPhone } from "@gov/country/phone.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { radiosField } from "@gov/kit/ui/choice-fields.ts";
import { dateOnly, dateTime } from "@gov/kit/ui/date-time.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { emailField, oneTimeCodeField, phoneField } from "@gov/kit/ui/fields.ts";
import { actionForm, form } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice, type NoticeKind } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import type { Account } from "#src/account/account.ts";
import { signInFrame } from "#src/page/frame.ts";
import { proofingTexts } from "#src/proofing/counter-texts.ts";
import { registryName } from "#src/registry/civil-registry.ts";
import type { Profile } from "./profile-queries.ts";
import { profileTexts as texts } from "./profile-texts.ts";

export const profileRoot = "/account/profile";
const back = { href: profileRoot, text: texts.back };

export type ProfileNote = Readonly<{ kind: NoticeKind; title: Text; body: Text }>;
const noteOf = (note: ProfileNote | undefined, lang: Lang): Html =>
  note ? notice({ ...note, lang, live: true }) : nothing;

const registryRows = (lang: Lang, account: Account, profile: Profile) => {
  const at = profile.registryCheckedAt;
  const comma = lang === "ar" ? "،" : ",";
  const source = at
    ? html`${words(registryName, lang)}${comma} ${dateTime(at, lang)}`
    : texts.unconfirmed;
  return [
    { key: texts.name, value: bdi(profile.name[lang], "name"), source },
    { key: texts.nationalId, value: bdi(account.nationalId) },
    { key: texts.dateOfBirth, value: dateOnly(profile.dateOfBirth, lang), source },
    { key: texts.proofing, value: proofingTexts[account.proofing] },
  ];
};

const change = (path: string, what: Text) => ({ href: `${profileRoot}/${path}`, what });

/** What the account says of its owner: from the registry with source and date, and their own. */
export const profilePage = (
  lang: Lang,
  input: Readonly<{
    csrfToken: string;
    account: Account;
    profile: Profile;
    note?: ProfileNote | undefined;
  }>,
): Html => {
  const { csrfToken, account, profile, note } = input;
  const email = profile.email
    ? html`${bdi(profile.email, "latin")}${
        profile.emailVerifiedAt
          ? nothing
          : html` <small>${words(texts.emailUnverified, lang)}</small>`
      }`
    : texts.noEmail;
  return page({
    ...signInFrame(lang, profileRoot),
    title: texts.title,
    back: { href: "/account", text: { ar: "حسابي", en: "My account" } },
    notice: noteOf(note, lang),
    main: html`${heading(texts.title, lang)}
      <h2>${words(texts.fromRegistry, lang)}</h2>
      ${summaryList(registryRows(lang, account, profile), lang, { boxed: true })}
      <p class="measure">${words(texts.wrong, lang)}</p>
      ${actionForm({
        action: `${profileRoot}/registry`,
        csrfToken,
        text: texts.askAgain,
        lang,
        kind: "secondary",
      })}
      <h2>${words(texts.yours, lang)}</h2>
      ${summaryList(
        [
          {
            key: texts.phone,
            value: bdi(formatPhone(account.phone), "phone"),
            change: change("phone", texts.phone),
          },
          { key: texts.email, value: email, change: change("email", texts.email) },
          {
            key: texts.language,
            value: profile.language === "ar" ? texts.arabic : texts.english,
            change: change("language", texts.language),
          },
        ],
        lang,
        { boxed: true },
      )}`,
  });
};

type Ask = Readonly<{
  lang: Lang;
  csrfToken: string;
  typed?: string | undefined;
  errors?: readonly FieldError[];
  note?: ProfileNote | undefined;
}>;

const ask = (
  { lang, csrfToken, errors = [], note }: Ask,
  input: Readonly<{ path: string; title: Text; body: Html; submit?: Text; after?: Html }>,
): Html =>
  page({
    ...signInFrame(lang, `${profileRoot}/${input.path}`),
    title: input.title,
    errors,
    back,
    notice: noteOf(note, lang),
    main: html`${form({
      action: `${profileRoot}/${input.path}`,
      lang,
      csrfToken,
      body: input.body,
      submit: input.submit ?? texts.continue,
    })}${input.after ?? nothing}`,
  });

export const phonePage = (view: Ask): Html =>
  ask(view, {
    path: "phone",
    title: texts.phoneTitle,
    body: phoneField({
      name: "phone",
      lang: view.lang,
      label: texts.phoneTitle,
      hint: texts.phoneHint,
      why: texts.phoneWhy,
      asHeading: true,
      value: view.typed ?? "",
      error: errorOf(view.errors ?? [], "phone"),
    }),
  });

export const emailPage = (view: Ask, hasEmail: boolean): Html =>
  ask(view, {
    path: "email",
    title: texts.emailTitle,
    body: emailField({
      name: "email",
      lang: view.lang,
      label: texts.emailTitle,
      why: texts.emailWhy,
      asHeading: true,
      value: view.typed ?? "",
      error: errorOf(view.errors ?? [], "email"),
    }),
    after: hasEmail
      ? actionForm({
          action: `${profileRoot}/email/remove`,
          csrfToken: view.csrfToken,
          text: texts.emailRemove,
          lang: view.lang,
          kind: "secondary",
        })
      : nothing,
  });

/** The code that proves the new phone or address; `sealed` carries which, sealed by us. */
export const contactCodePage = (
  view: Ask,
  input: Readonly<{ path: "phone/code" | "email/code"; destination: Html; sealed: Html }>,
): Html =>
  ask(view, {
    path: input.path,
    title: texts.code,
    body: html`${heading(texts.code, view.lang, {
      below: html`${words(texts.codeSentTo, view.lang)} ${input.destination}`,
    })}${input.sealed}${oneTimeCodeField({
      name: "code",
      lang: view.lang,
      label: texts.code,
      hint: texts.codeHint,
      value: view.typed ?? "",
      error: errorOf(view.errors ?? [], "code"),
    })}`,
  });

export const languagePage = (view: Ask): Html =>
  ask(view, {
    path: "language",
    title: texts.languageTitle,
    submit: texts.save,
    body: radiosField({
      name: "language",
      lang: view.lang,
      label: texts.languageTitle,
      asHeading: true,
      value: view.typed,
      error: errorOf(view.errors ?? [], "language"),
      options: [
        { value: "ar", label: texts.arabic },
        { value: "en", label: texts.english },
      ],
    }),
  });
