import type { Money } from "@gov/kit/money.ts";
import type { BreakClass } from "./break.ts";
import type { Finding } from "./judge.ts";

/** A break of an order that nobody has decided yet. */
export type OpenBreak = Readonly<{
  id: string;
  class: BreakClass;
  reported: Money;
  booked: Money;
}>;

export type BreakChanges = Readonly<{
  open: readonly Finding[];
  change: readonly Readonly<{ id: string; finding: Finding }>[];
  resolve: readonly string[];
  /** Over before anybody saw it: written down as such. */
  over: readonly Finding[];
}>;

const same = (a: Money, b: Money): boolean =>
  a.currency === b.currency && a.amountMinor === b.amountMinor;

/**
 * What becomes of an order's open breaks by what is found now. A break whose kind alone changed (a
 * delay that turned out to be a loss) stays the same break, with its age.
 */
export const changesOf = (
  standing: readonly OpenBreak[],
  findings: readonly Finding[],
  known: Readonly<{ wasLate: boolean }>,
): BreakChanges => {
  const now = findings.filter(({ over }) => !over);
  const sameKind = (finding: Finding): OpenBreak | undefined =>
    standing.find((one) => one.class === finding.class);
  const gone = standing.filter((one) => !now.some((finding) => finding.class === one.class));
  const fresh = now.filter((finding) => !sameKind(finding));
  // A fee never turns into anything else.
  const [was, ...others] = gone.filter((one) => one.class !== "fee");
  const [turned, ...more] = fresh.filter((finding) => finding.class !== "fee");
  const turns = was && turned && others.length === 0 && more.length === 0;
  const stayed = now.flatMap((finding) => {
    const one = sameKind(finding);
    const equal = one && same(one.reported, finding.reported) && same(one.booked, finding.booked);
    return one && !equal ? [{ id: one.id, finding }] : [];
  });
  const resolve = gone.filter((one) => !(turns && one === was)).map(({ id }) => id);
  const late = findings.filter(({ over }) => over);
  return {
    open: fresh.filter((finding) => !(turns && finding === turned)),
    change: turns ? [...stayed, { id: was.id, finding: turned }] : stayed,
    resolve,
    // Where it was seen while it lasted, that is the break which ends.
    over: known.wasLate || resolve.length > 0 ? [] : late,
  };
};
