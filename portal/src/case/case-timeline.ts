import type { Lang, Text } from "@gov/kit/text.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { timeline, type TimelineEvent } from "@gov/kit/ui/timeline.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { findState } from "@gov/services/language/workflow.ts";
import { checkTexts } from "./check-texts.ts";
import type { CaseEvent, GovernmentCase } from "./case.ts";
import { eventTexts, wordsIn } from "./case-text.ts";

const upcoming = {
  pay: { ar: "تدفع الرسوم", en: "You pay the fee" },
  answer: { ar: "تجيب عن السؤال", en: "You answer the question" },
  document: { ar: "الوثيقة في صفحة وثائقي", en: "The document among your documents" },
  preparing: { ar: "نجهز الوثيقة ونختمها", en: "The document is being prepared and sealed" },
  preparingBody: {
    ar: "تصدر عادة خلال ثوان. حدّث الصفحة.",
    en: "It usually takes seconds. Reload the page.",
  },
} as const satisfies Record<string, Text>;

const decision = (institution: Text): Text => ({
  ar: `قرار ${institution.ar}`,
  en: `Decision of ${institution.en}`,
});

const detailOf = (event: CaseEvent, lang: Lang): string | undefined => {
  const said = wordsIn(event.data["text"], lang);
  const reason = wordsIn(event.data["reason"], lang);
  const title = wordsIn(event.data["title"], lang);
  const parts = [title, reason, said].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(" · ");
};

const happened = (event: CaseEvent, lang: Lang): TimelineEvent => {
  const detail = detailOf(event, lang);
  return {
    title: eventTexts[event.kind],
    ...(detail === undefined ? {} : { detail }),
    at: event.at,
    state: ["rejected", "checkObjected"].includes(event.kind) ? "failed" : "done",
  };
};

type Input = Readonly<{
  definition: ServiceDefinition;
  current: GovernmentCase;
  events: readonly CaseEvent[];
  institution: Text;
  /** The document was approved but is not sealed yet. */
  preparing: boolean;
  lang: Lang;
}>;

/** What is still to come, as far as the service's workflow tells. */
const toCome = ({ definition, current, institution, preparing }: Input): TimelineEvent[] => {
  if (preparing) {
    return [{ title: upcoming.preparing, detail: upcoming.preparingBody, state: "now" }];
  }
  if (current.closedAt) return [];
  const issues = definition.documents.length > 0;
  const last: TimelineEvent[] = issues ? [{ title: upcoming.document, state: "waiting" }] : [];
  const decided = { title: decision(institution) };
  const here = findState(definition, current.state);
  const kind = here?.kind;
  if (here?.checks) {
    const answers = { title: checkTexts.answersOf };
    return [{ ...answers, state: "now" }, { ...decided, state: "waiting" }, ...last];
  }
  if (kind === "work") return [{ ...decided, state: "now" }, ...last];
  const mine = kind === "information" ? upcoming.answer : upcoming.pay;
  return [{ title: mine, state: "now" }, { ...decided, state: "waiting" }, ...last];
};

/** What happened, what happens now and what is still to come. */
export const caseTimeline = (input: Input): Html => {
  const { events, lang } = input;
  const shown = events.filter(({ kind }) => kind !== "paymentAsked");
  return timeline([...shown.map((event) => happened(event, lang)), ...toCome(input)], lang);
};

/** The state said in a sentence for those who only listen. */
export const nextHtml = (next: Text | undefined, lang: Lang): Html =>
  next ? html`<p>${words(next, lang)}</p>` : html``;
