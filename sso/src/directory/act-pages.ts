import type { Text } from "@gov/kit/text.ts";
import { checkboxesField, radiosField, selectField } from "@gov/kit/ui/choice-fields.ts";
import { dateField } from "@gov/kit/ui/date-field.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { codeField, emailField, phoneField, textField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { signInFrame } from "#src/page/frame.ts";
import { actTexts, formTexts as texts, type ActPage } from "./act-texts.ts";
import { isPrivileged } from "./directory.ts";
import type { Employee } from "./directory-queries.ts";
import { directoryTexts } from "./directory-texts.ts";
import type { Institution } from "./institution-queries.ts";
import { roleDoes, roleName } from "./role-texts.ts";
import type { Contact, TypedJoiner, TypedLeave } from "./staff-form.ts";
import { personHref, type OfficeView } from "./staff-pages.ts";

type Errors = readonly FieldError[];

const rolesField = (
  { lang }: OfficeView,
  input: Readonly<{ offered: readonly string[]; value: readonly string[]; errors: Errors }> &
    Readonly<{ label?: Text }>,
): Html =>
  checkboxesField({
    name: "roles",
    lang,
    label: input.label ?? directoryTexts.roles,
    error: errorOf(input.errors, "roles"),
    value: input.value,
    options: input.offered.map((role) => ({
      value: role,
      label: roleName(role),
      hint: roleDoes(role),
    })),
  });

const contactFields = ({ lang }: OfficeView, typed: Contact, errors: Errors): Html =>
  html`${phoneField({
    name: "phone",
    lang,
    label: directoryTexts.phone,
    hint: texts.phoneHint,
    value: typed.phone,
    error: errorOf(errors, "phone"),
    autocomplete: "off",
  })}${emailField({
    name: "email",
    lang,
    label: directoryTexts.email,
    hint: texts.emailHint,
    value: typed.email,
    error: errorOf(errors, "email"),
    optional: true,
    autocomplete: "off",
  })}`;

/** The form by which a joiner is invited; what was typed stays. */
export const invitePage = (
  view: OfficeView,
  input: Readonly<{ institution: Institution; typed: TypedJoiner; errors?: Errors }>,
): Html => {
  const { lang, csrfToken } = view;
  const { institution, typed, errors = [] } = input;
  const line = (name: "nameAr" | "nameEn", dir: "rtl" | "ltr"): Html =>
    textField({
      name,
      lang,
      dir,
      label: texts[name],
      value: typed[name],
      error: errorOf(errors, name),
      autocomplete: "off",
    });
  const username = codeField({
    name: "username",
    lang,
    label: directoryTexts.username,
    hint: texts.usernameHint,
    value: typed.username,
    error: errorOf(errors, "username"),
    autocomplete: "off",
  });
  const roles = rolesField(view, { offered: institution.roles, value: typed.roles, errors });
  return page({
    ...signInFrame(lang, view.path),
    title: directoryTexts.invite,
    errors,
    back: { href: "/office/staff", text: directoryTexts.back },
    main: html`${heading(directoryTexts.invite, lang, {
      above: institution.name,
      below: texts.inviteLede,
    })}${form({
      action: "/office/staff/invite",
      lang,
      csrfToken,
      body: html`${line("nameAr", "rtl")}${line("nameEn", "ltr")}${username}
      ${contactFields(view, typed, errors)}${roles}`,
      submit: texts.send,
    })}`,
  });
};

/** What was typed into the form of an act; each act reads its own part. */
export type TypedAct = Readonly<{
  roles?: readonly string[];
  contact?: Contact;
  institution?: string;
  leave?: TypedLeave;
}>;

export type ActInput = Readonly<{
  act: ActPage;
  employee: Employee;
  institution: Institution;
  /** Where somebody can be moved to. */
  others: readonly Institution[];
  typed: TypedAct;
  errors?: Errors;
}>;

const moveFields = (view: OfficeView, { others, typed, errors = [] }: ActInput): Html => {
  const { lang } = view;
  const offered = [...new Set(others.flatMap(({ roles }) => roles))];
  return html`${selectField({
    name: "institution",
    lang,
    label: texts.institution,
    value: typed.institution,
    error: errorOf(errors, "institution"),
    options: others.map(({ code, name }) => ({ value: code, label: name })),
  })}${rolesField(view, {
    offered: offered.filter((role) => !isPrivileged(role)),
    value: typed.roles ?? [],
    errors,
    label: texts.rolesThere,
  })}`;
};

const leaveFields = ({ lang }: OfficeView, { typed, errors = [] }: ActInput): Html => {
  const day = dateField({
    name: "day",
    lang,
    label: texts.lastDay,
    value: typed.leave?.day,
    error: errorOf(errors, "day"),
  });
  return radiosField({
    name: "when",
    lang,
    label: texts.when,
    value: typed.leave?.when,
    error: errorOf(errors, "when"),
    options: [
      { value: "day", label: texts.onDay, reveals: day },
      { value: "now", label: texts.now },
    ],
  });
};

const fieldsOf = (view: OfficeView, input: ActInput): Html => {
  const { act, employee, typed, errors = [] } = input;
  switch (act) {
    case "roles":
      return rolesField(view, {
        offered: input.institution.roles,
        value: typed.roles ?? employee.roles,
        errors,
      });
    case "contact": {
      const known = { phone: employee.phone ?? "", email: employee.email ?? "" };
      return contactFields(view, typed.contact ?? known, errors);
    }
    case "move":
      return moveFields(view, input);
    case "leave":
      return leaveFields(view, input);
    case "reset":
    case "stay":
    case "suspend":
    case "resume":
    case "return":
      return nothing;
  }
};

/** The page of one act: what it does, what it needs to know, and the button that does it. */
export const actPage = (view: OfficeView, input: ActInput): Html => {
  const { lang, csrfToken } = view;
  const { act, employee, errors = [] } = input;
  const said = actTexts[act];
  return page({
    ...signInFrame(lang, view.path),
    title: said.title,
    errors,
    back: { href: personHref(employee.id), text: directoryTexts.backToPerson },
    main: html`${heading(said.title, lang, { above: employee.name, below: said.about })}
    ${form({
      action: `${personHref(employee.id)}/${act}`,
      lang,
      csrfToken,
      body: fieldsOf(view, input),
      submit: said.submit,
      submitKind: said.harms ? "danger" : "primary",
      secondary: { text: texts.goBack, href: personHref(employee.id) },
    })}`,
  });
};
