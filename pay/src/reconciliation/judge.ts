import { addDays } from "@gov/country/time-zone.ts";
import type { Currency, Money } from "@gov/kit/money.ts";
import type { BreakClass } from "./break.ts";
import { matchRows, type Matched } from "./match.ts";
import type { Direction } from "./report.ts";

/** A line of a report that counts, and an entry of ours, of one order and direction. */
export type Row = Readonly<{
  party: string;
  /** Of the report, or of our books. */
  day: string;
  reference: string;
  currency: Currency;
  amountMinor: bigint;
  feeMinor: bigint;
}>;
export type GroupLine = Row & Readonly<{ movedOn: string }>;
/** `corrects`: an accepted break posted it, to make such a difference even. */
export type GroupEntry = Row & Readonly<{ corrects: BreakClass | null }>;

/** All that both sides have of one order in one direction. */
export type Group = Readonly<{
  direction: Direction;
  /** In the order of their days and lines. */
  lines: readonly GroupLine[];
  entries: readonly GroupEntry[];
}>;

/** Whether the report of a day was read. */
export type IsRead = (party: string, day: string) => boolean;

/** A difference, or (`over`) one that there was for a day and that is none any more. */
export type Finding = Readonly<{
  class: BreakClass;
  over: boolean;
  party: string;
  day: string;
  reference: string;
  reported: Money;
  booked: Money;
}>;

const sumOf = (rows: readonly Row[]): bigint =>
  rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
const feesOf = (rows: readonly Row[]): bigint =>
  rows.reduce((sum, { feeMinor }) => sum + feeMinor, 0n);
const totalOf = (rows: readonly Row[], currency: Currency): Money => ({
  amountMinor: sumOf(rows),
  currency,
});

/** Lines whose reference was told before are the same movement once more. */
const splitDuplicates = (lines: readonly GroupLine[]) => {
  const seen = new Set<string>();
  const once: GroupLine[] = [];
  const again: GroupLine[] = [];
  for (const line of lines) {
    const name = `${line.party}\n${line.reference}`;
    (seen.has(name) ? again : once).push(line);
    seen.add(name);
  }
  return { once, again };
};

type Sides = Readonly<{ lines: readonly GroupLine[]; entries: readonly GroupEntry[] }>;

const findingOf = (
  name: BreakClass,
  { lines, entries }: Sides,
  [reportedIn, bookedIn]: readonly [Currency, Currency],
  over = false,
): Finding => {
  const first = lines[0] ?? entries[0];
  if (!first) throw new Error("a difference between nothing and nothing");
  return {
    class: name,
    over,
    party: first.party,
    day: first.day,
    reference: (lines[0] ?? entries[0])?.reference ?? "",
    reported: totalOf(lines, reportedIn),
    booked: totalOf(entries, bookedIn),
  };
};

const single = (currency: Currency): readonly [Currency, Currency] => [currency, currency];

/** The class of lines that nothing of ours stands against, and of entries without a line. */
const classOfLines = (lines: readonly GroupLine[], isRead: IsRead): BreakClass =>
  lines.every(({ party, day, movedOn }) => movedOn > day && !isRead(party, movedOn))
    ? "timing"
    : "missingHere";
const classOfEntries = (entries: readonly GroupEntry[], isRead: IsRead): BreakClass =>
  entries.every(({ party, day }) => !isRead(party, addDays(day, 1))) ? "timing" : "missingThere";

/** What is left of both sides after matching, currency by currency. */
const judgeLeft = ({ lines, entries }: Sides, isRead: IsRead): Finding[] => {
  // What our books have of a day that the rail has not reported yet differs from nothing.
  const due = entries.filter(({ party, day }) => isRead(party, day));
  const linesIn = Map.groupBy(lines, ({ currency }) => currency);
  const entriesIn = Map.groupBy(due, ({ currency }) => currency);
  const onlyThere = [...linesIn.keys()].filter((currency) => !entriesIn.has(currency));
  const onlyHere = [...entriesIn.keys()].filter((currency) => !linesIn.has(currency));
  const [there, here] = [onlyThere[0], onlyHere[0]];
  const findings: Finding[] = [];
  const other = there !== undefined && here !== undefined && there !== here;
  if (other) {
    const sides = { lines: linesIn.get(there) ?? [], entries: entriesIn.get(here) ?? [] };
    findings.push(findingOf("currency", sides, [there, here]));
  }
  for (const currency of new Set([...linesIn.keys(), ...entriesIn.keys()])) {
    if (other && (currency === there || currency === here)) continue;
    const sides = { lines: linesIn.get(currency) ?? [], entries: entriesIn.get(currency) ?? [] };
    const name =
      sides.entries.length === 0
        ? classOfLines(sides.lines, isRead)
        : sides.lines.length === 0
          ? classOfEntries(sides.entries, isRead)
          : "amount";
    findings.push(findingOf(name, sides, single(currency)));
  }
  return findings;
};

/** Told on another day than booked, and no difference any more. */
const judgeDays = (matched: readonly Matched<GroupLine, GroupEntry>[]): Finding[] => {
  const late = matched.filter(({ lines, entries }) => lines[0]?.day !== entries[0]?.day);
  const [first] = late;
  const currency = first?.lines[0]?.currency;
  if (!first || !currency) return [];
  const finding = findingOf("timing", first, single(currency), true);
  const days = [...first.lines, ...first.entries].map(({ day }) => day).toSorted();
  return [{ ...finding, day: days[0] ?? finding.day }];
};

/** Fees are compared once both sides have all of it: before, they only repeat what is missing. */
const judgeFees = (sides: Sides, found: readonly Finding[]): Finding[] => {
  const waiting = found.some(({ class: name }) =>
    ["timing", "missingHere", "missingThere", "currency"].includes(name),
  );
  const currency = sides.lines[0]?.currency;
  if (waiting || !currency || sides.entries.every((one) => one.corrects !== null)) return [];
  const reported = { amountMinor: feesOf(sides.lines), currency };
  const booked = { amountMinor: feesOf(sides.entries), currency };
  if (reported.amountMinor === booked.amountMinor) return [];
  return [{ ...findingOf("fee", sides, single(currency)), reported, booked }];
};

const minus = (one: Money): Money => ({ ...one, amountMinor: -one.amountMinor });

/** Takes off what accepted breaks made even; what they made even and is even anyway stands out. */
const lessAccepted = (
  findings: readonly Finding[],
  corrections: readonly GroupEntry[],
): Finding[] => {
  const left = Map.groupBy(corrections, ({ corrects }) => corrects);
  const takeOff = (finding: Finding): Finding => {
    const made = left.get(finding.class) ?? [];
    left.delete(finding.class);
    const here = sumOf(made.filter(({ currency }) => currency === finding.booked.currency));
    if (finding.class !== "currency") {
      const amountMinor = finding.booked.amountMinor + here;
      return { ...finding, booked: { ...finding.booked, amountMinor } };
    }
    const there = sumOf(made.filter(({ currency }) => currency === finding.reported.currency));
    return {
      ...finding,
      reported: { ...finding.reported, amountMinor: finding.reported.amountMinor - there },
      booked: { ...finding.booked, amountMinor: finding.booked.amountMinor + here },
    };
  };
  const taken = findings.map(takeOff);
  const undone = [...left].flatMap(([name, made]): Finding[] => {
    if (name === null || name === "fee") return [];
    const byCurrency = [...Map.groupBy(made, ({ currency }) => currency)].filter(
      ([, rows]) => sumOf(rows) !== 0n,
    );
    const [one, other] = byCurrency;
    if (!one) return [];
    const finding = findingOf(name, { lines: [], entries: one[1] }, single(one[0]));
    if (!other) return [finding];
    return [{ ...finding, reported: minus(totalOf(other[1], other[0])) }];
  });
  return [...taken, ...undone];
};

const isEven = ({ over, reported, booked }: Finding): boolean =>
  !over &&
  (reported.currency === booked.currency
    ? reported.amountMinor === booked.amountMinor
    : reported.amountMinor === 0n && booked.amountMinor === 0n);

/** Where both sides of one order differ, and why; nothing where they agree. */
export const judge = (group: Group, isRead: IsRead): Finding[] => {
  const { once, again } = splitDuplicates(group.lines);
  const corrections = group.entries.filter(({ corrects }) => corrects !== null);
  // A fee that was told with a payment is a leg of its own, without an amount.
  const booked = group.entries.filter(
    ({ corrects, amountMinor }) => corrects === null && amountMinor !== 0n,
  );
  const { matched, lines, entries } = matchRows(once, booked);
  const left = { lines, entries };
  const found: Finding[] = [];
  for (const [currency, rows] of Map.groupBy(again, (line) => line.currency)) {
    found.push(findingOf("duplicate", { lines: rows, entries: [] }, single(currency)));
  }
  if (group.direction === "settled") {
    for (const [currency, rows] of Map.groupBy(once, (line) => line.currency)) {
      found.push(findingOf("amount", { lines: rows, entries: [] }, single(currency)));
    }
  } else {
    found.push(...judgeLeft(left, isRead));
  }
  const amounts = lessAccepted(found, corrections).filter((finding) => !isEven(finding));
  return [
    ...amounts,
    ...judgeFees({ lines: once, entries: group.entries }, found),
    ...judgeDays(matched),
  ];
};
