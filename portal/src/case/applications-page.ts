import type { Text } from "@gov/kit/text.ts";
import { formatMoney } from "@gov/kit/money.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { card, cardGrid } from "@gov/kit/ui/card.ts";
import { dateOnly } from "@gov/kit/ui/date-time.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import type { Application } from "#src/apply/application.ts";
import { applyPath } from "#src/apply/apply-paths.ts";
import { applicationPath } from "./application-paths.ts";
import { applicationTexts as texts } from "./application-texts.ts";
import type { GovernmentCase } from "./case.ts";
import { nextText, stateText, subjectOf, toneOf } from "./case-text.ts";
import { payButton } from "./pay-button.ts";

export type CaseInList = Readonly<{ current: GovernmentCase; definition: ServiceDefinition }>;
export type DraftInList = Readonly<{ application: Application; definition: ServiceDefinition }>;

const titleOf = ({ definition, current }: CaseInList, frame: Frame): Html => {
  const subject = subjectOf(definition, current);
  return html`${words(definition.title, frame.lang)}${
    subject ? html` ${bdi(subject, "plate")}` : nothing
  }`;
};

/** A case that waits for the person, with the one thing to do. */
export const waitingCard = (shown: CaseInList, frame: Frame, csrfToken: string): Html => {
  const { current, definition } = shown;
  const { lang } = frame;
  const href = applicationPath(current.reference);
  const pays = current.fee !== undefined && !current.paidAt;
  const text: Text | undefined =
    pays && current.fee
      ? {
          ar: `الرسوم ${formatMoney(current.fee, "ar")}`,
          en: `Fee ${formatMoney(current.fee, "en")}`,
        }
      : nextText(definition, current);
  return card({
    title: titleOf(shown, frame),
    lang,
    href,
    ...(text ? { text } : {}),
    tag: tag(stateText(definition, current), toneOf(current), lang),
    action: pays
      ? payButton(current, lang, csrfToken)
      : linkButton({ href, text: texts.follow, lang }),
  });
};

/** A draft, to go on with. */
export const draftCard = ({ application, definition }: DraftInList, frame: Frame): Html => {
  const { lang } = frame;
  const subject = subjectOf(definition, application);
  const saved = dateOnly(application.updatedAt, lang);
  return card({
    title: html`${words(definition.title, lang)}${
      subject ? html` ${bdi(subject, "plate")}` : nothing
    }`,
    lang,
    href: applyPath(definition.code),
    text: lang === "ar" ? html`حفظته ${saved}` : html`Saved on ${saved}`,
    tag: tag({ ar: "مسودة", en: "Draft" }, "done", lang),
  });
};

const caseCard = (shown: CaseInList, frame: Frame): Html => {
  const { current, definition } = shown;
  const { lang } = frame;
  return card({
    title: titleOf(shown, frame),
    lang,
    href: applicationPath(current.reference),
    text: html`${bdi(current.reference)} · ${dateOnly(current.updatedAt, lang)}`,
    tag: tag(stateText(definition, current), toneOf(current), lang),
  });
};

/** All of a person's applications: what waits for them first. */
export const applicationsPage = (
  input: Readonly<{
    frame: Frame;
    csrfToken: string;
    cases: readonly CaseInList[];
    drafts: readonly DraftInList[];
  }>,
): Html => {
  const { frame, cases, drafts, csrfToken } = input;
  const { lang } = frame;
  const part = (title: Text, cards: readonly Html[]): Html =>
    cards.length === 0 ? nothing : section(title, lang, cardGrid(cards));
  const of = (who: GovernmentCase["waitsFor"]): CaseInList[] =>
    cases.filter(({ current }) => current.waitsFor === who);
  const nothingYet = cases.length === 0 && drafts.length === 0;
  const find = linkButton({ href: "/services", text: texts.findService, lang });
  const main = html`${heading(texts.list, lang)}
  ${
    nothingYet
      ? emptyState({ title: texts.none, body: texts.noneBody, lang, action: find })
      : nothing
  }
  ${part(
    texts.waits,
    of("citizen").map((each) => waitingCard(each, frame, csrfToken)),
  )}
  ${part(
    texts.drafts,
    drafts.map((each) => draftCard(each, frame)),
  )}
  ${part(
    texts.open,
    of("institution").map((each) => caseCard(each, frame)),
  )}
  ${part(
    texts.closed,
    of("nobody").map((each) => caseCard(each, frame)),
  )}`;
  return page({ ...frame, title: texts.list, main });
};
