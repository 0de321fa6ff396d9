import type { Field } from "@gov/services/language/field-schema.ts";

export type FileField = Extract<Field, { kind: "file" }>;

/** A file that is on its way to a field of a draft. */
export type Upload = Readonly<{
  id: string;
  applicationId: string;
  field: string;
  name: string;
  /** What the sender said it will be. */
  sizeBytes?: number;
  receivedBytes: number;
}>;

const megabyte = 1024 * 1024;

/** Each file of the field at most. */
export const maxFileBytes = ({ maxMegabytes = 5 }: FileField): number => maxMegabytes * megabyte;

/** Files of the field at most. */
export const maxFiles = ({ most = 1 }: FileField): number => most;

/** Why a file was not kept; nothing of it is stored then. */
export type FileRefusal =
  | "empty"
  | "tooLarge"
  | "tooMany"
  | "infected"
  | "scannerAway"
  | "pdfNotWanted"
  | "imageNotWanted"
  | "heic"
  | "svg"
  | "archive"
  | "unknownType"
  | "damagedImage"
  | "tooManyPixels"
  | "damagedPdf"
  | "encryptedPdf"
  | "activePdf"
  | "pdfWithFiles"
  | "heavyPdf"
  | "cutOff"
  | "draftGone";
