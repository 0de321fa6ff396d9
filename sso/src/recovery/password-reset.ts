import { z } from "zod";

/**
 * How far a forgotten password has come in one browser. `personId` is whoever the answers are of,
 * undefined where they are of nobody: the pages are the same.
 */
export const resetSchema = z.object({
  nationalId: z.string(),
  /** The document, or the printed code, has been judged; for better or worse. */
  isJudged: z.boolean().default(false),
  personId: z.string().optional(),
  /** The counter's recovery whose printed code was typed. */
  recoveryId: z.string().optional(),
  isProven: z.boolean().default(false),
});
export type ResetAnswers = z.infer<typeof resetSchema>;

export type ResetStep = "document" | "code" | "password";

/** The question that comes next; nobody gets beyond it. */
export const nextResetStep = ({ isJudged, isProven }: ResetAnswers): ResetStep => {
  if (!isJudged) return "document";
  return isProven ? "password" : "code";
};

/** The cookie by which a browser goes on with it. */
export const resetCookie = "sso_recover";
