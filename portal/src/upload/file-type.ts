/** What a file can be, told by its first bytes; its name and what the sender calls it are not asked. */
export type FileType = "pdf" | "jpeg" | "png" | "webp";

/** What people send that is not taken, known well enough to say what to do instead. */
export type OtherType = "heic" | "svg" | "archive" | "unknown";

export const mediaTypes = {
  pdf: "application/pdf",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
} as const satisfies Record<FileType, string>;

export const extensions = {
  pdf: "pdf",
  jpeg: "jpg",
  png: "png",
  webp: "webp",
} as const satisfies Record<FileType, string>;

/** Which of a field's kinds a type is. */
export const kindOfType = (type: FileType): "pdf" | "image" => (type === "pdf" ? "pdf" : "image");

const pngStart = "\x89PNG\r\n\x1a\n";
const heicBrands = /^(?:hei[cxms]|hev[cxms]|mif1|msf1|avif|avis)$/;

/** What the content begins as. */
export const fileTypeOf = (bytes: Uint8Array): FileType | OtherType => {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  if (start.startsWith("%PDF-")) return "pdf";
  if (start.startsWith(pngStart)) return "png";
  if (start.startsWith("\xff\xd8\xff")) return "jpeg";
  if (start.startsWith("RIFF") && start.slice(8, 12) === "WEBP") return "webp";
  if (start.slice(4, 8) === "ftyp" && heicBrands.test(start.slice(8, 12))) return "heic";
  // oxlint-disable-next-line no-control-regex -- these are the signs that such files begin with
  if (/^(?:PK\x03\x04|Rar!|7z\xbc\xaf|\x1f\x8b)/.test(start)) return "archive";
  return /<(?:svg|\?xml|!doctype|html)\b/i.test(start) ? "svg" : "unknown";
};

export const isTaken = (type: FileType | OtherType): type is FileType => type in mediaTypes;
