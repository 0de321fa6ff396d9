import { z } from "zod";

/** How patient the company's system is. All may be set while it runs. */
export const settingsSchema = z.strictObject({
  /** How often one request is sent again when no answer came. */
  attempts: z.number().int().min(1).max(20),
  retryDelayMs: z.number().int().min(0).max(60_000),
  answerTimeoutMs: z.number().int().min(100).max(60_000),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  attempts: 5,
  retryDelayMs: 200,
  answerTimeoutMs: 10_000,
};
