import type { Text } from "@gov/kit/text.ts";
import { csrfField } from "@gov/kit/ui/csrf-field.ts";
import { button, actionForm, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import type { Way } from "#src/factor/factor.ts";
import { signInFrame } from "#src/page/frame.ts";
import { backToFirst, type SignInView } from "./sign-in-pages.ts";
import { serviceText, signInTexts as texts } from "./sign-in-texts.ts";

/** What each second step is called. */
export const wayTexts: Readonly<Record<Way, Text>> = {
  app: texts.wayApp,
  totp: texts.wayTotp,
  sms: texts.waySms,
  passkey: texts.wayPasskey,
  "recovery-code": texts.wayRecovery,
};

/** The second steps that lead on, one button each. */
export const waysPage = (
  view: SignInView,
  input: Readonly<{ kind: "citizen" | "staff"; ways: readonly Way[] }>,
): Html => {
  const { lang } = view;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.waysTitle,
    back: backToFirst(view, input.kind),
    main: html`${heading(texts.waysTitle, lang, {
        above: serviceText(view.service),
        below: texts.waysBelow,
      })}
      <form class="form" method="post" action="/interaction/${view.interactionId}/way">
        ${csrfField(view.csrfToken)}${input.ways.map(
          (way) =>
            html`<div>
              ${button({ text: wayTexts[way], lang, kind: "secondary", name: "way", value: way })}
            </div>`,
        )}
      </form>`,
  });
};

export type Lacks = "passkey" | "counter" | "nothing-does" | "second-step";

const unmetTexts: Readonly<Record<Lacks, readonly [title: Text, body: Text]>> = {
  passkey: [texts.unmetTitle, texts.unmetPasskey],
  counter: [texts.unmetTitle, texts.unmetCounter],
  "nothing-does": [texts.unmetTitle, texts.unmetNothing],
  "second-step": [texts.unmetNoWay, texts.notEnrolled],
};

/** Why this sign-in cannot reach what the service needs, and what to do about it. */
export const unmetPage = (
  view: SignInView,
  { kind, lacks }: Readonly<{ kind: "citizen" | "staff"; lacks: Lacks }>,
): Html => {
  const { lang, csrfToken } = view;
  const [title, body] = unmetTexts[lacks];
  const action = `/interaction/${view.interactionId}/unmet`;
  return page({
    ...signInFrame(lang, view.path),
    title,
    back: backToFirst(view, kind),
    main: html`${heading(title, lang, { above: serviceText(view.service) })}
      <p class="measure">${words(body, lang)}</p>
      ${
        lacks === "passkey"
          ? html`<p>${linkButton({ href: "/account/security", text: texts.toSecurity, lang })}</p>`
          : nothing
      }
      ${actionForm({ action, csrfToken, text: texts.backToService, lang, kind: "secondary" })}`,
  });
};
