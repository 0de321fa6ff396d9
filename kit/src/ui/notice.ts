import { t, type Lang, type Text } from "../text.ts";
import { attributes, html, nothing, words, type Html, type Words } from "./html.ts";
import { uiTexts } from "./texts.ts";

export type NoticeKind = "success" | "warn" | "info" | "down";

const kindTexts: Record<NoticeKind, Text> = {
  success: uiTexts.success,
  warn: uiTexts.warning,
  info: uiTexts.information,
  down: uiTexts.down,
};

export type NoticeInput = Readonly<{
  kind: NoticeKind;
  title: Words;
  lang: Lang;
  body?: Words | undefined;
  /** Read out at once: the outcome of what the person just did. */
  live?: boolean | undefined;
}>;

/** Something to know before going on: it worked, take care, for information, a system is down. */
export const notice = ({ kind, title, lang, body, live }: NoticeInput): Html =>
  html`<div ${attributes({ class: `notice ${kind}`, role: live ? "status" : undefined })}>
    <p class="what"><span class="vh">${t(kindTexts[kind], lang)}: </span>${words(title, lang)}</p>
    ${body === undefined ? nothing : html`<p>${words(body, lang)}</p>`}
  </div>`;
