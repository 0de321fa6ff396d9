import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { timeline, type TimelineEvent } from "@gov/kit/ui/timeline.ts";
import { z } from "zod";
import type { CaseEvent } from "#src/case/case.ts";
import { historyTexts } from "./office-texts.ts";

const bilingual = z.object({ ar: z.string(), en: z.string() });

/** The parts of an entry's data that are shown; anything else in it is passed over. */
const shownSchema = z.object({
  title: bilingual.optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  reason: bilingual.optional().catch(undefined),
  officerName: bilingual.optional().catch(undefined),
  number: z.string().optional().catch(undefined),
});

const detailOf = (event: CaseEvent, lang: Lang): Html => {
  const { title, text, reason, officerName, number } = shownSchema.parse(event.data);
  const parts: (Text | string | Html)[] = [];
  if (officerName) parts.push(officerName);
  else if (event.actor) parts.push(bdi(event.actor));
  if (title) parts.push(title);
  if (reason) parts.push(reason);
  if (text) parts.push(html`<bdi>${text}</bdi>`);
  if (number) parts.push(bdi(number));
  return html`${parts.map((part, index) => html`${index > 0 ? html`<br />` : nothing}${words(part, lang)}`)}`;
};

/** All that happened to a request, internal entries included, oldest first. */
export const caseHistory = (events: readonly CaseEvent[], lang: Lang): Html =>
  timeline(
    events.map((event): TimelineEvent => ({
      title: historyTexts[event.kind],
      detail: detailOf(event, lang),
      at: event.at,
      state:
        event.kind === "rejected" ||
        event.kind === "checkObjected" ||
        event.kind === "documentDelayed"
          ? "failed"
          : "done",
    })),
    lang,
  );
