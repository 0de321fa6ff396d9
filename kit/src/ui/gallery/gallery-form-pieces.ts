import type { Lang } from "../../text.ts";
import { actionForm, button, buttonRow, form, linkButton } from "../form.ts";
import { checkboxesField, declarationField, radiosField, selectField } from "../choice-fields.ts";
import { dateField } from "../date-field.ts";
import { codeField, emailField, moneyField, numberField, oneTimeCodeField } from "../fields.ts";
import { passwordField, phoneField, textareaField, textField } from "../fields.ts";
import { fileField } from "../file-field.ts";
import { html, type Html } from "../html.ts";
import { searchBox } from "../search-box.ts";
import { typedDateTexts } from "../typed-date.ts";
import { entryPieces } from "./gallery-entry-pieces.ts";
import { errorTexts, governorates, reasons } from "./gallery-texts.ts";

const texts = (lang: Lang): Html => html`
  ${textField({
    name: "fullName",
    lang,
    label: { ar: "الاسم كما في الهوية", en: "Name as on the identity card" },
    autocomplete: "name",
  })}
  ${numberField({
    name: "nationalId",
    lang,
    label: { ar: "رقم الهوية", en: "National identity number" },
    hint: { ar: "تسعة أرقام، مثل 901234567.", en: "Nine digits, such as 901234567." },
    value: "90123",
    error: errorTexts.nationalId,
  })}
  ${codeField({
    name: "plate",
    lang,
    label: { ar: "رقم المركبة", en: "Vehicle plate" },
    hint: { ar: "تجده على لوحة المركبة، مثل 7-4821-H.", en: "On the plate, such as 7-4821-H." },
    why: { ar: "لنأخذ بيانات المركبة من دائرة السير.", en: "To ask the licensing department." },
    value: "7-4821-H",
  })}
  ${phoneField({
    name: "phone",
    lang,
    label: { ar: "رقم الهاتف", en: "Telephone number" },
    hint: { ar: "مثل 0599 123 456", en: "Such as 0599 123 456" },
  })}
  ${emailField({
    name: "email",
    lang,
    label: { ar: "البريد الإلكتروني", en: "E-mail address" },
    optional: true,
  })}
  ${moneyField({
    name: "amountIls",
    lang,
    currency: "ILS",
    label: { ar: "المبلغ بالشيكل", en: "Amount in shekels" },
    value: "312.00",
  })}
  ${moneyField({
    name: "amountJod",
    lang,
    currency: "JOD",
    label: { ar: "المبلغ بالدينار", en: "Amount in dinars" },
    value: "12.500",
  })}
  ${moneyField({
    name: "amountUsd",
    lang,
    currency: "USD",
    label: { ar: "المبلغ بالدولار", en: "Amount in dollars" },
    value: "35",
    error: errorTexts.amount,
  })}
  ${passwordField({ name: "password", lang, label: { ar: "كلمة السر", en: "Password" } })}
  ${oneTimeCodeField({
    name: "code",
    lang,
    label: { ar: "الرمز الذي أرسلناه", en: "The code we sent" },
    hint: { ar: "ستة أرقام وصلت إلى هاتفك.", en: "Six digits sent to your telephone." },
    value: "482193",
  })}
  ${textareaField({
    name: "notes",
    lang,
    label: { ar: "ماذا حدث؟", en: "What happened?" },
    optional: true,
    value: "سطر أول\nسطر ثان",
    maxlength: 1000,
  })}
`;

const choices = (lang: Lang): Html => html`
  ${dateField({
    name: "born",
    lang,
    label: { ar: "تاريخ الميلاد", en: "Date of birth" },
    hint: { ar: "مثل: اليوم 27، الشهر 3، السنة 1988", en: "Such as 27 3 1988" },
    birthday: true,
  })}
  ${dateField({
    name: "from",
    lang,
    label: { ar: "متى بدأت؟", en: "When did it begin?" },
    value: { day: "31", month: "2", year: "2026" },
    error: typedDateTexts.noSuchDay,
  })}
  ${radiosField({
    name: "reason",
    lang,
    label: { ar: "لماذا تطلب بدلا؟", en: "Why do you need a replacement?" },
    options: reasons(
      textField({
        name: "where",
        lang,
        label: { ar: "أين ضاعت؟", en: "Where was it lost?" },
      }),
    ),
    value: "lost",
  })}
  ${radiosField({
    name: "renew",
    lang,
    label: { ar: "هل تجدد لسنتين؟", en: "Renew for two years?" },
    inline: true,
    options: [
      { value: "yes", label: { ar: "نعم", en: "Yes" } },
      { value: "no", label: { ar: "لا", en: "No" } },
    ],
    error: errorTexts.choose,
  })}
  ${checkboxesField({
    name: "papers",
    lang,
    label: { ar: "ماذا معك من أوراق؟", en: "Which papers do you have?" },
    options: [
      { value: "id", label: { ar: "هوية", en: "Identity card" } },
      {
        value: "passport",
        label: { ar: "جواز سفر", en: "Passport" },
        hint: { ar: "ساري المفعول", en: "Valid" },
      },
    ],
    value: ["id"],
  })}
  ${selectField({
    name: "governorate",
    lang,
    label: { ar: "المحافظة", en: "Governorate" },
    options: governorates,
  })}
  ${fileField({
    name: "scan",
    lang,
    label: { ar: "صورة الهوية", en: "Picture of the identity card" },
    accept: ".pdf,image/jpeg,image/png",
    kinds: "PDF، JPG، PNG",
    maxMegabytes: 10,
  })}
  ${declarationField({
    name: "declare",
    lang,
    label: {
      ar: "أقر بأن ما كتبته صحيح وأعرف أن الإدلاء بمعلومة كاذبة يعاقب عليه القانون.",
      en: "I declare that what I wrote is true, and I know that the law punishes a false statement.",
    },
    error: errorTexts.declare,
  })}
`;

/** Every question and button in every state. */
export const formPieces = (lang: Lang): Html => html`
  ${searchBox({
    action: "/gallery/form-pieces",
    lang,
    label: { ar: "ابحث عن خدمة", en: "Find a service" },
    placeholder: { ar: "رخصة، جواز، تأمين…", en: "Licence, passport, insurance…" },
    key: "s",
  })}
  ${buttonRow(
    button({ text: { ar: "وافق وأصدر", en: "Approve and issue" }, lang, key: "a" }),
    button({ text: { ar: "اطلب معلومة", en: "Ask for information" }, lang, kind: "secondary" }),
    button({ text: { ar: "ارفض", en: "Refuse" }, lang, kind: "danger" }),
    linkButton({ href: "#x", text: { ar: "ألغ", en: "Cancel" }, lang, kind: "plain" }),
  )}
  ${actionForm({
    action: "/gallery/form-pieces",
    csrfToken: "gallery",
    text: { ar: "خذ المهمة", en: "Take the task" },
    kind: "secondary",
    lang,
  })}
  ${form({
    action: "/gallery/form-pieces",
    lang,
    csrfToken: "gallery",
    body: html`${texts(lang)}${choices(lang)}${entryPieces(lang)}`,
    submit: { ar: "أرسل الطلب", en: "Send the application" },
    secondary: { text: { ar: "احفظ وأكمل لاحقا", en: "Save and finish later" }, href: "/gallery" },
    upload: true,
  })}
`;
