import { bdi } from "@gov/kit/ui/bdi.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { numberField } from "@gov/kit/ui/fields.ts";
import { form, linkButton } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { panel } from "@gov/kit/ui/panel.ts";
import { signInFrame } from "#src/page/frame.ts";
import { counterTexts } from "./counter-texts.ts";

// What the desks of a counter have in common: proofing people, and giving them back their phone.

/** A desk, by the path that its pages stand under. */
export type Desk = Readonly<{
  root: string;
  title: Text;
  lede: Text;
  /** Over the list of what is under way. */
  listTitle: Text;
}>;

/** The desk's first page: whom to look for, and what is under way. */
export const deskPageOf = (
  { root, title, lede, listTitle }: Desk,
  lang: Lang,
  input: Readonly<{
    csrfToken: string;
    list: Html;
    typed?: string | undefined;
    errors?: readonly FieldError[] | undefined;
  }>,
): Html => {
  const { csrfToken, list, typed = "", errors = [] } = input;
  const find = form({
    action: `${root}/find`,
    lang,
    csrfToken,
    body: numberField({
      name: "nationalId",
      lang,
      label: counterTexts.nationalId,
      value: typed,
      error: errorOf(errors, "nationalId"),
      autocomplete: "off",
    }),
    submit: counterTexts.find,
  });
  return page({
    ...signInFrame(lang, root),
    title,
    errors,
    main: html`${heading(title, lang, { below: lede })}${find}
      <h2>${words(listTitle, lang)}</h2>
      ${list}`,
  });
};

type Listed = Readonly<{ id: string; personName: Text; nationalId: string }>;

/** Whom a row of a desk's list is about. */
export const personCell = ({ personName, nationalId }: Listed, lang: Lang): Html =>
  html`${bdi(personName[lang], "name")} ${bdi(nationalId)}`;

/** The way from a row to its case. */
export const caseCell = ({ root }: Desk, { id, personName }: Listed, lang: Lang): Html =>
  html`<a href="${root}/case/${id}"
    >${words(counterTexts.open, lang)}<span class="vh"> ${words(personName, lang)}</span></a
  >`;

/** What became of an act, or why nothing did; and the way back to the desk. */
export const outcomePageOf = (
  { root }: Desk,
  lang: Lang,
  { title, body, back }: Readonly<{ title: Text; body: Text; back: Text }>,
): Html =>
  page({
    ...signInFrame(lang, root),
    title,
    main: html`${panel({ title, body, lang })}${linkButton({ href: root, text: back, lang })}`,
  });
