import { cleanTyped } from "@gov/country/digits.ts";
import { parseIban } from "@gov/country/iban.ts";
import { maskPhone, parseMobile } from "@gov/country/phone.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";

/** Who is asked to pay: by mobile number, by account, or by a name registered with a bank. */
export type PayerAlias = Readonly<{ kind: "phone" | "iban" | "alias"; value: string }>;
export type AliasError =
  | "empty"
  | "phoneWrong"
  | "ibanWrong"
  | "aliasWrong"
  | "unknownPayer"
  | "tooManyAsks";

/** Reads what a payer typed: an IBAN starts with PS, a phone is digits, the rest is an alias. */
export const parsePayerAlias = (typed: string): Result<PayerAlias, AliasError> => {
  const text = cleanTyped(typed.slice(0, 128));
  if (text === "") return err("empty");
  if (/^ps\s*\d\s*\d/i.test(text)) {
    const iban = parseIban(text);
    return iban.ok ? ok({ kind: "iban", value: iban.value }) : err("ibanWrong");
  }
  if (/^[+\d][\d\s()-]*$/.test(text)) {
    const phone = parseMobile(text);
    return phone.ok ? ok({ kind: "phone", value: phone.value }) : err("phoneWrong");
  }
  return /^[A-Za-z][A-Za-z0-9._-]{2,34}$/.test(text)
    ? ok({ kind: "alias", value: text.toLowerCase() })
    : err("aliasWrong");
};

/** Enough for its owner to recognise, and no more: what is kept and shown. */
export const maskAlias = ({ kind, value }: PayerAlias): string => {
  if (kind === "phone") return maskPhone(value);
  if (kind === "iban") return `${value.slice(0, 8)} ···· ${value.slice(-4)}`;
  return `${value.slice(0, 2)}···${value.slice(-1)}`;
};

export const aliasErrorTexts: Readonly<Record<AliasError, Text>> = {
  empty: {
    ar: "اكتب رقم هاتفك أو رقم حسابك أو اسمك المستعار.",
    en: "Enter your mobile number, IBAN or alias.",
  },
  phoneWrong: {
    ar: "رقم الهاتف غير صحيح. اكتبه مثل 0599123456.",
    en: "This mobile number is not right. Write it like 0599123456.",
  },
  ibanWrong: {
    ar: "رقم الحساب الدولي غير صحيح. انسخه كما هو في تطبيق مصرفك: يبدأ بـ PS وطوله 29 خانة.",
    en: "This IBAN is not right. Copy it from your bank's app: it starts with PS and has 29 characters.",
  },
  aliasWrong: {
    ar: "الاسم المستعار أحرف إنجليزية وأرقام، من 3 إلى 35، كما سجلته في تطبيق مصرفك.",
    en: "An alias has Latin letters and digits, 3 to 35, as you registered it in your bank's app.",
  },
  unknownPayer: {
    ar: "لا حساب بهذا في الدفع الفوري. تأكد من أنك فعلت الخدمة في تطبيق مصرفك، أو امسح الرمز.",
    en: "No account has this in instant payment. Check that the service is on in your bank's app, or scan the code.",
  },
  tooManyAsks: {
    ar: "أرسلنا طلبات كثيرة لهذه المحاولة. ادفع بمسح الرمز، أو ألغها وابدأ من جديد.",
    en: "Too many requests were sent for this attempt. Pay by scanning the code, or cancel it and start again.",
  },
};
