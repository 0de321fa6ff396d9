import { z } from "zod";
import { runSeed, type Figures } from "./run-seed.ts";

/** What the command tells a worker, and what a worker tells the command. */
const jobSchema = z.object({ seed: z.number().int(), stories: z.number().int() });
export type Job = z.infer<typeof jobSchema>;
export type Told =
  | Readonly<{ seed: number; figures: Figures }>
  | Readonly<{ seed: number; failure: string }>;

/** The words of an error and of what caused it. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\nbecause ${wordsOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
};

const tell = (told: Told): void => void process.send?.(told);

process.on("message", (message) => {
  const { seed, stories } = jobSchema.parse(message);
  runSeed(seed, stories).then(
    (figures) => tell({ seed, figures }),
    (error: unknown) => tell({ seed, failure: wordsOf(error) }),
  );
});
// Ends by way of `exit`, at which processes of PostgreSQL that stand still are let go.
process.on("disconnect", () => process.exit());
process.on("SIGTERM", () => process.exit());
