import { localDate } from "@gov/country/time-zone.ts";

export const inboxViews = ["open", "mine", "free", "late"] as const;
export type InboxView = (typeof inboxViews)[number];

export const readView = (given: string | undefined): InboxView =>
  inboxViews.find((view) => view === given) ?? "open";

export type Urgency = "late" | "today" | "onTime";

/** How near a task's due time is, by the country's calendar day. */
export const urgencyOf = (dueAt: Date, now: Date): Urgency => {
  if (dueAt < now) return "late";
  return localDate(dueAt) === localDate(now) ? "today" : "onTime";
};

/** What was typed to search: trimmed, Western digits are the caller's; bounded. */
export const readSearch = (typed: string | undefined): string | undefined => {
  const text = typed?.trim().slice(0, 60) ?? "";
  return text === "" ? undefined : text;
};
