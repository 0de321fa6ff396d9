import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import type { UploadStatus } from "#src/db-types.ts";

export const uploadTexts = defineTexts({
  title: { ar: "ملفات الفواتير", en: "Files of bills" },
  lead: {
    ar: "الفواتير التي ترسلها أنظمة الجهة في ملفات، وما قبل منها وما فيه خطأ.",
    en: "Bills that systems send in files: how many were made, and what is wrong with the others.",
  },
  none: {
    ar: "لم يرسل نظام ملفا بعد. يرسله نظامك: POST /v1/bill-uploads",
    en: "No system has sent a file yet. Your system sends one: POST /v1/bill-uploads",
  },
  file: { ar: "الملف", en: "File" },
  sentBy: { ar: "النظام", en: "System" },
  biller: { ar: "جهة التحصيل", en: "Biller" },
  sentAt: { ar: "بدأ", en: "Begun" },
  endedAt: { ar: "انتهى", en: "Ended" },
  status: { ar: "الحالة", en: "Status" },
  received: { ar: "ما وصل من الملف", en: "Received of the file" },
  read: { ar: "أسطر قرئت", en: "Rows read" },
  made: { ar: "فواتير أنشئت", en: "Bills made" },
  known: { ar: "كانت موجودة", en: "There already" },
  wrong: { ar: "أسطر فيها خطأ", en: "Wrong rows" },
  why: { ar: "لم يكتمل الملف", en: "The file was not finished" },
  mend: { ar: "ما يجب تصحيحه", en: "What to mend" },
  line: { ar: "السطر", en: "Line" },
  field: { ar: "الحقل", en: "Field" },
  problem: { ar: "الخطأ", en: "Problem" },
  wholeLine: { ar: "السطر كله", en: "The whole line" },
  download: { ar: "نزّل كل الأخطاء CSV", en: "Download all errors (CSV)" },
  renews: {
    ar: "تتجدد هذه الصفحة وحدها حتى ينتهي الملف.",
    en: "This page renews itself until the file is finished.",
  },
});

const statusTexts: Readonly<Record<UploadStatus, readonly [Text, Tone]>> = {
  receiving: [{ ar: "يصل الآن", en: "Being received" }, "waits"],
  queued: [{ ar: "ينتظر دوره", en: "Waiting" }, "waits"],
  running: [{ ar: "تنشأ فواتيره", en: "Bills are being made" }, "waits"],
  done: [{ ar: "اكتمل", en: "Finished" }, "runs"],
  failed: [{ ar: "تعذر", en: "Failed" }, "late"],
  cancelled: [{ ar: "ألغي", en: "Cancelled" }, "done"],
};

export const uploadStatusTag = (status: UploadStatus, lang: Lang): Html =>
  tag(statusTexts[status][0], statusTexts[status][1], lang);
