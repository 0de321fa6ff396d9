import type { Text } from "@gov/kit/text.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";

const arabicCount = (
  count: number,
  words: Readonly<{ one: string; two: string; few: string; many: string }>,
): string => {
  if (count === 1) return words.one;
  if (count === 2) return words.two;
  return count <= 10 ? `${count} ${words.few}` : `${count} ${words.many}`;
};

const hoursText = (count: number): Text => ({
  ar: arabicCount(count, { one: "ساعة", two: "ساعتان", few: "ساعات", many: "ساعة" }),
  en: count === 1 ? "1 hour" : `${count} hours`,
});

const daysText = (count: number): Text => ({
  ar: arabicCount(count, { one: "يوم", two: "يومان", few: "أيام", many: "يوما" }),
  en: count === 1 ? "1 day" : `${count} days`,
});

const workdayHours = 7;

const workdaysText = (count: number): Text => ({
  ar: arabicCount(count, {
    one: "يوم عمل",
    two: "يوما عمل",
    few: "أيام عمل",
    many: "يوم عمل",
  }),
  en: count === 1 ? "1 working day" : `${count} working days`,
});

/**
 * How long a decision takes at most, as the service promises: the sum of its tasks' time. Checks
 * are answered side by side, so that the longest of a state counts.
 */
export const promisedTime = (definition: ServiceDefinition): Text | undefined => {
  const hours = definition.workflow.states
    .map(({ task, checks }) =>
      Math.max(
        task?.slaWorkingHours ?? 0,
        ...(checks ?? []).map(({ slaWorkingHours }) => slaWorkingHours),
      ),
    )
    .reduce((sum, each) => sum + each, 0);
  if (hours === 0) return undefined;
  const text = workdaysText(Math.ceil(hours / workdayHours));
  return { ar: `${text.ar} على الأكثر`, en: `${text.en} at most` };
};

/** `يومان، 9 من كل 10 طلبات`: measured from what was decided lately. */
export const measuredTime = (ninetyHours: number): Text => {
  const text =
    ninetyHours < 24
      ? hoursText(Math.max(1, Math.ceil(ninetyHours)))
      : daysText(Math.ceil(ninetyHours / 24));
  return { ar: `${text.ar}، 9 من كل 10 طلبات`, en: `${text.en}, 9 in 10 applications` };
};
