import { err, ok, type Result } from "@gov/kit/result.ts";

/** One data object of an EMVCo merchant-presented code: two digits and what it says. */
type EmvField = Readonly<{ tag: string; value: string }>;
type EmvError = "notACode" | "wrongCrc" | "malformed" | "repeated";

const crcPolynomial = 0x1021;
const maxCodeLength = 512;

/** CRC-16/CCITT-FALSE (polynomial 1021, initial FFFF) over UTF-8, four capital hex digits. */
export const crc16 = (text: string): string => {
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = crc & 0x8000 ? (crc << 1) ^ crcPolynomial : crc << 1;
    }
    crc &= 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, "0");
};

/** Lengths count characters, not bytes, so that Arabic names keep theirs (EMV QRCPS §3.2). */
const lengthOf = (value: string): string => String([...value].length).padStart(2, "0");

/** Tag, length, value; a value is 1 to 99 characters. */
export const writeFields = (fields: readonly EmvField[]): string =>
  fields.map(({ tag, value }) => `${tag}${lengthOf(value)}${value}`).join("");

/** Reads data objects as they stand, each tag at most once. */
export const readFields = (text: string): Result<EmvField[], EmvError> => {
  const characters = [...text];
  const fields: EmvField[] = [];
  for (let at = 0; at < characters.length;) {
    const tag = characters.slice(at, at + 2).join("");
    const length = characters.slice(at + 2, at + 4).join("");
    if (!/^\d\d$/.test(tag) || !/^\d\d$/.test(length) || length === "00") return err("malformed");
    const value = characters.slice(at + 4, at + 4 + Number(length));
    if (value.length !== Number(length)) return err("malformed");
    if (fields.some((field) => field.tag === tag)) return err("repeated");
    fields.push({ tag, value: value.join("") });
    at += 4 + value.length;
  }
  return ok(fields);
};

/** A whole code: the payload format in front, the checksum at the end. */
export const writeEmvCode = (fields: readonly EmvField[]): string => {
  const body = `${writeFields([{ tag: "00", value: "01" }, ...fields])}6304`;
  return body + crc16(body);
};

/** The fields of a code between its format and its checksum. */
export const readEmvCode = (code: string): Result<EmvField[], EmvError> => {
  const text = code.trim();
  if (text.length > maxCodeLength || !text.startsWith("000201")) return err("notACode");
  const body = text.slice(0, -4);
  if (!body.endsWith("6304")) return err("malformed");
  if (crc16(body) !== text.slice(-4)) return err("wrongCrc");
  const fields = readFields(body.slice(0, -4));
  return fields.ok ? ok(fields.value.slice(1)) : fields;
};
