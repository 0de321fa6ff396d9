import { defineTexts } from "../text.ts";

/** Texts of entries and files that are added and removed. */
export const entryTexts = defineTexts({
  remove: { ar: "احذف", en: "Remove" },
  removed: { ar: "حذفت", en: "You removed" },
  undo: { ar: "أعده", en: "Put it back" },
  attached: { ar: "الملفات المرفقة", en: "Attached files" },
});
