import type { Lang } from "@gov/kit/text.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { urgencyOf } from "./inbox.ts";
import { officeTexts } from "./office-texts.ts";

const tones = { late: "late", today: "waits", onTime: "runs" } as const;

/** How near the due time of some work is, and when it is. */
export const dueTag = (dueAt: Date, lang: Lang): Html => {
  const urgency = urgencyOf(dueAt, new Date());
  return html`${tag(officeTexts[urgency], tones[urgency], lang)} ${dateTime(dueAt, lang)}`;
};
