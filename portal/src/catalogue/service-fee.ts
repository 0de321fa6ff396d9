import { addMoney, formatMoney, money, type Money } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { scheduleOn } from "@gov/services/language/fees.ts";
import type { FeeLine, FeeSchedule } from "@gov/services/language/fee-schema.ts";
import { catalogueTexts } from "./catalogue-texts.ts";

type Wire = Readonly<{ amountMinor: string; currency: Money["currency"] }>;
const read = ({ amountMinor, currency }: Wire): Money => money(BigInt(amountMinor), currency);

/** The least and most of one line; undefined where a formula decides. */
const range = (line: FeeLine): Readonly<{ least: Money; most: Money }> | undefined => {
  if (line.kind === "formula") return undefined;
  const amounts =
    line.kind === "fixed" ? [read(line.amount)] : line.rows.map((r) => read(r.amount));
  const [first, ...others] = amounts;
  if (!first) return undefined;
  const pick = (better: (a: Money, b: Money) => boolean): Money =>
    others.reduce((best, each) => (better(each, best) ? each : best), first);
  const least = pick((a, b) => a.amountMinor < b.amountMinor);
  const most = pick((a, b) => a.amountMinor > b.amountMinor);
  return { least: line.when ? money(0n, least.currency) : least, most };
};

const said = (text: Text, amounts: Readonly<Record<string, Money>>): Text => {
  const fill = (lang: "ar" | "en"): string =>
    Object.entries(amounts).reduce(
      (filled, [name, amount]) => filled.replace(`{${name}}`, formatMoney(amount, lang)),
      text[lang],
    );
  return { ar: fill("ar"), en: fill("en") };
};

/** What the lines come to, before anyone is exempt. */
const rangeOf = (schedule: FeeSchedule): Text => {
  const ranges = schedule.lines.map(range);
  const zero = money(0n, schedule.currency);
  const least = ranges.reduce((sum, each) => addMoney(sum, each?.least ?? zero), zero);
  const most = ranges.reduce((sum, each) => addMoney(sum, each?.most ?? zero), zero);
  if (ranges.some((each) => each === undefined)) {
    return least.amountMinor > 0n ? said(catalogueTexts.from, { least }) : catalogueTexts.byAnswers;
  }
  return least.amountMinor === most.amountMinor
    ? said({ ar: "{least}", en: "{least}" }, { least })
    : said(catalogueTexts.depends, { least, most });
};

/** The fee in a line: one amount, or from the least to the most; whether some pay nothing. */
export const feeSummary = (definition: ServiceDefinition, today: string): Text => {
  const schedule = scheduleOn(definition, today);
  if (!schedule) return catalogueTexts.free;
  const { ar, en } = rangeOf(schedule);
  const all = schedule.lines.length;
  const free = schedule.exemptions?.some(
    ({ basisPoints, lines }) => basisPoints === 10_000 && (lines?.length ?? all) === all,
  );
  if (!free) return { ar, en };
  const { freeForSome } = catalogueTexts;
  return { ar: freeForSome.ar.replace("{fee}", ar), en: freeForSome.en.replace("{fee}", en) };
};

/** Every amount of the schedule in force, for a table; nothing where a formula decides. */
export const feeRows = (schedule: FeeSchedule): { label: Text; amount: Money | undefined }[] =>
  schedule.lines.flatMap((line): { label: Text; amount: Money | undefined }[] => {
    if (line.kind === "formula") return [{ label: line.label, amount: undefined }];
    if (line.kind === "fixed") return [{ label: line.label, amount: read(line.amount) }];
    return line.rows.map((row) => ({ label: row.label ?? line.label, amount: read(row.amount) }));
  });
