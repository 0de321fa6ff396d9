import type { Text } from "@gov/kit/text.ts";
import { maxFileBytes, maxFiles, type FileField, type FileRefusal } from "./upload.ts";

const megabytes = (field: FileField): number => maxFileBytes(field) / (1024 * 1024);

/** Why a file was not kept and what to do; with its name before it. */
const refusalTexts: Readonly<Record<FileRefusal, (field: FileField) => Text>> = {
  empty: () => ({ ar: "الملف فارغ. اختر ملفا آخر.", en: "The file is empty. Choose another." }),
  tooLarge: (field) => ({
    ar: `الملف أكبر من المسموح، والحد ${megabytes(field)} ميغابايت. صغّره أو صوّره من جديد بدقة أقل.`,
    en: `The file is larger than ${megabytes(field)} MB. Make it smaller, or scan it again at a lower quality.`,
  }),
  tooMany: (field) => ({
    ar: `لا مكان لملف آخر هنا، والحد ${maxFiles(field)}. احذف ملفا ثم أرفق غيره.`,
    en: `There is no room for another file; the limit is ${maxFiles(field)}. Remove one first.`,
  }),
  infected: () => ({
    ar: "وجدنا في الملف فيروسا، فلم نحفظه. افحص جهازك، ثم أرفق نسخة سليمة.",
    en: "The file carries a virus and was not kept. Check your device, then attach a clean copy.",
  }),
  scannerAway: () => ({
    ar: "لم نستطع فحص الملف من الفيروسات الآن، فلم نحفظه. كرّر المحاولة بعد قليل.",
    en: "We could not check the file for viruses now, so it was not kept. Try again shortly.",
  }),
  pdfNotWanted: () => ({
    ar: "هذا ملف PDF، والمطلوب هنا صورة. صوّر الورقة أو احفظها صورة JPG.",
    en: "This is a PDF; a picture is wanted here. Take a photo, or save it as a JPG.",
  }),
  imageNotWanted: () => ({
    ar: "هذه صورة، والمطلوب هنا ملف PDF. احفظ الورقة بصيغة PDF ثم أرفقها.",
    en: "This is a picture; a PDF is wanted here. Save the paper as a PDF, then attach it.",
  }),
  heic: () => ({
    ar: "هذه صورة بصيغة HEIC لا نستطيع فتحها. احفظها بصيغة JPG ثم أرفقها.",
    en: "This picture is in the HEIC format, which we cannot open. Save it as a JPG and attach that.",
  }),
  svg: () => ({
    ar: "لا نقبل ملفات SVG وصفحات الويب لأنها قد تحمل برامج. احفظها صورة PNG أو JPG.",
    en: "SVG files and web pages are not taken: they can carry programs. Save it as a PNG or JPG.",
  }),
  archive: () => ({
    ar: "هذا ملف مضغوط أو مستند Office. أرفق كل ورقة وحدها بصيغة PDF أو صورة.",
    en: "This is an archive or an Office document. Attach each paper by itself, as a PDF or picture.",
  }),
  unknownType: () => ({
    ar: "لم نعرف نوع هذا الملف. أرفق ملف PDF أو صورة JPG أو PNG أو WebP.",
    en: "We do not know this kind of file. Attach a PDF or a JPG, PNG or WebP picture.",
  }),
  damagedImage: () => ({
    ar: "لم نستطع فتح الصورة، وقد تكون تالفة. افتحها على جهازك واحفظها من جديد.",
    en: "The picture cannot be opened; it may be damaged. Open it on your device and save it again.",
  }),
  tooManyPixels: () => ({
    ar: "أبعاد الصورة أكبر مما نستطيع فتحه (50 ميغابكسل). صغّرها ثم أرفقها.",
    en: "The picture has more than 50 megapixels. Make it smaller, then attach it.",
  }),
  damagedPdf: () => ({
    ar: "لم نستطع قراءة ملف PDF، وقد يكون ناقصا. افتحه على جهازك واطبعه إلى ملف PDF جديد.",
    en: "The PDF cannot be read; it may be cut off. Open it and print it to a new PDF.",
  }),
  encryptedPdf: () => ({
    ar: "ملف PDF مقفل بكلمة سر. أزل كلمة السر ثم أرفقه.",
    en: "The PDF is locked with a password. Remove the password, then attach it.",
  }),
  activePdf: () => ({
    ar: "في ملف PDF أوامر تعمل وحدها، فلم نحفظه. اطبعه إلى ملف PDF جديد ثم أرفق الجديد.",
    en: "The PDF holds commands that run by themselves. Print it to a new PDF and attach that.",
  }),
  pdfWithFiles: () => ({
    ar: "في ملف PDF ملفات أخرى مخبأة، فلم نحفظه. اطبعه إلى ملف PDF جديد ثم أرفق الجديد.",
    en: "The PDF carries other files inside. Print it to a new PDF and attach that.",
  }),
  heavyPdf: () => ({
    ar: "محتوى ملف PDF أثقل مما نستطيع فتحه. قسمه ملفات أصغر، أو صوّره بدقة أقل.",
    en: "The PDF unpacks to more than we can open. Split it, or scan it at a lower quality.",
  }),
  cutOff: () => ({
    ar: "انقطع الاتصال قبل أن يصل الملف كله. أرفقه من جديد.",
    en: "The connection was lost before the whole file arrived. Attach it again.",
  }),
  draftGone: () => ({
    ar: "أرسل هذا الطلب أو حذف من مكان آخر، فلم نحفظ الملف.",
    en: "This application was sent or deleted elsewhere, so the file was not kept.",
  }),
};

/** Why a file was not kept, named, with what to do. */
export const refusalText = (why: FileRefusal, field: FileField, name: string): Text => {
  const { ar, en } = refusalTexts[why](field);
  return { ar: `«${name}»: ${ar}`, en: `“${name}”: ${en}` };
};

export const uploadTexts = {
  attach: { ar: "أرفق", en: "Attach" },
  remove: { ar: "احذف", en: "Remove" },
  pdf: { ar: "PDF", en: "PDF" },
  picture: { ar: "صورة", en: "Picture" },
  atMost: (count: number): Text => ({
    ar: `عدد الملفات ${count} على الأكثر.`,
    en: `At most ${count} files.`,
  }),
  sending: { ar: "يُرسل", en: "Sending" },
  waiting: {
    ar: "انقطع الاتصال. نكمل من حيث توقفنا حين يعود.",
    en: "The connection was lost. We go on from there when it is back.",
  },
  checking: { ar: "نفحص الملف", en: "Checking the file" },
  kept: { ar: "حُفظ الملف", en: "The file is kept" },
  busy: {
    ar: "انتظر حتى يصل الملف، ثم تابع.",
    en: "Wait until the file has arrived, then go on.",
  },
  failed: {
    ar: "لم يصل الملف. اختره من جديد.",
    en: "The file did not arrive. Choose it again.",
  },
} as const;

const kilobyte = 1024;

/** A size as people say it: `340 كيلوبايت`, `2.4 ميغابايت`. */
export const sizeText = (bytes: number): Text => {
  if (bytes < kilobyte * kilobyte) {
    const kilobytes = Math.max(1, Math.round(bytes / kilobyte));
    return { ar: `${kilobytes} كيلوبايت`, en: `${kilobytes} KB` };
  }
  const size = (bytes / kilobyte / kilobyte).toFixed(1);
  return { ar: `${size} ميغابايت`, en: `${size} MB` };
};
