import type { Lang, Text } from "@gov/kit/text.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { signInFrame } from "#src/page/frame.ts";
import type { SignInView } from "#src/sign-in/sign-in-pages.ts";
import { serviceText } from "#src/sign-in/sign-in-texts.ts";
import { consentTexts as texts, consentTitle, scopeTexts } from "./consent-texts.ts";

type Asked = Readonly<{
  scopes: readonly string[];
  /** What the service needs each for, by its registration. */
  purposes: Readonly<Record<string, Text>>;
}>;
type Item = Readonly<{ what: Text; purpose: Text | undefined }>;

const asked = ({ scopes, purposes }: Asked): Item[] =>
  scopes.flatMap((scope) => {
    const what = scopeTexts[scope];
    return what ? [{ what, purpose: purposes[scope] }] : [];
  });

const itemLine = ({ what, purpose }: Item, lang: Lang): Html =>
  html`<li>
    ${words(what, lang)}${
      purpose
        ? html`<br /><span class="hint"
              >${words(texts.purpose, lang)} <bdi>${words(purpose, lang)}</bdi></span
            >`
        : nothing
    }
  </li>`;

/** What a service outside government asks for, in plain words, with a way to refuse. */
export const consentPage = (view: SignInView, input: Asked & Readonly<{ name: Text }>): Html => {
  const { lang } = view;
  const title = consentTitle(view.service);
  const items = asked(input);
  return page({
    ...signInFrame(lang, view.path),
    title,
    main: html`${heading(title, lang)}
      <p>${words(texts.signedInAs, lang)} <bdi>${words(input.name, lang)}</bdi></p>
      ${form({
        action: view.path,
        lang,
        csrfToken: view.csrfToken,
        body: html`<h2>${words(texts.whatIsShared, lang)}</h2>
          <ul>
            ${items.map((item) => itemLine(item, lang))}
          </ul>
          <p class="hint">${words(texts.once, lang)}</p>`,
        submit: texts.allow,
        secondary: { text: texts.refuse, name: "choice", value: "refuse" },
      })}`,
  });
};

/** Government's own app wants to use the session of this browser: the person must see it. */
export const appPage = (view: SignInView, name: Text): Html => {
  const { lang } = view;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.openApp,
    main: html`${heading(texts.openApp, lang, {
        above: serviceText(view.service),
        below: texts.appBody,
      })}
      <p>${words(texts.signedInAs, lang)} <bdi>${words(name, lang)}</bdi></p>
      ${form({
        action: view.path,
        lang,
        csrfToken: view.csrfToken,
        body: html``,
        submit: texts.openApp,
        secondary: { text: texts.notThis, name: "choice", value: "refuse" },
      })}`,
  });
};
