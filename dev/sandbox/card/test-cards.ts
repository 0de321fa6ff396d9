/** What the issuer does with a card. `late…`: no answer at first, then the truth. */
export type CardOutcome =
  | "approve"
  | "challenge"
  | "decline"
  | "noFunds"
  | "expired"
  | "lateApprove"
  | "lateDecline";

export type TestCard = {
  number: string;
  brand: "MASTERCARD" | "VISA";
  outcome: CardOutcome;
  says: { ar: string; en: string };
};

/** The cards that this acquirer knows. No other number is accepted. */
export const testCards: readonly TestCard[] = [
  {
    number: "5123450000000008",
    brand: "MASTERCARD",
    outcome: "approve",
    says: { ar: "تُقبل فورًا", en: "Accepted at once" },
  },
  {
    number: "2223000000000007",
    brand: "MASTERCARD",
    outcome: "challenge",
    says: { ar: "يطلب المصرف رمز تحقق، ثم تُقبل", en: "The bank asks for a code, then accepts" },
  },
  {
    number: "5111111111111118",
    brand: "MASTERCARD",
    outcome: "decline",
    says: { ar: "يرفضها المصرف", en: "The bank declines" },
  },
  {
    number: "4508750015741019",
    brand: "VISA",
    outcome: "noFunds",
    says: { ar: "الرصيد لا يكفي", en: "Insufficient funds" },
  },
  {
    number: "4012000033330026",
    brand: "VISA",
    outcome: "expired",
    says: { ar: "بطاقة منتهية", en: "Expired card" },
  },
  {
    number: "5506900140100305",
    brand: "MASTERCARD",
    outcome: "lateApprove",
    says: {
      ar: "لا يجيب المصرف في الوقت، ثم يقبل",
      en: "The bank does not answer in time, then accepts",
    },
  },
  {
    number: "4440000009900010",
    brand: "VISA",
    outcome: "lateDecline",
    says: {
      ar: "لا يجيب المصرف في الوقت، ثم يرفض",
      en: "The bank does not answer in time, then declines",
    },
  },
];

export const findTestCard = (number: string): TestCard | undefined =>
  testCards.find((card) => card.number === number);

/** Luhn's check over a number of digits only. */
export function passesLuhn(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  const digits = Array.from(number).toReversed().map(Number);
  const doubled = digits.map((digit, at) =>
    at % 2 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit,
  );
  return doubled.reduce((sum, digit) => sum + digit, 0) % 10 === 0;
}

/** First six and last four digits, as the gateway shows a card. */
export const maskCard = (number: string): string =>
  `${number.slice(0, 6)}${"x".repeat(number.length - 10)}${number.slice(-4)}`;
