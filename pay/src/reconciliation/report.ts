import { addDays, instantAt, localTime } from "@gov/country/time-zone.ts";
import type { Currency, Money } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { RailCode } from "#src/rails/rail.ts";

/** taken from payers; returned to them; settled: what the rail pays out other than its lines say. */
export const directions = ["taken", "returned", "settled"] as const;
export type Direction = (typeof directions)[number];

/** Whose report of which day: `party` is the company where several keep one rail, else empty. */
export type ReportSource = Readonly<{ rail: RailCode; party: string }>;
export type ReportKey = ReportSource & Readonly<{ day: string }>;

/** reading: its lines are being taken in. read: it counts. replaced: a corrected one counts. */
export type ReportStatus = "reading" | "read" | "refused" | "replaced";

/** Why a file as a whole is not believed. */
export const reportFailures = [
  "empty",
  "tooLarge",
  "tooManyLines",
  "notUtf8",
  "columnsMissing",
  "forbiddenXml",
  "otherDocument",
  "otherAccount",
  "otherDay",
  "totalMissing",
  "linesMissing",
  "linesWrong",
] as const;
export type ReportFailure = (typeof reportFailures)[number];

/** A movement of money, as the rail's file tells it. */
export type ReportLine = Readonly<{
  order: string;
  reference: string;
  direction: Exclude<Direction, "settled">;
  amount: Money;
  /** What the rail keeps of it for its work. */
  feeMinor: bigint;
  /** The calendar day that the rail gives it. */
  movedOn: string;
}>;

/** What a file says of itself at its end, for each currency. */
export type ReportTotal = Readonly<{
  currency: Currency;
  lines: number;
  /** What the rail says that it pays out: taken, less returned, less fees. */
  statedMinor: bigint;
  day: string;
}>;

export type LineProblem = Readonly<{ field: string; message: Text }>;
export type ReadItem = Readonly<{ line: number }> &
  (
    | Readonly<{ kind: "line"; value: ReportLine }>
    | Readonly<{ kind: "total"; value: ReportTotal }>
    | Readonly<{ kind: "wrong"; problems: readonly LineProblem[] }>
  );

/** Reads a file as it comes. Throws `UnreadableReport` where the file as a whole makes no sense. */
export type ReportReader = (
  pieces: AsyncIterable<Buffer>,
  key: ReportKey,
) => AsyncGenerator<readonly ReadItem[]>;

export class UnreadableReport extends Error {
  readonly reason: ReportFailure;
  constructor(reason: ReportFailure) {
    super(reason);
    this.reason = reason;
  }
}

export const maxReportBytes = 512 * 1024 * 1024;
/** Of a file that a person sends: it is held in memory once. */
export const maxUploadedBytes = 16 * 1024 * 1024;
export const maxReportLines = 2_000_000;
/** After so many lines that cannot be read a file is read no further. */
export const keptErrors = 1_000;

/** A reference as rails write them: nothing that a spreadsheet would run. */
export const referencePattern = /^[A-Za-z0-9][A-Za-z0-9 ./:_+-]{0,159}$/;

/**
 * The day that a moment belongs to where the rails' day ends `endsAtMinutes` after midnight, by
 * the clock in Palestine.
 */
export const reportDayOf = (at: Date, endsAtMinutes: number): string => {
  const { date, minutes } = localTime(at);
  return minutes < endsAtMinutes ? addDays(date, -1) : date;
};

/** When a day's report day begins. */
export const reportDayBegins = (day: string, endsAtMinutes: number): Date =>
  instantAt(day, endsAtMinutes);

export const sourceText = ({ rail, party }: ReportSource): string =>
  party === "" ? rail : `${rail}/${party}`;
