import type { Text } from "@gov/kit/text.ts";

export const formSentText: Text = {
  ar: "أرسلت هذه الصفحة من قبل أو هي قيد الإرسال. افتحها من جديد لتبدأ غيرها.",
  en: "This form was sent before, or is being sent. Open it anew to begin another.",
};
