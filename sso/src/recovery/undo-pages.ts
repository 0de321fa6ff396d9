import type { Lang, Text } from "@gov/kit/text.ts";
import { actionForm, linkButton } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { panel } from "@gov/kit/ui/panel.ts";
import { signInFrame } from "#src/page/frame.ts";
import { recoveryTexts } from "./recovery-texts.ts";

/** Opened from a notice: says what would be undone, and undoes nothing before it is asked. */
export const undoPage = (
  lang: Lang,
  input: Readonly<{ path: string; csrfToken: string; title: Text; body: Text; action: Text }>,
): Html => {
  const { path, csrfToken, title, body, action } = input;
  return page({
    ...signInFrame(lang, path),
    title,
    main: html`${heading(title, lang)}
      <p class="measure">${words(body, lang)}</p>
      ${actionForm({ action: path, csrfToken, text: action, lang, kind: "danger" })}`,
  });
};

/** It is undone, or there was nothing to undo. */
export const undonePage = (lang: Lang, path: string, title: Text, body: Text): Html =>
  page({
    ...signInFrame(lang, path),
    title,
    main: html`${panel({ title, body, lang })}${linkButton({
      href: "/account",
      text: recoveryTexts.toAccount,
      lang,
      kind: "secondary",
    })}`,
  });
