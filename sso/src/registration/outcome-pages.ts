import { bdi } from "@gov/kit/ui/bdi.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { dateOnly } from "@gov/kit/ui/date-time.ts";
import { actionForm, buttonRow, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { panel } from "@gov/kit/ui/panel.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { signInFrame } from "#src/page/frame.ts";
import type { ClaimedIdentity } from "#src/proofing/claimed-identity.ts";
import { documentKindTexts, registrationTexts as texts } from "./registration-texts.ts";

/** Where the registration begins; goes on with one that was begun in this browser. */
export const startPage = (
  lang: Lang,
  input: Readonly<{
    csrfToken: string;
    started: string | undefined;
    signInHref: string;
    interactionId: string | undefined;
  }>,
): Html => {
  const { csrfToken, started, signInHref, interactionId } = input;
  const action = interactionId === undefined ? "/register" : `/register?for=${interactionId}`;
  const begin = form({
    action,
    lang,
    csrfToken,
    body: nothing,
    submit: texts.start,
    secondary: { text: texts.haveAccount, href: signInHref },
  });
  const goOn = html`${buttonRow(
    linkButton({ href: started ?? "", text: texts.continueStarted, lang }),
  )}${actionForm({
    action,
    csrfToken,
    text: texts.startAnew,
    lang,
    kind: "secondary",
  })}`;
  return page({
    ...signInFrame(lang, "/register"),
    title: texts.startTitle,
    main: html`${heading(texts.startTitle, lang, { below: texts.startLede })}
      <h2>${words(texts.startNeed, lang)}</h2>
      <ul class="measure">
        <li>${words(texts.needDocument, lang)}</li>
        <li>${words(texts.needPhone, lang)}</li>
      </ul>
      <p class="measure">${words(texts.startHow, lang)}</p>
      ${started === undefined ? begin : goOn}`,
  });
};

const change = (step: string, what: Text) => ({ href: `/register/${step}`, what });

/** Nobody matches: what was typed, to compare, and the way for whom the registry does not know. */
export const unconfirmedPage = (lang: Lang, csrfToken: string, claim: ClaimedIdentity): Html =>
  page({
    ...signInFrame(lang, "/register/unconfirmed"),
    title: texts.unconfirmedTitle,
    back: { href: "/register/document", text: texts.back },
    main: html`${heading(texts.unconfirmedTitle, lang, { below: texts.unconfirmedLede })}
      ${summaryList(
        [
          {
            key: texts.nationalId,
            value: bdi(claim.nationalId),
            change: change("national-id", texts.nationalId),
          },
          {
            key: texts.name,
            value: bdi(`${claim.firstName} ${claim.familyName}`, "name"),
            change: change("name", texts.name),
          },
          {
            key: texts.birthDate,
            value: dateOnly(claim.dateOfBirth, lang),
            change: change("birth-date", texts.birthDate),
          },
          {
            key: documentKindTexts[claim.document.kind],
            value: bdi(claim.document.number),
            change: change("document", texts.document),
          },
        ],
        lang,
        { boxed: true },
      )}
      ${linkButton({ href: "/register/document", text: texts.checkDocument, lang })}
      <h2>${words(texts.pendingTitle, lang)}</h2>
      <p class="measure">${words(texts.pendingBody, lang)}</p>
      ${actionForm({
        action: "/register/unconfirmed",
        csrfToken,
        text: texts.pendingAction,
        lang,
        kind: "secondary",
      })}`,
  });

/** An end with ways on. */
export const endPage = (
  lang: Lang,
  title: Text,
  body: Text,
  ...ways: readonly Readonly<{ href: string; text: Text }>[]
): Html =>
  page({
    ...signInFrame(lang, "/register"),
    title,
    main: html`${heading(title, lang)}
      <p class="measure">${words(body, lang)}</p>
      ${buttonRow(
        ...ways.map((way, index) =>
          linkButton({ ...way, lang, kind: index === 0 ? "primary" : "secondary" }),
        ),
      )}`,
  });

export const endedRegistrationPage = (lang: Lang): Html =>
  endPage(lang, texts.endedTitle, texts.endedBody, { href: "/register", text: texts.start });

/** The account is open. `href` signs in and leads on. */
export const donePage = (
  lang: Lang,
  input: Readonly<{ isMinor: boolean; href: string; isForService: boolean }>,
): Html =>
  page({
    ...signInFrame(lang, "/register/done"),
    title: texts.doneTitle,
    main: html`${panel({
      title: texts.doneTitle,
      lang,
      body: input.isMinor ? texts.doneMinor : texts.doneFull,
    })}${linkButton({
      href: input.href,
      text: input.isForService ? texts.goOn : texts.goToAccount,
      lang,
    })}`,
  });

/** The unproven path ends in one page, whether or not an account was opened. */
export const receivedPage = (lang: Lang, href: string): Html =>
  page({
    ...signInFrame(lang, "/register/received"),
    title: texts.receivedTitle,
    main: html`${panel({
      title: texts.receivedTitle,
      lang,
      body: texts.receivedBody,
      next: [texts.receivedNextAsk, texts.receivedNextCounter],
    })}${linkButton({ href, text: texts.signIn, lang })}`,
  });
