import { z } from "zod";

/** How slowly a well-behaved acquirer works. All may be set while it runs. */
export const settingsSchema = z.strictObject({
  answerDelayMs: z.number().int().min(0).max(60_000),
  notificationDelayMs: z.number().int().min(0).max(600_000),
  /** Waits before the second, third … attempt of a notification; then it is given up. */
  notificationRetriesMs: z.array(z.number().int().min(1).max(86_400_000)).max(20),
  /** When a bank that did not answer in time will have decided. */
  settlesAfterMs: z.number().int().min(0).max(86_400_000),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  answerDelayMs: 0,
  notificationDelayMs: 0,
  notificationRetriesMs: [1_000, 2_000, 5_000, 15_000, 60_000, 300_000],
  settlesAfterMs: 20_000,
};
