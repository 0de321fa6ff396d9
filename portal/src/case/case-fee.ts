import { addDays } from "@gov/services/language/expression/calendar-date.ts";
import type { ExemptionGiven } from "@gov/services/language/fee-exemptions.ts";
import type { Fee } from "@gov/services/language/fees.ts";
import type { Money } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import type { FeeExemption, FeeInstalment, FeeLine, FeeSplit } from "./case.ts";

/** A fee as its case keeps it: what was charged, and how, when the person sent it. */
export type FeeOfCase = Readonly<{
  total: Money;
  lines: readonly FeeLine[];
  exemptions: readonly FeeExemption[];
  splits: readonly FeeSplit[];
  instalments: readonly FeeInstalment[];
}>;

/** What decided an exemption, in a sentence; its own name where nothing did. */
const reasonOf = ({ because, label }: ExemptionGiven): Text => {
  const said = (lang: Lang): string =>
    because
      .map((each) => `${each.label[lang]}: ${each.value[lang]}`)
      .join(lang === "ar" ? "، " : ", ")
      .slice(0, 200) || label[lang];
  return { ar: said("ar"), en: said("en") };
};

/** The parts of a fee to keep with a case; undefined where there is nothing to pay. */
export const feeOfCase = (fee: Fee, today: string): FeeOfCase | undefined => {
  if (fee.outcome !== "known" || fee.total.amountMinor === 0n) return undefined;
  const minor = ({ amountMinor }: Money): string => amountMinor.toString();
  return {
    total: fee.total,
    lines: fee.lines.map(({ code, label, amount }) => ({
      code,
      label,
      amountMinor: minor(amount),
    })),
    exemptions: fee.exemptions.map((exemption) => ({
      code: exemption.code,
      label: exemption.label,
      amountMinor: minor(exemption.off),
      reason: reasonOf(exemption),
      source: exemption.source.text,
    })),
    splits: fee.splits.map(({ institution, amount }) => ({
      institution,
      amountMinor: minor(amount),
    })),
    instalments: fee.instalments.map(({ label, amount, dueAfterDays }) => ({
      label,
      dueOn: addDays(today, dueAfterDays) ?? today,
      amountMinor: minor(amount),
    })),
  };
};
