import type { Text } from "@gov/kit/text.ts";
import { actionForm, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { panel } from "@gov/kit/ui/panel.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { measuredTime, promisedTime } from "#src/catalogue/usual-time.ts";
import { applicationPath } from "./application-paths.ts";
import { applicationTexts as texts } from "./application-texts.ts";
import type { GovernmentCase } from "./case.ts";
import { nextText } from "./case-text.ts";
import { payButton } from "./pay-button.ts";

type StepInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  definition: ServiceDefinition;
  current: GovernmentCase;
  institution: Text;
  ninetyHours?: number;
}>;

const followLink = ({ current, frame: { lang } }: StepInput, kind: "primary" | "secondary"): Html =>
  linkButton({ href: applicationPath(current.reference), text: texts.follow, lang, kind });

const thenDecided = (institution: Text): Text => ({
  ar: `بعدها تنظر ${institution.ar} في الطلب وتقرر.`,
  en: `Then the ${institution.en} looks at it and decides.`,
});

const timeSentence = ({ definition, ninetyHours }: StepInput): Text[] => {
  const time = ninetyHours === undefined ? promisedTime(definition) : measuredTime(ninetyHours);
  return time ? [{ ar: `الوقت المعتاد: ${time.ar}.`, en: `The usual time: ${time.en}.` }] : [];
};

/** Right after sending: the reference, what happens next, and the button that pays. */
export const sentPage = (input: StepInput): Html => {
  const { frame, current, definition, institution, csrfToken } = input;
  const { lang } = frame;
  const pays = current.fee !== undefined && !current.paidAt;
  const stated = nextText(definition, current);
  const next: Text[] = [
    ...(pays ? [texts.sentPay] : stated ? [stated] : []),
    ...(pays ? [thenDecided(institution)] : []),
    ...timeSentence(input),
    texts.sentFollow,
  ];
  const reference = { label: texts.reference, value: bdi(current.reference) };
  const main = html`${panel({ title: texts.sent, lang, reference, body: definition.title, next })}
  ${buttonRow(payButton(current, lang, csrfToken), followLink(input, pays ? "secondary" : "primary"))}`;
  return page({ ...frame, title: texts.sent, main });
};

/** Where a payer comes back to: what the gateway says of the payment now. */
export const paymentPage = (input: StepInput): Html => {
  const { frame, current, csrfToken, institution } = input;
  const { lang } = frame;
  const reference = { label: texts.reference, value: bdi(current.reference) };
  if (current.paidAt) {
    const next = [thenDecided(institution), ...timeSentence(input), texts.sentFollow];
    const main = html`${panel({ title: texts.paymentDone, lang, reference, next })}
    ${followLink(input, "primary")}`;
    return page({ ...frame, title: texts.paymentDone, main });
  }
  const reload = applicationPath(current.reference, "payment");
  const main = html`${heading(texts.paymentNotYet, lang)}
    <p>${words(texts.paymentNotYetBody, lang)}</p>
    ${buttonRow(
      linkButton({ href: reload, text: texts.reload, lang }),
      followLink(input, "secondary"),
    )}
    ${payButton(current, lang, csrfToken)}`;
  return page({ ...frame, title: texts.paymentNotYet, main });
};

/** Asks once more before a request is taken back. */
export const withdrawPage = (input: StepInput): Html => {
  const { frame, current, definition, csrfToken } = input;
  const { lang } = frame;
  const main = html`${heading(texts.withdrawTitle, lang, { above: definition.title })}
    <p>${words(texts.withdrawBody, lang)}</p>
    ${current.paidAt ? html`<p>${words(texts.withdrawPaid, lang)}</p>` : nothing}
    ${buttonRow(
      actionForm({
        action: applicationPath(current.reference, "withdraw"),
        csrfToken,
        text: texts.withdraw,
        lang,
        kind: "danger",
      }),
      linkButton({
        href: applicationPath(current.reference),
        text: texts.keep,
        lang,
        kind: "secondary",
      }),
    )}`;
  const back = { href: applicationPath(current.reference), text: texts.list };
  return page({ ...frame, title: texts.withdrawTitle, main, back });
};
