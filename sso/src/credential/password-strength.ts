import { toWesternDigits } from "@gov/country/digits.ts";
import { foldForSearch } from "@gov/country/search-folding.ts";
import type { Text } from "@gov/kit/text.ts";
import { isCommonPassword } from "./common-passwords.ts";
import { passwordMaximum, passwordMinimum } from "./password.ts";

/** What others know about a person, so that it makes no password. */
export type KnownFacts = Readonly<{
  names: readonly string[];
  nationalId: string;
  phone: string;
  dateOfBirth: string;
}>;

export type PasswordWeakness =
  | "empty"
  | "short"
  | "long"
  | "common"
  | "repeated"
  | "name"
  | "nationalId"
  | "phone"
  | "dateOfBirth";

export const passwordWeaknessTexts: Readonly<Record<PasswordWeakness, Text>> = {
  empty: { ar: "اكتب كلمة سر.", en: "Enter a password." },
  short: {
    ar: "كلمة السر قصيرة. اكتب ثمانية أحرف أو أكثر؛ ثلاث كلمات لا علاقة بينها تكفي.",
    en: "The password is short. Use eight characters or more; three unrelated words will do.",
  },
  long: {
    ar: "كلمة السر 256 حرفا على الأكثر.",
    en: "A password has at most 256 characters.",
  },
  common: {
    ar: "هذه كلمة سر شائعة يجربها المخترقون أولا. اكتب غيرها، مثل ثلاث كلمات لا علاقة بينها.",
    en: "This password is a common one that guessers try first. Use another, such as three unrelated words.",
  },
  repeated: {
    ar: "كلمة السر أحرف مكررة أو متتالية. اكتب غيرها، مثل ثلاث كلمات لا علاقة بينها.",
    en: "The password is repeated or consecutive characters. Use another, such as three unrelated words.",
  },
  name: {
    ar: "في كلمة السر اسمك. اكتب كلمة لا تدل عليك.",
    en: "The password has your name in it. Use one that does not point to you.",
  },
  nationalId: {
    ar: "في كلمة السر رقم هويتك. اكتب كلمة لا تدل عليك.",
    en: "The password has your identity number in it. Use one that does not point to you.",
  },
  phone: {
    ar: "في كلمة السر رقم هاتفك. اكتب كلمة لا تدل عليك.",
    en: "The password has your phone number in it. Use one that does not point to you.",
  },
  dateOfBirth: {
    ar: "في كلمة السر تاريخ ميلادك. اكتب كلمة لا تدل عليك.",
    en: "The password has your date of birth in it. Use one that does not point to you.",
  },
};

/** Every character the next after the one before, up or down: `abcdefgh`, `98765432`. */
const isRun = (password: string): boolean => {
  const codes = [...password].map((letter) => letter.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  return steps.size === 1 && [1, -1].includes([...steps][0] ?? 0);
};

const isRepeated = (password: string): boolean =>
  new Set(password).size < 4 || isRun(password) || /^(.{1,4}?)\1+.{0,3}$/su.test(password);

const dayForms = (day: string): string[] => {
  const [year = "", month = "", date = ""] = day.split("-");
  return [year + month + date, date + month + year, month + date + year];
};

/** The parts of a name that are long enough to be recognised in a password. */
const nameWords = (names: readonly string[]): string[] =>
  names
    .flatMap((name) => foldForSearch(name).split(/[^\p{L}]+/u))
    .filter((word) => word.length >= 3);

/** What makes a password weak for this person, or undefined when it will do. */
export const passwordWeakness = (
  password: string,
  about: KnownFacts,
): PasswordWeakness | undefined => {
  if (password === "") return "empty";
  if (password.length < passwordMinimum) return "short";
  if (password.length > passwordMaximum) return "long";
  const folded = foldForSearch(password);
  const digits = toWesternDigits(password).replace(/\D/g, "");
  if (digits.includes(about.nationalId)) return "nationalId";
  if (digits.includes(about.phone.slice(-7))) return "phone";
  if (dayForms(about.dateOfBirth).some((form) => digits.includes(form))) return "dateOfBirth";
  // A long sentence may name its author; a short word with the name in it is the name.
  const names = nameWords(about.names).filter((name) => folded.length < name.length * 3);
  if (names.some((name) => folded.includes(name))) return "name";
  if (isRepeated(folded)) return "repeated";
  return isCommonPassword(password) ? "common" : undefined;
};
