import type { PayDeps } from "#src/deps.ts";
import type { RailCode } from "#src/rails/rail.ts";
import type { ReportKey, ReportReader, ReportSource } from "./report.ts";

/** Why no file came: the rail does not answer, has none yet, or sent what is not its own. */
export type FetchFailure = "noAnswer" | "notReady" | "notBelieved";

/** One source of reports: how its file is read, and fetched where it can be. */
export type Source = ReportSource &
  Readonly<{
    format: "csv" | "xml";
    read: ReportReader;
    /** The file of a day in pieces. Throws `NoReport` where there is none to be had. */
    fetch: ((day: string) => AsyncIterable<Buffer>) | undefined;
  }>;

export class NoReport extends Error {
  readonly reason: FetchFailure;
  constructor(reason: FetchFailure) {
    super(reason);
    this.reason = reason;
  }
}

/** What reconciliation works with; `work.ts` wires it. */
export type Reconciliation = Readonly<{
  deps: PayDeps;
  /** The institution whose staff decide, and in whose lane unknown money is posted. */
  treasury: string;
  sources: readonly Source[];
  /** When the rails' day ends, in minutes after midnight in Palestine. */
  dayEndsAtMinutes: number;
  /** When their files are expected, in minutes after the day's end. */
  expectedAfterMinutes: number;
  /** Whether this process ends: what is begun is left to the next one after a whole batch. */
  isClosed?: () => boolean;
}>;

export const findSource = (
  { sources }: Reconciliation,
  { rail, party }: Pick<ReportKey, "rail" | "party">,
): Source | undefined => sources.find((one) => one.rail === rail && one.party === party);

export const railsOf = ({ sources }: Reconciliation): RailCode[] => [
  ...new Set(sources.map(({ rail }) => rail)),
];
