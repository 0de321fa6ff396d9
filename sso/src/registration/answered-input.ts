import type { AppContext } from "@gov/kit/http.ts";
import { splitDate } from "@gov/kit/ui/typed-date.ts";
import { formatPhone } from "@gov/country/phone.ts";
import type { Answers } from "./registration.ts";
import type { QuestionInput } from "./registration-pages.ts";

/** A question's page with what was answered before in its fields. */
export const answeredInput = (
  c: AppContext,
  csrfToken: string,
  answers: Answers,
): QuestionInput => {
  const {
    nationalId = "",
    firstName = "",
    familyName = "",
    dateOfBirth,
    document,
    phone,
  } = answers;
  return {
    lang: c.get("lang"),
    csrfToken,
    typed: {
      nationalId,
      firstName,
      familyName,
      documentKind: document?.kind ?? "",
      documentNumber: document?.number ?? "",
      phone: phone ? formatPhone(phone) : "",
    },
    date: dateOfBirth ? splitDate(dateOfBirth) : undefined,
    phone,
  };
};
