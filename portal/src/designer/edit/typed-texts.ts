import type { Text } from "@gov/kit/text.ts";

/** What is wrong with something typed into an editor, and how to put it right. */
export const typedTexts = {
  missing: { ar: "اكتب قيمة هنا.", en: "Enter a value here." },
  notWhole: { ar: "اكتب عددا صحيحا، مثل 12.", en: "Enter a whole number, such as 12." },
  notPercent: {
    ar: "اكتب نسبة بين 0.01 و 100، مثل 25 أو 12.5.",
    en: "Enter a percentage between 0.01 and 100, such as 25 or 12.5.",
  },
  notAmount: { ar: "اكتب مبلغا، مثل 312.00.", en: "Enter an amount, such as 312.00." },
  tooManyDecimals: {
    ar: "منازل المبلغ العشرية أكثر مما تقبله العملة.",
    en: "The amount has more decimals than its currency.",
  },
  chooseOne: { ar: "اختر واحدا من القائمة.", en: "Choose one from the list." },
} as const satisfies Record<string, Text>;
