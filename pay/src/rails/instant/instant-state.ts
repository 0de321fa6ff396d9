import { z } from "zod";

/** What we keep of an attempt: the code to scan, and whose app was asked, masked. */
export const instantStateSchema = z.object({
  code: z.string().min(1).max(512),
  askedOf: z.string().max(60).optional(),
});
export type InstantState = Readonly<z.infer<typeof instantStateSchema>>;
