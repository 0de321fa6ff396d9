import type { UploadStatus } from "#src/db-types.ts";
import type { Text } from "@gov/kit/text.ts";

export const uploadStatuses = [
  "receiving",
  "queued",
  "running",
  "done",
  "failed",
  "cancelled",
] as const satisfies readonly UploadStatus[];

export type UploadEvent = "completed" | "taken" | "finished" | "broken" | "cancelled";
export type UploadTransition = readonly [from: UploadStatus, event: UploadEvent, to: UploadStatus];

/** The life of a file of bills. What is not here cannot happen. */
export const uploadTransitions: readonly UploadTransition[] = [
  ["receiving", "completed", "queued"],
  ["receiving", "cancelled", "cancelled"],
  ["queued", "taken", "running"],
  ["queued", "cancelled", "cancelled"],
  // Its process died: another one goes on.
  ["running", "taken", "running"],
  ["running", "finished", "done"],
  ["running", "broken", "failed"],
  ["running", "cancelled", "cancelled"],
];

/** The states in which the event is legal, for the condition of an update. */
export const statesBefore = (event: UploadEvent): UploadStatus[] =>
  uploadTransitions.filter(([, known]) => known === event).map(([from]) => from);

export const maxUploadRows = 1_000_000;
export const maxUploadBytes = 1_073_741_824;
/** What a compressed file may unfold to. */
export const maxUnfoldedBytes = 2_147_483_648;
export const maxKeptErrors = 100_000;

/** Why a whole file cannot be read, and what to do. */
export const uploadFailures = {
  empty: { ar: "الملف فارغ. أرسل ملفا فيه فواتير.", en: "The file is empty. Send one with bills." },
  notUtf8: {
    ar: "ترميز الملف ليس UTF-8. احفظه بصيغة CSV UTF-8 وأرسله من جديد.",
    en: "The file is not in UTF-8. Save it as CSV UTF-8 and send it again.",
  },
  notGzip: {
    ar: "الملف ليس gzip سليما. اضغطه من جديد أو أرسله بلا ضغط.",
    en: "The file is not valid gzip. Compress it again, or send it uncompressed.",
  },
  columnsMissing: {
    ar: "أعمدة لازمة ناقصة أو مكررة في السطر الأول. انظر تقرير الأخطاء.",
    en: "Columns are missing or doubled in the first line. See the error report.",
  },
  tooManyRows: {
    ar: "في الملف أكثر من مليون سطر. ما سبق أنشئ؛ أرسل الباقي في ملف آخر.",
    en: "The file has more than a million rows. Those were made; send the rest in another file.",
  },
  tooLarge: {
    ar: "الملف بعد فك ضغطه أكبر من المسموح. قسمه إلى ملفات أصغر.",
    en: "Uncompressed, the file is larger than allowed. Split it.",
  },
} as const satisfies Record<string, Text>;
export type UploadFailure = keyof typeof uploadFailures;

/** The whole file cannot be read, for a reason its sender can mend. */
export class UnreadableFile extends Error {
  readonly reason: UploadFailure;
  constructor(reason: UploadFailure) {
    super(reason);
    this.reason = reason;
  }
}
