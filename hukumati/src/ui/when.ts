/** A moment as people read it in Palestine: Levantine months, Western digits. */
export const formatWhen = (iso: string, lang: "ar" | "en"): string =>
  new Intl.DateTimeFormat(lang === "ar" ? "ar-PS-u-nu-latn" : "en-GB", {
    timeZone: "Asia/Hebron",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  }).format(new Date(iso));
