import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { cleanTyped } from "./digits.ts";

export const plateErrors = ["empty", "wrongShape"] as const;
export type PlateError = (typeof plateErrors)[number];

export const plateErrorTexts: Readonly<Record<PlateError, Text>> = {
  empty: { ar: "اكتب رقم المركبة.", en: "Enter the plate number." },
  wrongShape: {
    ar: "رقم المركبة لا يطابق الصيغة: مثال 7-4821-H أو سبعة أرقام.",
    en: "The plate number has the wrong form: for example 7-4821-H, or seven digits.",
  },
};

/**
 * Reads a plate as typed: `7-4821-H` (since 2018, letters A Jenin … N Yatta) or seven digits
 * (before). Spaces, dashes, dots, small letters and Arabic digits are forgiven, and so is the
 * order in which right-to-left text shows it (`H-4821-7`).
 */
export const parsePlate = (typed: string): Result<string, PlateError> => {
  if (typed.length > 64) return err("wrongShape");
  const plate = cleanTyped(typed)
    .replace(/[\s.\-–—_/ـ]/g, "")
    .toUpperCase();
  if (plate === "") return err("empty");
  if (/^[0-9]{7}$/.test(plate)) return ok(plate);
  const current = /^([0-9])([0-9]{4})([A-N])$/.exec(plate);
  if (current) return ok(`${current[1]}-${current[2]}-${current[3]}`);
  const mirrored = /^([A-N])([0-9]{4})([0-9])$/.exec(plate);
  if (mirrored) return ok(`${mirrored[3]}-${mirrored[2]}-${mirrored[1]}`);
  return err("wrongShape");
};
