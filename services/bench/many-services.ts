import { unwrap } from "@gov/kit/result.ts";
import { loadCatalogue, type Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";

const acts = [
  ["تجديد", "Renew"],
  ["إصدار", "Issue"],
  ["تسجيل", "Register"],
  ["نقل", "Transfer"],
  ["إلغاء", "Cancel"],
  ["تصديق", "Attest"],
  ["دفع", "Pay"],
  ["الاعتراض على", "Object to"],
] as const;
const things = [
  ["رخصة", "licence"],
  ["شهادة", "certificate"],
  ["تصريح", "permit"],
  ["سجل", "register entry"],
  ["بطاقة", "card"],
  ["ضريبة", "tax"],
  ["رسم", "fee"],
  ["عقد", "contract"],
  ["تأمين", "insurance"],
  ["اشتراك", "subscription"],
] as const;
const arabicLetters = "بتثجحخدرزسشصضطعغفقكلمنهوي";
const latinLetters = "abcdefghiklmnoprstuvz";

/** Numbers that look random and are the same at every run. */
const numbers = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** A country's catalogue: the real services, and as many invented ones, each of its own words. */
export const catalogueOf = (count: number): Catalogue => {
  const real = unwrap(loadCatalogue());
  const next = numbers(7);
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const made = (letters: string): string =>
    Array.from({ length: 4 + next(4) }, () => letters[next(letters.length)]).join("");
  const subjects = Array.from({ length: 3_000 }, () => [made(arabicLetters), made(latinLetters)]);
  const base = real.services[0] as ServiceDefinition;
  const invented = Array.from({ length: count - real.services.length }, (_, index) => {
    const [act, thing] = [pick(acts), pick(things)];
    const [subject, other, third] = [pick(subjects), pick(subjects), pick(subjects)];
    const text = (lang: 0 | 1): string => `${act[lang]} ${thing[lang]} ${subject[lang]}`;
    return {
      ...base,
      code: `invented/service-${index}`,
      institution: pick(real.institutions).code,
      lifeEvents: [pick(real.lifeEvents).code],
      title: { ar: text(0), en: text(1) },
      summary: { ar: `${text(0)} ${other[0]}`, en: `${text(1)} ${other[1]}` },
      keywords: [...other, ...third, ...subject].map(String),
    };
  });
  return { ...real, services: [...real.services, ...invented] };
};
