import { t, type Lang, type Text } from '../text.ts';
import { html, nothing, words, type Html, type Words } from './html.ts';
import { uiTexts } from './texts.ts';

export type NoticeKind = 'success' | 'warn' | 'info' | 'down';

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
  html`<section
    class="notice ${kind}"
    aria-label="${t(kindTexts[kind], lang)}"
    ${live ? html` role="status"` : nothing}
  >
    <p class="what">${words(title, lang)}</p>
    ${body === undefined ? nothing : html`<p>${words(body, lang)}</p>`}
  </section>`;
