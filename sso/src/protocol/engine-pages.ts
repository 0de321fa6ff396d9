import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { button, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { retryAfterText } from "@gov/kit/ui/status-texts.ts";
import { signInFrame } from "#src/page/frame.ts";
import { backTo, engineTexts as texts } from "./engine-texts.ts";

type View = Readonly<{ lang: Lang; path: string }>;
export type ServiceLink = Readonly<{ name: Text; homeUrl: string }>;

const linkBack = (service: ServiceLink | undefined, lang: Lang): Html =>
  service ? linkButton({ href: service.homeUrl, text: backTo(service.name), lang }) : nothing;

/** Asks before every service is signed out of. Works without script. */
export const signOutPage = (view: View, action: string, secret: string): Html => {
  const { lang } = view;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.signOutTitle,
    main: html`${heading(texts.signOutTitle, lang, { below: texts.signOutBody })}
      <form class="form" method="post" action="${action}">
        ${hiddenField("xsrf", secret)}
        ${buttonRow(
          button({ text: texts.signOut, lang, name: "logout", value: "yes" }),
          button({ text: texts.stay, lang, kind: "secondary" }),
        )}
      </form>`,
  });
};

/** Confirms that another account's session in this browser ends. */
export const switchPage = (view: View, action: string, secret: string): Html => {
  const { lang } = view;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.switchTitle,
    main: html`${heading(texts.switchTitle, lang, { below: texts.switchBody })}
      <form class="form" method="post" action="${action}">
        ${hiddenField("xsrf", secret)}
        ${buttonRow(button({ text: texts.continue, lang, name: "logout", value: "yes" }))}
      </form>`,
  });
};

/** Says that this address is full, and leads to the same request. */
export const tooManyPage = (view: View, seconds: number): Html => {
  const { lang, path } = view;
  return page({
    ...signInFrame(lang, path),
    title: texts.tooMany,
    main: html`${heading(texts.tooMany, lang, { below: retryAfterText(seconds) })}
      <p class="measure">${words(texts.tooManyBody, lang)}</p>
      ${linkButton({ href: path, text: texts.tryAgain, lang })}`,
  });
};

const errorTexts = (error: string, expired: boolean): Text => {
  if (expired) return texts.errorExpired;
  return error === "server_error" ? texts.errorOurs : texts.errorOfService;
};

/** What went wrong between a service and us, in plain words, with the protocol's own reason. */
export const engineErrorPage = (
  view: View,
  input: Readonly<{
    error: string;
    description: string | undefined;
    expired: boolean;
    service: ServiceLink | undefined;
  }>,
): Html => {
  const { lang } = view;
  const reason = [input.error, input.description].filter(Boolean).join(": ");
  return page({
    ...signInFrame(lang, view.path),
    title: texts.errorTitle,
    main: html`${heading(texts.errorTitle, lang)}
      <p class="measure">${words(errorTexts(input.error, input.expired), lang)}</p>
      ${linkBack(input.service, lang)}
      <p class="hint">${words(texts.reason, lang)}: ${bdi(reason, "latin")}</p>`,
  });
};
