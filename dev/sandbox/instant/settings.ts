import { z } from "zod";

/** How a well-behaved system works. All may be set while it runs. */
export const settingsSchema = z.strictObject({
  answerDelayMs: z.number().int().min(0).max(60_000),
  notificationDelayMs: z.number().int().min(0).max(600_000),
  /** Where credits are notified to; without it nobody is told. */
  notificationUrl: z.url().optional(),
  /** Waits before the second, third … attempt of a notification; then it is given up. */
  notificationRetriesMs: z.array(z.number().int().min(1).max(86_400_000)).max(20),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  answerDelayMs: 0,
  notificationDelayMs: 0,
  notificationRetriesMs: [1_000, 2_000, 5_000, 15_000, 60_000, 300_000, 3_600_000],
};
