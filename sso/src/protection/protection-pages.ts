import type { Lang } from "@gov/kit/text.ts";
import { form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { panel } from "@gov/kit/ui/panel.ts";
import { signInFrame } from "#src/page/frame.ts";
import { protectionTexts as texts } from "./protection-texts.ts";

type View = Readonly<{ lang: Lang; path: string }>;

/** Asks before the account is suspended. Says nothing of whose it is. */
export const protectPage = (view: View & Readonly<{ csrfToken: string }>): Html => {
  const { lang, path, csrfToken } = view;
  return page({
    ...signInFrame(lang, path),
    title: texts.title,
    main: html`${heading(texts.title, lang, { below: texts.lede })}
      <h2>${words(texts.what, lang)}</h2>
      <ul class="measure">
        ${[texts.nobody, texts.everywhere, texts.safe].map((one) => html`<li>${words(one, lang)}</li>`)}
      </ul>
      ${form({
        action: path,
        csrfToken,
        lang,
        body: nothing,
        submit: texts.suspend,
        submitKind: "danger",
      })}
      <p class="measure">${words(texts.itWasMe, lang)}</p>`,
  });
};

/** It is suspended: how its person comes back. */
export const protectedPage = ({ lang, path }: View, how: "suspended" | "already"): Html =>
  page({
    ...signInFrame(lang, path),
    title: texts.doneTitle,
    main: panel({
      title: texts.doneTitle,
      lang,
      body: how === "suspended" ? texts.doneBody : texts.alreadyBody,
      next: [texts.recover, texts.counter, texts.password],
    }),
  });

/** A link that is not ours, is too old, or was answered by giving the account back. */
export const badLinkPage = ({ lang, path }: View): Html =>
  page({
    ...signInFrame(lang, path),
    title: texts.badTitle,
    main: html`${heading(texts.badTitle, lang)}
      <p class="measure">${words(texts.badBody, lang)}</p>
      ${linkButton({ href: "/account/sessions", text: texts.devices, lang })}`,
  });
