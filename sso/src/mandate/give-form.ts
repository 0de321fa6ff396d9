import { parseNationalId } from "@gov/country/national-id.ts";
import { addDays, instantAt, localDate } from "@gov/country/time-zone.ts";
import { defineTexts, type Text } from "@gov/kit/text.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import {
  parseTypedDate,
  typedDate,
  typedDateTexts,
  type TypedDate,
} from "@gov/kit/ui/typed-date.ts";

/** A power of attorney as it is being written, exactly as typed. */
export type TypedGift = Readonly<{
  nationalId: string;
  reach: string;
  services: readonly string[];
  from: TypedDate;
  until: TypedDate;
}>;

/** The same, read: days in Palestine, the last one included. */
export type Gift = Readonly<{
  nationalId: string;
  services: readonly string[] | null;
  fromDay: string;
  untilDay: string;
}>;

const longestDays = 3 * 365;
const furthestStartDays = 365;

const texts = defineTexts({
  idEmpty: { ar: "اكتب رقم هوية من توكّله.", en: "Enter the identity number of the person." },
  idWrong: {
    ar: "رقم الهوية تسعة أرقام، وهذا الرقم غير صحيح. راجعه على البطاقة.",
    en: "An identity number has nine digits and this one is not right. Check it on the card.",
  },
  idOwn: {
    ar: "هذا رقمك أنت. اكتب رقم هوية من توكّله.",
    en: "This is your own number. Enter that of the person you empower.",
  },
  reachEmpty: {
    ar: "اختر كل الخدمات أو خدمات تحددها.",
    en: "Choose every service or the ones you name.",
  },
  serviceEmpty: { ar: "حدد خدمة واحدة على الأقل.", en: "Tick at least one service." },
  fromPast: {
    ar: "يبدأ التوكيل اليوم أو بعده.",
    en: "It begins today or later.",
  },
  fromFar: {
    ar: "اختر بداية خلال سنة من اليوم.",
    en: "Choose a beginning within a year from today.",
  },
  untilBefore: {
    ar: "يوم النهاية قبل يوم البداية. راجع التاريخين.",
    en: "The last day is before the first. Check both dates.",
  },
  untilFar: {
    ar: "أطول مدة للتوكيل ثلاث سنوات. اختر يوما أقرب.",
    en: "The longest time is three years. Choose an earlier day.",
  },
});

const text = (value: unknown, length: number): string =>
  typeof value === "string" ? value.slice(0, length) : "";

/** The posted form as it was typed; ticked services as many as there are. */
export const typedGift = (posted: Readonly<Record<string, unknown>>): TypedGift => {
  const ticked = posted["service"];
  const services = (Array.isArray(ticked) ? ticked : [ticked]).filter(
    (one): one is string => typeof one === "string" && one.length <= 64,
  );
  return {
    nationalId: text(posted["nationalId"], 40),
    reach: text(posted["reach"], 10),
    services: services.slice(0, 50),
    from: typedDate(posted, "from"),
    until: typedDate(posted, "until"),
  };
};

const readDay = (typed: TypedDate, name: string, errors: FieldError[]): string | undefined => {
  const day = parseTypedDate(typed);
  if (day.ok) return day.value;
  errors.push({ name, text: typedDateTexts[day.error] });
  return undefined;
};

const periodProblem = (
  fromDay: string,
  untilDay: string,
  today: string,
): { name: string; text: Text } | undefined => {
  if (fromDay < today) return { name: "from", text: texts.fromPast };
  if (fromDay > addDays(today, furthestStartDays)) return { name: "from", text: texts.fromFar };
  if (untilDay < fromDay) return { name: "until", text: texts.untilBefore };
  if (untilDay > addDays(fromDay, longestDays)) return { name: "until", text: texts.untilFar };
  return undefined;
};

/** Reads what was typed; every error names its field. `known` are the services that can be ticked. */
export const readGift = (
  typed: TypedGift,
  about: Readonly<{ ownNationalId: string; known: readonly string[]; now: Date }>,
): Readonly<{ gift?: Gift; errors: FieldError[] }> => {
  const errors: FieldError[] = [];
  const id = parseNationalId(typed.nationalId);
  if (typed.nationalId.trim() === "") errors.push({ name: "nationalId", text: texts.idEmpty });
  else if (!id.ok) errors.push({ name: "nationalId", text: texts.idWrong });
  else if (id.value === about.ownNationalId) errors.push({ name: "nationalId", text: texts.idOwn });

  const services = typed.services.filter((service) => about.known.includes(service));
  if (typed.reach !== "all" && typed.reach !== "some") {
    errors.push({ name: "reach", text: texts.reachEmpty });
  } else if (typed.reach === "some" && services.length === 0) {
    errors.push({ name: "service", text: texts.serviceEmpty });
  }

  const fromDay = readDay(typed.from, "from", errors);
  const untilDay = readDay(typed.until, "until", errors);
  if (fromDay && untilDay) {
    const problem = periodProblem(fromDay, untilDay, localDate(about.now));
    if (problem) errors.push(problem);
  }
  if (errors.length > 0 || !id.ok || !fromDay || !untilDay) return { errors };
  const reach = typed.reach === "all" ? null : services;
  return { errors, gift: { nationalId: id.value, services: reach, fromDay, untilDay } };
};

/** From the first moment of the first day (or now) to the end of the last. */
export const periodOf = (gift: Gift, now: Date): Readonly<{ from: Date; until: Date }> => {
  const from = instantAt(gift.fromDay, 0);
  return { from: from < now ? now : from, until: instantAt(addDays(gift.untilDay, 1), 0) };
};
