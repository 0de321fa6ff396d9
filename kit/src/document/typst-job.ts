import type { Lang } from "../text.ts";

/** A file carried inside the PDF/A-3, such as the machine-readable facts of the document. */
export type Attachment = Readonly<{
  name: string;
  mimeType: string;
  description: string;
  /** ISO 19005-3 §6.8: how the file relates to the document. */
  relationship: "source" | "data" | "alternative" | "supplement";
  content: Uint8Array;
}>;

/** One document, as it is sent to the compiling process. */
export type RenderJob = Readonly<{
  id: number;
  template: string;
  /** A PDF/A-3b to issue, or an SVG of its pages to look at. */
  format: "pdf" | "svg";
  data: string;
  lang: Lang;
  createdAtSeconds: number;
  attachments: readonly Attachment[];
}>;

export type RenderReply = Readonly<
  { id: number; document: Uint8Array } | { id: number; error: string }
>;
