import type { Lang, Text } from "@gov/kit/text.ts";
import { checkboxesField, radiosField } from "@gov/kit/ui/choice-fields.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { codeField, textareaField, textField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { signInFrame } from "#src/page/frame.ts";
import { clientPath, listPath, type ConsoleView } from "./client-pages.ts";
import { consoleTexts, formTexts as texts, scopeNames } from "./console-texts.ts";
import { offeredScopes, type TypedRegistration } from "./registration-form.ts";

export type FormPurpose =
  | Readonly<{ kind: "new" }>
  | Readonly<{ kind: "edit" | "live"; clientId: string }>;

type Shown = Readonly<{ typed: TypedRegistration; errors: readonly FieldError[]; lang: Lang }>;

const field = ({ errors, lang }: Shown, name: string) => ({
  name,
  lang,
  error: errorOf(errors, name),
});

const identity = (shown: Shown): Html => {
  const { typed } = shown;
  return html`${codeField({
    ...field(shown, "clientId"),
    label: texts.clientId,
    hint: texts.clientIdHint,
    value: typed.clientId,
    autocomplete: "off",
  })}${radiosField({
    ...field(shown, "kind"),
    label: texts.kind,
    options: [
      { value: "web", label: texts.web, hint: texts.webHint },
      { value: "app", label: texts.app, hint: texts.appHint },
    ],
    value: typed.kind,
  })}`;
};

const addresses = (shown: Shown): Html => {
  const { typed } = shown;
  const area = (name: "redirectUris" | "postLogoutRedirectUris", label: Text) =>
    textareaField({
      ...field(shown, name),
      label,
      hint: texts.redirectHint,
      value: typed[name],
      rows: 3,
      dir: "ltr",
    });
  return html`${textField({
    ...field(shown, "nameAr"),
    label: texts.nameAr,
    value: typed.nameAr,
    dir: "rtl",
  })}${textField({
    ...field(shown, "nameEn"),
    label: texts.nameEn,
    value: typed.nameEn,
    dir: "ltr",
  })}${codeField({
    ...field(shown, "homeUrl"),
    label: texts.homeUrl,
    value: typed.homeUrl,
    width: "full",
  })}${area("redirectUris", texts.redirectUris)}${area(
    "postLogoutRedirectUris",
    texts.postLogout,
  )}`;
};

const purposeFields = (shown: Shown, scope: string): Html => {
  const purpose = shown.typed.purposes[scope];
  return html`${textField({
    ...field(shown, `purpose-${scope}-ar`),
    label: texts.purposeAr,
    value: purpose?.ar ?? "",
    dir: "rtl",
  })}${textField({
    ...field(shown, `purpose-${scope}-en`),
    label: texts.purposeEn,
    value: purpose?.en ?? "",
    dir: "ltr",
  })}`;
};

const claims = (shown: Shown): Html => {
  const { typed } = shown;
  return html`${checkboxesField({
    ...field(shown, "scope"),
    label: texts.scopes,
    hint: texts.scopesHint,
    options: offeredScopes.map((scope) => ({
      value: scope,
      label: scopeNames[scope] ?? scope,
      reveals: purposeFields(shown, scope),
    })),
    value: typed.scopes,
  })}${checkboxesField({
    ...field(shown, "representation"),
    label: texts.representation,
    hint: texts.representationHint,
    options: (["company", "child", "attorney"] as const).map((kind) => ({
      value: kind,
      label: texts[kind],
    })),
    value: typed.representation,
  })}${radiosField({
    ...field(shown, "pairwise"),
    label: texts.pairwise,
    options: [
      { value: "no", label: texts.pairwiseNo },
      { value: "yes", label: texts.pairwiseYes },
    ],
    value: typed.pairwise ? "yes" : "no",
  })}`;
};

const proof = (shown: Shown): Html => {
  const { typed } = shown;
  return html`${radiosField({
    ...field(shown, "proof"),
    label: texts.proof,
    options: [
      { value: "secret", label: texts.secret },
      { value: "keys", label: texts.keys },
      { value: "keys-url", label: texts.keysUrl },
    ],
    value: typed.proof === "" ? "secret" : typed.proof,
  })}${textareaField({
    ...field(shown, "keys"),
    label: texts.keysLabel,
    hint: texts.keysHint,
    value: typed.keys,
    rows: 5,
    dir: "ltr",
    spellcheck: false,
  })}${checkboxesField({
    ...field(shown, "protection"),
    label: texts.protection,
    options: (["pushed", "dpop", "fapi2"] as const).map((value) => ({
      value,
      label: texts[value],
    })),
    value: typed.protection,
  })}`;
};

const wordsOf = (purpose: FormPurpose) => {
  switch (purpose.kind) {
    case "new":
      return { title: texts.newTitle, submit: texts.registerNow, action: `${listPath}/new` };
    case "edit":
      return {
        title: texts.editTitle,
        submit: texts.save,
        action: `${clientPath(purpose.clientId)}/edit`,
      };
    case "live":
      return {
        title: texts.liveTitle,
        submit: texts.askLive,
        action: `${clientPath(purpose.clientId)}/live`,
      };
  }
};

/** A registration in its form: new, changed, or asked to go live. What was typed stays. */
export const registrationPage = (
  view: ConsoleView,
  purpose: FormPurpose,
  typed: TypedRegistration,
  errors: readonly FieldError[] = [],
): Html => {
  const { lang } = view;
  const shown = { typed, errors, lang };
  const { title, submit, action } = wordsOf(purpose);
  const isNew = purpose.kind === "new";
  return page({
    ...signInFrame(lang, view.path),
    title,
    errors,
    back: isNew
      ? { href: listPath, text: consoleTexts.title }
      : { href: clientPath(purpose.clientId), text: consoleTexts.cancel },
    main: html`${heading(title, lang)}${form({
      action,
      lang,
      csrfToken: view.csrfToken,
      body: html`${isNew ? identity(shown) : nothing}${addresses(shown)}${claims(shown)}${
        typed.kind === "app" ? nothing : proof(shown)
      }${textareaField({ ...field(shown, "note"), label: texts.note, value: typed.note, rows: 2 })}`,
      submit,
    })}`,
  });
};
