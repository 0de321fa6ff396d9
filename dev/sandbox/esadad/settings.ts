import { z } from "zod";

/** How a well-behaved hub works. All may be set while it runs. */
export const settingsSchema = z.strictObject({
  answerDelayMs: z.number().int().min(0).max(60_000),
  notificationDelayMs: z.number().int().min(0).max(600_000),
  /** Waits before the second, third … attempt of a notification; the last one is repeated. */
  notificationRetriesMs: z.array(z.number().int().min(1).max(86_400_000)).min(1).max(20),
  /** Attempts before a notification is given up. */
  notificationAttempts: z.number().int().min(1).max(10_000),
  /** How long the biller may take to answer. */
  billerTimeoutMs: z.number().int().min(50).max(120_000),
  /** A fee on each payment, in minor units, and who bears it. */
  feeMinor: z.string().regex(/^\d{1,9}$/),
  feesOnBiller: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  answerDelayMs: 0,
  notificationDelayMs: 0,
  notificationRetriesMs: [1_000, 2_000, 5_000, 15_000, 60_000, 300_000],
  notificationAttempts: 1_000,
  billerTimeoutMs: 15_000,
  feeMinor: "0",
  feesOnBiller: false,
};
