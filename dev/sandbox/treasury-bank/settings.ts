import { z } from "zod";

const ibans = z.array(z.string().max(34)).max(1_000);

/** How a well-behaved bank works. All may be set while it runs. */
export const settingsSchema = z.strictObject({
  answerDelayMs: z.number().int().min(0).max(60_000),
  /** How long a payment that was taken waits until it is booked. */
  bookDelayMs: z.number().int().min(0).max(86_400_000),
  /** Accounts that cannot be paid: a payment to one is rejected (AC04). */
  closedIbans: ibans,
  /** Accounts whose bank sends the money back, `returnDelayMs` after it was booked. */
  returningIbans: ibans,
  returnDelayMs: z.number().int().min(0).max(864_000_000),
  /** Entries on one page of a statement. */
  pageEntries: z.number().int().min(1).max(500),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  answerDelayMs: 0,
  bookDelayMs: 0,
  closedIbans: [],
  returningIbans: [],
  returnDelayMs: 0,
  pageEntries: 500,
};
