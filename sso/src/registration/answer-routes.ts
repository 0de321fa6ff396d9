import type { AppContext } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { retryAfterText } from "@gov/kit/ui/status-texts.ts";
import { typedDate } from "@gov/kit/ui/typed-date.ts";
import { passwordFormErrors } from "#src/credential/password-choice.ts";
import { checkContactCode, contactCodeText } from "#src/otp/contact-code.ts";
import { parseCode } from "#src/otp/otp.ts";
import { ageOn, dayOf, youngestAlone } from "#src/proofing/age.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import { keyedDeps, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm, type TypedForm } from "#src/sign-in/typed-form.ts";
import { takeTry } from "#src/throttle/throttle-queries.ts";
import { answeredInput } from "./answered-input.ts";
import { claimOf, confirmIdentity } from "./confirm-identity.ts";
import { openAccount } from "./open-account.ts";
import { endedRegistrationPage, endPage } from "./outcome-pages.ts";
import { registrationProof, sendRegistrationCode } from "./phone-code.ts";
import { readBirthDate, readDocument, readName, readNationalId, readPhone } from "./read-answer.ts";
import { questionPage, type QuestionInput } from "./registration-pages.ts";
import { nextStep, withAnswers, type Answers, type Step } from "./registration.ts";
import { saveAnswers, type Registration } from "./registration-queries.ts";
import { registrationTexts as texts } from "./registration-texts.ts";

type Asked = Readonly<{
  deps: SignInDeps;
  c: AppContext;
  registration: Registration;
  step: Step;
  form: TypedForm;
}>;

type Take = (asked: Asked) => Promise<Response>;

/** The same question again, with what was typed and what is wrong with it. */
const again = (
  { deps, c, registration, step, form }: Asked,
  status: 400 | 429 | 503,
  changes: Pick<QuestionInput, "errors" | "note">,
): Response | Promise<Response> => {
  const answered = answeredInput(c, deps.csrf.token(c), registration.answers);
  const date = typedDate(form, "dateOfBirth");
  return c.html(questionPage(step, { ...answered, typed: form, date, ...changes }), status);
};

const refuse = (asked: Asked, errors: readonly FieldError[], status: 400 | 429 | 503 = 400) =>
  again(asked, status, { errors });

const throttled = (asked: Asked, seconds: number) => {
  asked.c.header("retry-after", String(seconds));
  return refuse(asked, [{ text: retryAfterText(seconds) }], 429);
};

const keep = async (asked: Asked, added: Partial<Answers>): Promise<Answers> => {
  const { deps, registration } = asked;
  const answers = withAnswers(registration.answers, added);
  await saveAnswers(deps.db, deps.config.KEY_ENCRYPTION_KEY, registration.token, answers);
  return answers;
};

const keepAndGoOn = async (asked: Asked, added: Partial<Answers>): Promise<Response> =>
  asked.c.redirect(`/register/${nextStep(await keep(asked, added))}`, 303);

const takeBirthDate: Take = async (asked) => {
  const now = new Date();
  const read = readBirthDate(asked.form, now);
  if (!read.ok) return await refuse(asked, read.error);
  if (ageOn(read.value.dateOfBirth, dayOf(now)) >= youngestAlone) {
    return await keepAndGoOn(asked, read.value);
  }
  const back = { href: "/register/birth-date", text: texts.back };
  const { c } = asked;
  return c.html(endPage(c.get("lang"), texts.guardianTitle, texts.guardianBody, back));
};

const takeDocument: Take = async (asked) => {
  const { deps, c, registration } = asked;
  const read = readDocument(asked.form);
  if (!read.ok) return await refuse(asked, read.error);
  const answers = await keep(asked, read.value);
  const claim = claimOf(answers);
  if (!claim) return c.redirect(`/register/${nextStep(answers)}`, 303);
  const confirmed = await confirmIdentity(deps, claim, requestOrigin(deps, c));
  if (confirmed.ok) {
    const known = { ...asked, registration: { ...registration, answers } };
    const after = await keep(known, { outcome: confirmed.value });
    const next = confirmed.value.kind === "unconfirmed" ? "unconfirmed" : nextStep(after);
    return c.redirect(`/register/${next}`, 303);
  }
  const { error } = confirmed;
  const lang = c.get("lang");
  switch (error.kind) {
    case "throttled":
      return await throttled(asked, error.retryAfterSeconds);
    case "down":
      return await again(asked, 503, {
        note: { kind: "down", title: texts.registryDown, body: texts.registryDownNext },
      });
    case "deceased":
      return c.html(
        endPage(lang, texts.deceasedTitle, texts.deceasedBody, {
          href: "/account",
          text: texts.signIn,
        }),
        403,
      );
    case "exists":
      return existing(asked);
  }
};

const existing = ({ c, registration }: Asked): Response | Promise<Response> => {
  const id = registration.interactionId;
  const signIn = id === undefined ? "/account" : `/interaction/${id}`;
  const recover = id === undefined ? "/recover" : `/recover?for=${id}`;
  return c.html(
    endPage(
      c.get("lang"),
      texts.existsTitle,
      texts.existsBody,
      { href: signIn, text: texts.signIn },
      { href: recover, text: texts.forgot },
    ),
    409,
  );
};

const takePhone: Take = async (asked) => {
  const read = readPhone(asked.form);
  if (!read.ok) return await refuse(asked, read.error);
  const answers = await keep(asked, read.value);
  const { deps, c, registration } = asked;
  if (answers.provenPhone === answers.phone) return await keepAndGoOn(asked, read.value);
  return await sendRegistrationCode(deps, c, { ...registration, answers }, "first");
};

const takeCode: Take = async (asked) => {
  const { deps, registration } = asked;
  const { phone = "" } = registration.answers;
  const wrong = (text: Text, status: 400 | 429 = 400) =>
    refuse(asked, [{ name: "code", text }], status);
  const code = parseCode(asked.form["code"] ?? "");
  if (!code.ok) return await wrong(code.error === "empty" ? texts.codeEmpty : texts.codeShape);
  const proof = registrationProof(registration, phone);
  const checked = await checkContactCode(keyedDeps(deps), proof, code.value);
  if (checked.ok) return await keepAndGoOn(asked, { provenPhone: phone });
  const status = checked.error.kind === "throttled" ? 429 : 400;
  return await wrong(contactCodeText(checked.error), status);
};

const takePassword: Take = async (asked) => {
  const { deps, form, registration } = asked;
  const { answers } = registration;
  const claim = claimOf(answers);
  const password = form["password"] ?? "";
  const official = answers.outcome?.kind === "matched" ? answers.outcome.name : undefined;
  const errors = passwordFormErrors(form, {
    names: [
      claim?.firstName ?? "",
      claim?.familyName ?? "",
      official?.ar ?? "",
      official?.en ?? "",
    ],
    nationalId: claim?.nationalId ?? "",
    phone: answers.phone ?? "",
    dateOfBirth: claim?.dateOfBirth ?? "",
  });
  if (errors.length > 0) return await refuse(asked, errors);
  const hash = await deps.passwords.hash(password);
  if (hash.ok) return await keepAndGoOn(asked, { passwordHash: hash.value });
  asked.c.header("retry-after", "5");
  return await refuse(asked, [{ text: texts.busy }], 503);
};

const takeTerms: Take = async (asked) => {
  const { deps, c, registration, form } = asked;
  if (form["agree"] !== "yes") {
    return await refuse(asked, [{ name: "agree", text: texts.agreeMissing }]);
  }
  if (registration.answers.outcome?.kind === "pending") {
    const { address } = requestOrigin(deps, c);
    const taken = await takeTry(deps.db, [deps.buckets("pending/address", address)]);
    if (!taken.ok) return await throttled(asked, taken.error.retryAfterSeconds);
  }
  const opened = await openAccount(keyedDeps(deps), registration, {
    lang: c.get("lang"),
    now: new Date(),
    origin: requestOrigin(deps, c),
  });
  if (opened.ok) {
    return c.redirect(opened.value === "pending" ? "/register/received" : "/register/done", 303);
  }
  switch (opened.error) {
    case "exists":
      return existing(asked);
    case "incomplete":
      return c.redirect(`/register/${nextStep(registration.answers)}`, 303);
    case "ended":
      return c.html(endedRegistrationPage(c.get("lang")), 410);
  }
};

const takers: Readonly<Record<Step, Take>> = {
  "national-id": async (asked) => {
    const read = readNationalId(asked.form);
    return read.ok ? await keepAndGoOn(asked, read.value) : await refuse(asked, read.error);
  },
  name: async (asked) => {
    const read = readName(asked.form);
    return read.ok ? await keepAndGoOn(asked, read.value) : await refuse(asked, read.error);
  },
  "birth-date": takeBirthDate,
  document: takeDocument,
  phone: takePhone,
  code: takeCode,
  password: takePassword,
  terms: takeTerms,
};

/** Takes the answer to one question and goes on to the next, or asks again. */
export const takeAnswer = async (
  deps: SignInDeps,
  c: AppContext,
  registration: Registration,
  step: Step,
): Promise<Response> => {
  const form = typedForm(await c.req.parseBody());
  return await takers[step]({ deps, c, registration, step, form });
};
