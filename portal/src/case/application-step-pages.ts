import type { Text } from "@gov/kit/text.ts";
import { actionForm, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { panel } from "@gov/kit/ui/panel.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { findState } from "@gov/services/language/workflow.ts";
import { measuredTime, promisedTime } from "#src/catalogue/usual-time.ts";
import { applicationPath } from "./application-paths.ts";
import { applicationTexts as texts } from "./application-texts.ts";
import type { GovernmentCase } from "./case.ts";
import { nextText } from "./case-text.ts";
import { sayWhatFollows, waitsForSomebody } from "./follow-texts.ts";
import { payButton } from "./pay-button.ts";
import { whatFollows, type Following } from "./what-follows.ts";

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

type StepsInput = StepInput & Readonly<{ institutionName: (code: string) => Text }>;

const timeSentence = ({ definition, ninetyHours }: StepInput): Text[] => {
  const time = ninetyHours === undefined ? promisedTime(definition) : measuredTime(ninetyHours);
  return time ? [{ ar: `الوقت المعتاد: ${time.ar}.`, en: `The usual time: ${time.en}.` }] : [];
};

/** What happens next from where the case stands, by the workflow of its own version. */
const nextSteps = (input: StepsInput, follows: readonly Following[]): Text[] => {
  const { definition, current } = input;
  return [
    ...sayWhatFollows(follows, nextText(definition, current), input),
    ...(waitsForSomebody(follows) ? timeSentence(input) : []),
    ...(current.closedAt ? [] : [texts.sentFollow]),
  ];
};

/** The way on: to the documents where they are issued, or to the application. */
const wayOn = (input: StepsInput, [first]: readonly Following[]): Html => {
  const { current, frame, csrfToken } = input;
  const { lang } = frame;
  const issued = first?.kind === "ended" && first.documents > 0;
  const pays = payButton(current, lang, csrfToken);
  const follow = followLink(input, pays === nothing && !issued ? "primary" : "secondary");
  const documents = linkButton({ href: "/documents", text: texts.myDocuments, lang });
  return buttonRow(pays, issued ? documents : nothing, follow);
};

/** Right after sending: the reference, what happens next, and the button that pays. */
export const sentPage = (input: StepsInput): Html => {
  const { frame, current, definition } = input;
  const { lang } = frame;
  const follows = whatFollows(definition, current, new Date());
  const next = nextSteps(input, follows);
  const reference = { label: texts.reference, value: bdi(current.reference) };
  const main = html`${panel({ title: texts.sent, lang, reference, body: definition.title, next })}
  ${wayOn(input, follows)}`;
  return page({ ...frame, title: texts.sent, main });
};

/** All of the fee is here or, where it is paid in parts, what the case goes on with. */
const hasArrived = ({ current, definition }: StepInput): boolean =>
  current.paidAt !== undefined ||
  (current.paidMinor > 0n && findState(definition, current.state)?.kind !== "payment");

/** Where a payer comes back to: what the gateway says of the payment now. */
export const paymentPage = (input: StepsInput): Html => {
  const { frame, current, csrfToken, definition } = input;
  const { lang } = frame;
  const reference = { label: texts.reference, value: bdi(current.reference) };
  if (hasArrived(input)) {
    const follows = whatFollows(definition, current, new Date());
    const next = nextSteps(input, follows);
    const main = html`${panel({ title: texts.paymentDone, lang, reference, next })}
    ${wayOn(input, follows)}`;
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
