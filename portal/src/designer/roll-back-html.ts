import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { textareaField } from "@gov/kit/ui/fields.ts";
import { actionForm, form } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { designPath } from "./designer-paths.ts";
import type { DraftKey } from "./draft.ts";
import { versionText } from "./list-texts.ts";
import { reviewTexts as texts } from "./review-texts.ts";
import type { RollBack } from "./roll-back.ts";

export type RollBackView = Readonly<{
  lang: Lang;
  csrfToken: string;
  key: DraftKey;
  /** The version that the page is about. */
  version: number;
  /** What is asked for now, of whatever version. */
  asked: RollBack | undefined;
  /** Who reads the page. */
  username: string;
  typed: string;
  error: Text | undefined;
}>;

const place = ({ key, version }: RollBackView, ...below: string[]): string =>
  designPath(key, "versions", version, "roll-back", ...below);

const wordsForm = (
  view: RollBackView,
  action: string,
  label: Text,
  submit: Text,
  submitKind: "danger" | "secondary",
): Html => {
  const { lang, csrfToken, typed, error } = view;
  const body = textareaField({ name: "words", lang, label, value: typed, error, rows: 3 });
  return form({ action, lang, csrfToken, body, submit, submitKind });
};

/** That a version is asked for: by whom, when and why, with the way to it. */
export const rollBackNotice = (
  asked: RollBack,
  lang: Lang,
  title: Text = texts.rollBackAsked,
): Html => {
  const { key, version } = { key: asked, version: asked.restores };
  return notice({
    kind: "info",
    lang,
    title: html`${words(title, lang)}:
      <a href="${designPath(key, "versions", version)}">${words(versionText(version), lang)}</a>`,
    body: html`<bdi>${asked.askedBy.name[lang]}</bdi
      >${lang === "ar" ? "، " : ", "}${dateTime(asked.askedAt, lang)}: ${bdi(asked.words, "auto")}`,
  });
};

/** Asking for a version anew; for the second person, agreeing or declining. */
export const rollBackPart = (view: RollBackView): Html => {
  const { lang, csrfToken, asked, version, username } = view;
  if (!asked) {
    return html`<p>${words(texts.rollBackBody, lang)}</p>
      ${wordsForm(view, place(view), texts.rollBackWords, texts.rollBackAsk, "danger")}`;
  }
  if (asked.restores !== version) return rollBackNotice(asked, lang, texts.rollBackOther);
  if (asked.askedBy.username === username) {
    const action = place(view, "withdraw");
    const text = texts.rollBackWithdraw;
    return html`${rollBackNotice(asked, lang, texts.rollBackWaits)}
      <p>${words(texts.rollBackOwn, lang)}</p>
      ${actionForm({ action, csrfToken, lang, text, kind: "secondary" })}`;
  }
  const agree = { action: place(view, "agree"), text: texts.rollBackAgree };
  return html`${rollBackNotice(asked, lang)}
    <p>${words(texts.rollBackBody, lang)}</p>
    ${actionForm({ ...agree, csrfToken, lang, kind: "danger" })}
    ${wordsForm(
      view,
      place(view, "decline"),
      texts.rollBackDeclineWords,
      texts.rollBackDecline,
      "secondary",
    )}`;
};
