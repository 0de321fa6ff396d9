import { radiosField } from "@gov/kit/ui/choice-fields.ts";
import { codeField, textField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import type { Template } from "@gov/services/catalogue/templates.ts";
import { newServicePath, servicesPath } from "./designer-paths.ts";
import { designerTexts } from "./designer-texts.ts";
import { listTexts as texts } from "./list-texts.ts";
import { fromNothing, type ServiceErrors, type TypedService } from "./new-service.ts";

export type NewServiceInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  templates: readonly Template[];
  typed: TypedService;
  errors: ServiceErrors;
}>;

const fields = ({ frame: { lang }, templates, typed, errors }: NewServiceInput): Html =>
  html`${radiosField({
    name: "template",
    lang,
    label: texts.template,
    value: typed.template,
    error: errors.template,
    options: [
      ...templates.map(({ code, name, about }) => ({ value: code, label: name, hint: about })),
      { value: fromNothing, label: texts.nothing, hint: texts.nothingHint },
    ],
  })}
  ${textField({
    name: "titleAr",
    lang,
    label: texts.titleAr,
    hint: texts.titleHint,
    dir: "rtl",
    value: typed.titleAr,
    error: errors.titleAr,
  })}
  ${textField({
    name: "titleEn",
    lang,
    label: texts.titleEn,
    dir: "ltr",
    value: typed.titleEn,
    error: errors.titleEn,
  })}
  ${codeField({
    name: "code",
    lang,
    label: texts.code,
    hint: texts.codeHint,
    value: typed.code,
    error: errors.code,
  })}
  ${codeField({
    name: "prefix",
    lang,
    label: texts.prefix,
    hint: texts.prefixHint,
    width: "tiny",
    value: typed.prefix,
    error: errors.prefix,
  })}`;

/** What a new service is called, and what it starts from. */
export const newServicePage = (input: NewServiceInput): Html => {
  const { frame, csrfToken, errors } = input;
  const { lang } = frame;
  const main = html`${heading(texts.newTitle, lang)}
  ${form({
    action: newServicePath,
    lang,
    csrfToken,
    body: fields(input),
    submit: texts.begin,
    secondary: { href: servicesPath, text: designerTexts.services },
  })}`;
  return page({
    ...frame,
    title: texts.newTitle,
    main,
    back: { href: servicesPath, text: designerTexts.services },
    errors: Object.entries(errors).map(([name, text]) => ({ name, text })),
  });
};
