import type { Lang } from "@gov/kit/text.ts";
import { actionForm } from "@gov/kit/ui/form.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { signInFrame } from "#src/page/frame.ts";
import { backToFirst, noteOf, otherWaysLink } from "#src/sign-in/sign-in-pages.ts";
import type { Note, SignInView } from "#src/sign-in/sign-in-pages.ts";
import { serviceText, signInTexts } from "#src/sign-in/sign-in-texts.ts";
import type { PasskeyFailure } from "./passkey-failure.ts";
import { passkeyForm, passkeyScript } from "./passkey-form-pages.ts";
import { passkeyTexts as texts } from "./passkey-texts.ts";

/** What became of a passkey that did not open. */
export const passkeyNotice = (failure: PasskeyFailure | undefined, lang: Lang): Html =>
  failure === undefined
    ? nothing
    : notice({ kind: "warn", title: texts.failed, body: texts[failure], lang, live: true });

/** A passkey where somebody is named already: the second step, or a stronger sign-in. */
export const passkeyStepPage = (
  view: SignInView,
  input: Readonly<{
    kind: "citizen" | "staff";
    options: string;
    others: boolean;
    failure?: PasskeyFailure | undefined;
    /** Why it is asked for, where the person is signed in already. */
    note?: Note;
    /** What there is would do as well. */
    optional?: boolean;
  }>,
): Html => {
  const { lang, csrfToken } = view;
  const base = `/interaction/${view.interactionId}`;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.title,
    scripts: [passkeyScript],
    notice: html`${noteOf(input.note, lang)}${passkeyNotice(input.failure, lang)}`,
    back: backToFirst(view, input.kind),
    main: html`${heading(texts.title, lang, {
      above: serviceText(view.service),
      below: texts.lede,
    })}${passkeyForm({
      action: `${base}/passkey`,
      csrfToken,
      lang,
      options: input.options,
      ask: "get",
      text: texts.use,
      primary: true,
      fields: hiddenField("step", "second"),
    })}${otherWaysLink(view, input.others)}${
      input.optional
        ? actionForm({
            action: `${base}/as-it-is`,
            csrfToken,
            text: signInTexts.continueWithout,
            lang,
            kind: "secondary",
          })
        : nothing
    }`,
  });
};
