import { cleanTyped } from "@gov/country/digits.ts";
import { isGovernorate } from "@gov/country/governorates.ts";
import type { Text } from "@gov/kit/text.ts";
import type { WireAddress, WireFile, WireValue } from "./case-data.ts";
import type { Field, PlainField } from "./field-schema.ts";
import { readAnswer } from "./read-answer.ts";

/** By field code (`children.0.birthDate` in a group), what is wrong and how to put it right. */
export type FieldErrors = Readonly<Record<string, Text>>;

/**
 * What a form sent, exactly as typed. A field's text stands under its code; an address's under
 * `home.governorate`, `home.locality`, `home.street`; a group's under `children.count` and
 * `children.0.birthDate`. A file field's holds, as JSON, the files that the server has kept for
 * it: never what a browser says of them.
 */
export type RawInput = Readonly<Record<string, string | undefined>>;

export type FieldRead = Readonly<{ value: WireValue; errors: FieldErrors }>;

const good = (value: WireValue): FieldRead => ({ value, errors: {} });
const bad = (place: string, error: Text): FieldRead => ({
  value: null,
  errors: { [place]: error },
});

/** What was typed at one place; names of the object's own making are no input. */
export const typedAt = (raw: RawInput, place: string): string =>
  (Object.hasOwn(raw, place) ? raw[place] : undefined) ?? "";

const lineLimit = 120;

/** Far more than a line needs is cut before it is looked at; it stays too long to be taken. */
const readLine = (typed: string): string =>
  typed
    .slice(0, 4 * lineLimit)
    .normalize("NFC")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();

const tooLong: Text = {
  ar: `اكتب ${lineLimit} حرفا على الأكثر.`,
  en: `Write at most ${lineLimit} characters.`,
};

/** All of it or, where it may stay empty, nothing. */
const readAddress = (raw: RawInput, place: string, required: boolean): FieldRead => {
  const governorate = cleanTyped(typedAt(raw, `${place}.governorate`)).slice(0, 10);
  const locality = readLine(typedAt(raw, `${place}.locality`));
  const street = readLine(typedAt(raw, `${place}.street`));
  if (governorate === "" && locality === "" && street === "" && !required) return good(null);
  const errors: Record<string, Text> = {};
  if (!isGovernorate(governorate)) {
    errors[`${place}.governorate`] = { ar: "اختر المحافظة.", en: "Choose the governorate." };
  }
  if (locality === "") {
    errors[`${place}.locality`] = {
      ar: "اكتب المدينة أو القرية أو المخيم.",
      en: "Write the town, village or camp.",
    };
  }
  if (locality.length > lineLimit) errors[`${place}.locality`] = tooLong;
  if (street.length > lineLimit) errors[`${place}.street`] = tooLong;
  const address: WireAddress = { governorate, locality, street };
  return Object.keys(errors).length > 0 ? { value: null, errors } : good(address);
};

const readFiles = (
  field: Extract<Field, { kind: "file" }>,
  typed: string,
  required: boolean,
): FieldRead => {
  const most = field.most ?? 1;
  const files = parseFiles(typed);
  if (files.length === 0 && required) {
    return bad(field.code, {
      ar: `أرفق ملفا: ${field.label.ar}`,
      en: `Attach a file: ${field.label.en}`,
    });
  }
  if (files.length > most) {
    return bad(field.code, {
      ar: `أرفقت ${files.length} ملفات، والحد ${most}. احذف الزائد منها.`,
      en: `You attached ${files.length} files of at most ${most}. Remove what is too many.`,
    });
  }
  return good(files.length === 0 ? null : files);
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const isText = (value: unknown, most: number): value is string =>
  typeof value === "string" && value !== "" && value.length <= most;

/** A file as the server describes it, and nothing more of it. */
const asFile = (value: unknown): WireFile | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  const { id, name, mediaType, sizeBytes } = value as Readonly<Record<string, unknown>>;
  const fits =
    isText(id, 36) &&
    uuid.test(id) &&
    isText(name, 200) &&
    isText(mediaType, 100) &&
    Number.isSafeInteger(sizeBytes) &&
    (sizeBytes as number) > 0;
  return fits ? { id, name, mediaType, sizeBytes: sizeBytes as number } : undefined;
};

/** All of them or, where one is not what the server writes, none. */
const parseFiles = (typed: string): readonly WireFile[] => {
  if (typed === "" || typed.length > 16_000) return [];
  try {
    const json: unknown = JSON.parse(typed);
    const files = Array.isArray(json) ? json.map(asFile) : [];
    return files.every((file) => file !== undefined) ? files : [];
  } catch {
    return [];
  }
};

/** Reads what was typed for one field at its place; a group's entries are read one by one. */
export const readField = (
  field: Exclude<Field, { kind: "group" }> | PlainField,
  raw: RawInput,
  place: string,
  required: boolean,
): FieldRead => {
  if (field.kind === "address") return readAddress(raw, place, required);
  if (field.kind === "file") return readFiles(field, typedAt(raw, place), required);
  const read = readAnswer(field, required, typedAt(raw, place));
  return read.ok ? good(read.value) : bad(place, read.error);
};
