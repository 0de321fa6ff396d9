import { t, type Lang } from "../text.ts";
import { entryTexts } from "./entry-texts.ts";
import type { PageButton } from "./entry-group.ts";
import { button } from "./form.ts";
import { html, nothing, safeHref, words, type Html, type Words } from "./html.ts";

export type FileShown = Readonly<{
  name: string;
  href: string;
  /** What it is and how large: `PDF، 340 كيلوبايت`. */
  about: Words;
  remove?: PageButton | undefined;
}>;

const item = ({ name, href, about, remove }: FileShown, lang: Lang): Html =>
  html`<li>
    <a href="${safeHref(href)}" download><bdi>${name}</bdi></a>
    <small>${words(about, lang)}</small>
    ${
      remove
        ? button({
            ...remove,
            text: html`${t(entryTexts.remove, lang)}<span class="vh"> <bdi>${name}</bdi></span>`,
            lang,
            kind: "plain",
          })
        : nothing
    }
  </li>`;

/** Files that are there: each can be opened and, with a button, removed. */
export const fileList = (files: readonly FileShown[], lang: Lang): Html =>
  files.length === 0
    ? nothing
    : html`<ul class="files" aria-label="${t(entryTexts.attached, lang)}">
        ${files.map((file) => item(file, lang))}
      </ul>`;
