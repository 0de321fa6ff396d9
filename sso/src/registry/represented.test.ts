import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { localDate } from "@gov/country/time-zone.ts";
import { comesOfAgeAt } from "./represented.ts";

test("a child comes of age at the first moment of the birthday, and never a day early", () => {
  const days = fc.date({
    min: new Date("1900-01-01"),
    max: new Date("2030-01-01"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(days, (born) => {
      const iso = born.toISOString().slice(0, 10);
      const at = comesOfAgeAt(iso);
      const eighteen = `${Number(iso.slice(0, 4)) + 18}${iso.slice(4)}`;
      const day = iso.endsWith("02-29") ? `${eighteen.slice(0, 4)}-03-01` : eighteen;
      assert.equal(localDate(at), day);
      assert.ok(localDate(new Date(at.getTime() - 1)) < day);
    }),
    // Eighteen years later the first hour of the birthday came twice, and its midnight not at all.
    { examples: [[new Date("1962-09-14")], [new Date("1996-03-28")]] },
  );
});
