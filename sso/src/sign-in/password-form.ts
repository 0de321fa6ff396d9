import { nationalIdErrorTexts, parseNationalId } from "@gov/country/national-id.ts";
import { cleanTyped } from "@gov/country/digits.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { passwordMaximum } from "#src/credential/password.ts";
import { signInTexts as texts } from "./sign-in-texts.ts";
import type { TypedForm } from "./typed-form.ts";

export type PasswordForm = Readonly<{
  /** As typed, to show again. */
  typed: string;
  /** As it is looked up. */
  identifier: string;
  password: string;
  errors: readonly FieldError[];
}>;

const passwordErrors = (password: string): FieldError[] => {
  if (password === "") return [{ name: "password", text: texts.passwordEmpty }];
  if (password.length <= passwordMaximum) return [];
  return [{ name: "password", text: texts.passwordLong }];
};

const citizenForm = (form: TypedForm): PasswordForm => {
  const typed = form["nationalId"] ?? "";
  const password = form["password"] ?? "";
  const parsed = parseNationalId(typed);
  const idErrors = parsed.ok
    ? []
    : [{ name: "nationalId", text: nationalIdErrorTexts[parsed.error] }];
  return {
    typed,
    identifier: parsed.ok ? parsed.value : "",
    password,
    errors: [...idErrors, ...passwordErrors(password)],
  };
};

const usernameErrors = (username: string): FieldError[] => {
  if (username === "") return [{ name: "username", text: texts.usernameEmpty }];
  const shaped = /^[a-z0-9][a-z0-9._-]{1,63}$/.test(username) && !/^\d{9}$/.test(username);
  return shaped ? [] : [{ name: "username", text: texts.usernameShape }];
};

const staffForm = (form: TypedForm): PasswordForm => {
  const typed = form["username"] ?? "";
  const password = form["password"] ?? "";
  const identifier = cleanTyped(typed).toLowerCase();
  return {
    typed,
    identifier,
    password,
    errors: [...usernameErrors(identifier), ...passwordErrors(password)],
  };
};

/** Reads the first step's form of either kind of person. */
export const readPasswordForm = (kind: "citizen" | "staff", form: TypedForm): PasswordForm =>
  kind === "citizen" ? citizenForm(form) : staffForm(form);
