import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { signInFrame } from "#src/page/frame.ts";
import type { SignInView } from "#src/sign-in/sign-in-pages.ts";
import { serviceText } from "#src/sign-in/sign-in-texts.ts";
import { failureTexts, federationTexts as texts } from "./federation-texts.ts";
import type { FederationFailure } from "./federation-texts.ts";
import type { OfferedProvider } from "./provider-queries.ts";

/** On the sign-in page of employees: the way to their institution's own sign-in. */
export const institutionLink = (interactionId: string, lang: Lang): Html =>
  html`<p>
    ${linkButton({
      href: `/interaction/${interactionId}/institution`,
      text: texts.use,
      lang,
      kind: "secondary",
    })}
  </p>`;

const buttonColumn = (links: readonly { href: string; text: Text }[], lang: Lang): Html =>
  html`${links.map((link) => html`<p>${linkButton({ ...link, lang, kind: "secondary" })}</p>`)}`;

/** The institutions whose employees can sign in with their own, and why it failed before. */
export const chooseInstitutionPage = (
  view: SignInView,
  input: Readonly<{
    offered: readonly OfferedProvider[];
    failure?: FederationFailure | undefined;
  }>,
): Html => {
  const { lang, interactionId } = view;
  const { offered, failure } = input;
  const base = `/interaction/${interactionId}`;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.chooseTitle,
    back: { href: `${base}?change=1`, text: texts.back },
    notice: failure
      ? notice({
          kind: "warn",
          live: true,
          lang,
          title: texts.notSignedIn,
          body: failureTexts[failure],
        })
      : nothing,
    main: html`${heading(texts.chooseTitle, lang, {
      above: serviceText(view.service),
      below: texts.chooseBody,
    })}
    ${
      offered.length === 0
        ? emptyState({ title: texts.none, lang })
        : buttonColumn(
            offered.map(({ id, name }) => ({ href: `${base}/institution/${id}`, text: name })),
            lang,
          )
    }`,
  });
};
