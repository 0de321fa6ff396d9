import { sha256 } from "@gov/kit/crypto.ts";
import type { AppContext } from "@gov/kit/http.ts";
import {
  contactSendText,
  sendSmsCode,
  statusOfSendFailure,
  type ContactProof,
} from "#src/otp/contact-code.ts";
import { clientAddress } from "#src/sign-in/client-address.ts";
import { keyedDeps, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { answeredInput } from "./answered-input.ts";
import { questionPage } from "./registration-pages.ts";
import type { Registration } from "./registration-queries.ts";
import { registrationTexts as texts } from "./registration-texts.ts";

/** What the code of a registration proves: that this browser's person reads this phone. */
export const registrationProof = ({ token }: Registration, phone: string): ContactProof => ({
  purpose: "registration",
  subject: sha256(token).toString("hex"),
  destination: phone,
});

/** Sends a code to the phone answered and goes to its page, also when it was not sent. */
export const sendRegistrationCode = async (
  deps: SignInDeps,
  c: AppContext,
  registration: Registration,
  how: "first" | "again",
): Promise<Response> => {
  const { phone } = registration.answers;
  if (!phone) return c.redirect("/register/phone", 303);
  const counted = [
    deps.buckets("sms/phone", phone),
    deps.buckets("sms/address", clientAddress(c, deps.config.TRUST_PROXY)),
  ];
  const sent = await sendSmsCode(keyedDeps(deps), registrationProof(registration, phone), counted);
  if (sent.ok)
    return c.redirect(how === "again" ? "/register/code?sent=again" : "/register/code", 303);
  const { error } = sent;
  if (error.kind === "throttled") c.header("retry-after", String(error.retryAfterSeconds));
  const kind = error.kind === "not-sent" ? "down" : "warn";
  const note = { kind, title: texts.codeNotSent, body: contactSendText(error) } as const;
  const input = { ...answeredInput(c, deps.csrf.token(c), registration.answers), note };
  return c.html(questionPage("code", input), statusOfSendFailure[error.kind]);
};
