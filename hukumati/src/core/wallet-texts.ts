import type { Text } from "@gov/kit/text.ts";
import type { DocumentState } from "./wallet.ts";

export const walletTexts = {
  title: { ar: "وثائقي", en: "My documents" },
  none: {
    ar: "لا وثائق لك بعد. حين توافق مؤسسة على طلبك تظهر وثيقتك هنا.",
    en: "You have no documents yet. When an institution approves your application, it appears here.",
  },
  offlineToo: {
    ar: "وثائقك محفوظة مشفرة على هذا الجهاز، وتفتح دون اتصال. تسجيل الخروج يمحوها.",
    en: "Your documents are kept encrypted on this device and open offline. Signing out removes them.",
  },
  number: { ar: "رقم الوثيقة", en: "Document number" },
  issuer: { ar: "أصدرتها", en: "Issued by" },
  issued: { ar: "تاريخ الإصدار", en: "Issued on" },
  until: { ar: "صالحة حتى", en: "Valid until" },
  withdrawnOn: { ar: "ألغيت في", en: "Withdrawn on" },
  why: { ar: "السبب", en: "Reason" },
  application: { ar: "الطلب", en: "Application" },
  show: {
    ar: "أظهر هذا الرمز لمن يريد التحقق. يتحقق منه بكاميرا هاتفه، أو بهذا التطبيق دون اتصال.",
    en: "Show this code to whoever checks the document: with a phone's camera, or offline with this app.",
  },
  qr: { ar: "رمز التحقق من الوثيقة", en: "The code that verifies document" },
  savePdf: { ar: "احفظ ملف PDF", en: "Save the PDF" },
  saved: { ar: "سلّمنا الملف لجهازك.", en: "The file was handed to your device." },
  fileKept: {
    ar: "الملف محفوظ على هذا الجهاز، ويفتح دون اتصال.",
    en: "The file is kept on this device and opens offline.",
  },
  fileNotKept: {
    ar: "الملف ليس على هذا الجهاز بعد. نزّله مرة واحدة وأنت متصل ليبقى معك.",
    en: "The file is not on this device yet. Take it once while connected and it stays with you.",
  },
  fileOffline: {
    ar: "لا اتصال، والملف ليس على هذا الجهاز. اتصل بالإنترنت ثم حاول مرة أخرى. الرمز أعلاه يكفي للتحقق.",
    en: "No connection, and the file is not on this device. Connect and try again. The code above is enough to verify.",
  },
  fileFailed: {
    ar: "لم نستطع حفظ الملف. حاول مرة أخرى.",
    en: "The file could not be saved. Try again.",
  },
  shareCode: { ar: "أرسل نص الرمز", en: "Send the code as text" },
  copied: { ar: "نسخنا نص الرمز.", en: "The code was copied." },
  missing: {
    ar: "هذه الوثيقة ليست على هذا الجهاز. ارجع إلى وثائقك وحدّثها.",
    en: "This document is not on this device. Go back to your documents and refresh.",
  },
  receipts: { ar: "الإيصالات", en: "Receipts" },
  paidOn: { ar: "دفعت في", en: "Paid on" },
  openReceipt: { ar: "افتح الإيصال", en: "Open the receipt" },
  receiptNeeds: {
    ar: "الإيصال يفتح في المتصفح ويحتاج اتصالا.",
    en: "The receipt opens in the browser and needs a connection.",
  },
  removeKept: { ar: "امحُ ما على هذا الجهاز", en: "Remove what is on this device" },
} as const satisfies Record<string, Text>;

export const documentStates: Readonly<Record<DocumentState, Text>> = {
  valid: { ar: "سارية", en: "Valid" },
  expired: { ar: "انتهت مدتها", en: "Expired" },
  withdrawn: { ar: "ألغيت", en: "Withdrawn" },
};
