import type { Lang } from "@gov/kit/text.ts";
import type { Mail } from "#src/message/mail.ts";

/** `a•••@example.org`: enough for its owner to know it by. */
export const maskEmail = (email: string): string => {
  const at = email.lastIndexOf("@");
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
};

/** The letter with a sign-in code. It says whose page alone the code belongs on. */
export const codeMail = (to: string, lang: Lang, code: string, host: string): Mail =>
  lang === "ar"
    ? {
        to,
        lang,
        subject: "رمز الدخول إلى حسابك",
        paragraphs: [`اكتب هذا الرمز في صفحة الدخول على ${host}. يصلح خمس دقائق.`],
        code,
        after: "إن لم تكن تدخل الآن فلا تعطه لأحد، وغيّر كلمة سرك.",
      }
    : {
        to,
        lang,
        subject: "Your sign-in code",
        paragraphs: [
          `Enter this code on the sign-in page at ${host}. It is good for five minutes.`,
        ],
        code,
        after: "If you are not signing in now, give it to nobody and change your password.",
      };
