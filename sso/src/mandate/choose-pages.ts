import { bdi } from "@gov/kit/ui/bdi.ts";
import { radiosField, type Choice } from "@gov/kit/ui/choice-fields.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import type { Person } from "#src/account/account.ts";
import { signInFrame } from "#src/page/frame.ts";
import type { SignInView } from "#src/sign-in/sign-in-pages.ts";
import { serviceText } from "#src/sign-in/sign-in-texts.ts";
import { chooseTexts as texts, kindTexts, roleTexts } from "./mandate-texts.ts";
import type { Mandate } from "./mandate.ts";

const optionOf =
  (lang: SignInView["lang"]) =>
  (mandate: Mandate): Choice => ({
    value: mandate.id,
    label: html`<bdi>${words(mandate.representedName, lang)}</bdi>`,
    hint: html`${words(kindTexts[mandate.kind], lang)} ${bdi(mandate.representedNumber)} ·
    ${words(roleTexts[mandate.role], lang)}`,
  });

const downNotice = (lang: SignInView["lang"], down: ReadonlySet<string>): Html =>
  down.size === 0
    ? nothing
    : notice({
        kind: "down",
        title: down.has("company") ? texts.companiesDown : texts.childrenDown,
        body: texts.downNext,
        lang,
      });

/** For whom a person acts at the service: themselves, or one of those they represent. */
export const choosePage = (
  view: SignInView,
  input: Readonly<{
    person: Person;
    mandates: readonly Mandate[];
    down: ReadonlySet<string>;
    errors?: readonly FieldError[];
  }>,
): Html => {
  const { lang } = view;
  const { person, mandates, down, errors = [] } = input;
  const myself: Choice = {
    value: "self",
    label: texts.myself,
    hint: html`<bdi>${words(person.name, lang)}</bdi>`,
  };
  return page({
    ...signInFrame(lang, view.path),
    title: texts.title,
    errors,
    notice: downNotice(lang, down),
    main: html`${heading(texts.title, lang, { above: serviceText(view.service), below: texts.lede })}
    ${form({
      action: view.path,
      lang,
      csrfToken: view.csrfToken,
      body: html`${radiosField({
          name: "for",
          lang,
          label: texts.question,
          options: [myself, ...mandates.map(optionOf(lang))],
          value: "self",
          error: errorOf(errors, "for"),
        })}
        <p class="hint">${words(texts.seen, lang)}</p>`,
      submit: texts.continue,
      secondary: { text: texts.backToService, name: "choice", value: "cancel" },
    })}`,
  });
};
