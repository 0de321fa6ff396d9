import { z } from "zod";
import { eventKinds, eventsOfKind } from "./event-texts.ts";
import type { HistoryFilter } from "./history-queries.ts";

const day = z.iso.date().optional().catch(undefined);

const schema = z.object({
  kind: z.enum(eventKinds).optional().catch(undefined),
  from: day,
  to: day,
  before: z.uuid().optional().catch(undefined),
});

/** What the page was asked for. What cannot be read is left out: the page then shows more. */
export type AskedHistory = Readonly<z.infer<typeof schema>>;

export const readHistoryFilter = (query: Readonly<Record<string, string>>): AskedHistory =>
  schema.parse(query);

export const historyFilter = ({ kind, ...rest }: AskedHistory): HistoryFilter => ({
  ...rest,
  ...(kind ? { events: eventsOfKind(kind) } : {}),
});

/** The filter as it stands in an address, with something changed. */
export const historyQuery = (
  asked: AskedHistory,
  change: Readonly<{ before?: string | undefined }> = {},
): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...asked, ...change })) {
    if (value !== undefined) parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
};
