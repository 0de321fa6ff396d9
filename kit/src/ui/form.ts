import type { Lang } from "../text.ts";
import { csrfField } from "./csrf-field.ts";
import { attributes, html, nothing, safeHref, words, type Html, type Words } from "./html.ts";

export type ButtonKind = "primary" | "secondary" | "danger" | "plain";

export type ButtonInput = Readonly<{
  text: Words;
  lang: Lang;
  kind?: ButtonKind | undefined;
  /** Which of several buttons was pressed. */
  name?: string | undefined;
  value?: string | undefined;
  /** Sends the form somewhere else than its own action. */
  formAction?: string | undefined;
  /** The key that presses it, where shortcuts are on. */
  key?: string | undefined;
  /** Enter presses it as soon as the page is there. */
  autofocus?: boolean | undefined;
}>;

const kindClass = (kind: ButtonKind = "primary"): string =>
  kind === "primary" ? "btn" : `btn ${kind}`;

/** A button that sends its form. Its words are a verb and what it does. */
export const button = (input: ButtonInput): Html => {
  const { text, lang, kind, name, value, formAction, key, autofocus } = input;
  return html`<button
    ${attributes({
      class: kindClass(kind),
      name,
      value,
      formaction: formAction && safeHref(formAction),
      "data-key": key,
      autofocus,
    })}
  >
    ${words(text, lang)}
  </button>`;
};

/** A link that looks like a button: it leads somewhere and changes nothing. */
export const linkButton = ({
  href,
  text,
  lang,
  kind,
  key,
}: Pick<ButtonInput, "text" | "lang" | "kind" | "key"> & Readonly<{ href: string }>): Html =>
  html`<a
    ${attributes({
      class: kindClass(kind),
      href: safeHref(href),
      "data-key": key,
    })}
    >${words(text, lang)}</a
  >`;

/** Buttons beside each other, beneath each other where there is no room. */
export const buttonRow = (...buttons: readonly Html[]): Html =>
  html`<div class="row">${buttons}</div>`;

/** The second thing a form offers: another button of the form, or a link away from it. */
export type SecondaryAction =
  | Readonly<{ text: Words; name: string; value: string }>
  | Readonly<{ text: Words; href: string }>;

export type FormInput = Readonly<{
  action: string;
  lang: Lang;
  method?: "post" | "get" | undefined;
  /** Every form that posts carries one. */
  csrfToken?: string | undefined;
  body: Html;
  submit: Words;
  submitKind?: ButtonKind | undefined;
  submitFocused?: boolean | undefined;
  secondary?: SecondaryAction | undefined;
  /** The form carries files. */
  upload?: boolean | undefined;
}>;

const secondaryButton = (action: SecondaryAction, lang: Lang): Html =>
  "href" in action
    ? linkButton({ ...action, lang, kind: "secondary" })
    : button({ ...action, lang, kind: "secondary" });

/** A form: fields, then the button that sends it. The server checks; the browser does not. */
export const form = (input: FormInput): Html => {
  const { action, lang, method = "post", csrfToken, body, submit, secondary, upload } = input;
  const sending = attributes({
    method,
    action: safeHref(action),
    enctype: upload ? "multipart/form-data" : undefined,
    novalidate: true,
  });
  return html`<form class="form" ${sending}>
    ${csrfToken === undefined ? nothing : csrfField(csrfToken)}${body}${buttonRow(
      button({ text: submit, lang, kind: input.submitKind, autofocus: input.submitFocused }),
      secondary ? secondaryButton(secondary, lang) : nothing,
    )}
  </form>`;
};

/** A single button that does one thing: a form of its own. */
export const actionForm = (
  input: Omit<ButtonInput, "formAction"> &
    Readonly<{ action: string; csrfToken: string; fields?: Html | undefined }>,
): Html =>
  html`<form class="act" method="post" action="${safeHref(input.action)}">
    ${csrfField(input.csrfToken)}${input.fields ?? nothing}${button(input)}
  </form>`;
