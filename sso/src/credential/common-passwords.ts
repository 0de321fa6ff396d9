import { dictionary } from "@zxcvbn-ts/language-common";

/**
 * The passwords that people take most, as a set of about forty thousand: guessers try these first.
 * (MIT, from the zxcvbn project, in lower case; shorter ones are refused for their length.)
 */
const common: ReadonlySet<string> = new Set(
  dictionary["passwords-common"].filter((word) => word.length >= 5),
);

const plain = (password: string): string => password.normalize("NFKC").toLowerCase();

const swaps: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};

const unswapped = (password: string): string =>
  password.replace(/[@431!0$57]/g, (sign) => swaps[sign] ?? sign);

/** Whether a password is a common one, also dressed up: `P@ssw0rd`, `football2024!`. */
export const isCommonPassword = (password: string): boolean => {
  const typed = plain(password);
  const core = typed.replace(/^[\d\W_]+|[\d\W_]+$/g, "");
  const forms = [typed, unswapped(typed), core, unswapped(core)];
  const bare = core.length >= 5 && typed.length - core.length <= 5;
  return forms.some((form, index) => (index < 2 || bare) && common.has(form));
};
