import { z } from "zod";

/** Requests sent to apps for one attempt: enough for slips, too few to search or pester people. */
export const maxAsks = 6;

/** What we keep of an attempt: the code to scan, whose app was asked, masked, and how often. */
export const instantStateSchema = z.object({
  code: z.string().min(1).max(512),
  asks: z.number().int().min(0).default(0),
  askedOf: z.string().max(60).optional(),
});
export type InstantState = Readonly<z.infer<typeof instantStateSchema>>;
