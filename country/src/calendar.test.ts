import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nationalCalendar } from "./calendar-data.ts";
import {
  addWorkingTime,
  holidayOn,
  hoursOn,
  workingMinutesBetween,
  type WorkingCalendar,
} from "./calendar.ts";
import { instantAt, localTime } from "./time-zone.ts";

const at = (date: string, clock: string): Date => {
  const [hours, minutes] = clock.split(":").map(Number);
  return instantAt(date, (hours ?? 0) * 60 + (minutes ?? 0));
};
const shows = (instant: Date): string => {
  const { date, minutes } = localTime(instant);
  const clock = [Math.floor(minutes / 60), minutes % 60];
  return `${date} ${clock.map((part) => String(part).padStart(2, "0")).join(":")}`;
};
const anyInstant = fc
  .integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2027, 10, 1) / 60_000 })
  .map((minute) => new Date(minute * 60_000));

test("the week runs Sunday to Thursday; Friday and Saturday are off", () => {
  const open = ["2026-11-22", "2026-11-26"].map((date) => hoursOn(nationalCalendar, date));
  assert.deepEqual(open, [nationalCalendar.hours, nationalCalendar.hours]);
  assert.equal(hoursOn(nationalCalendar, "2026-11-27"), undefined);
  assert.equal(hoursOn(nationalCalendar, "2026-11-28"), undefined);
});

test("sixteen working hours from a Thursday end after the weekend", () => {
  const due = addWorkingTime(nationalCalendar, at("2026-11-26", "13:00"), 16 * 60);
  assert.equal(shows(due), "2026-11-30 15:00");
});

test("Ramadan days are shorter", () => {
  const due = addWorkingTime(nationalCalendar, at("2026-02-18", "08:00"), 6 * 60);
  assert.equal(shows(due), "2026-02-19 10:00");
});

test("a holiday is named and not counted", () => {
  assert.equal(holidayOn(nationalCalendar, "2026-11-15")?.en, "Independence Day");
  const due = addWorkingTime(nationalCalendar, at("2026-11-12", "14:00"), 120);
  assert.equal(shows(due), "2026-11-16 09:00");
});

test("a closure stops the clock only in its governorates", () => {
  const calendar: WorkingCalendar = {
    ...nationalCalendar,
    closures: [
      {
        from: "2026-11-22",
        to: "2026-11-23",
        governorates: ["JEN", "TKM"],
        reason: { ar: "إغلاق الطرق", en: "Roads closed" },
      },
    ],
  };
  const start = at("2026-11-22", "08:00");
  assert.equal(shows(addWorkingTime(calendar, start, 60, "JEN")), "2026-11-24 09:00");
  assert.equal(shows(addWorkingTime(calendar, start, 60, "HBN")), "2026-11-22 09:00");
  assert.equal(shows(addWorkingTime(calendar, start, 60)), "2026-11-22 09:00");
});

test("adding working time and measuring it agree, over clock changes too", () => {
  fc.assert(
    fc.property(anyInstant, fc.integer({ min: 1, max: 20_000 }), (start, minutes) => {
      const end = addWorkingTime(nationalCalendar, start, minutes);
      assert.equal(workingMinutesBetween(nationalCalendar, start, end), minutes);
    }),
    { numRuns: 60 },
  );
});

test("added time always lands in office hours", () => {
  fc.assert(
    fc.property(anyInstant, fc.integer({ min: 1, max: 9000 }), (start, minutes) => {
      const { date, minutes: shown } = localTime(addWorkingTime(nationalCalendar, start, minutes));
      const hours = hoursOn(nationalCalendar, date);
      assert.ok(hours && shown > hours.from && shown <= hours.to);
    }),
    { numRuns: 60 },
  );
});

test("an instant on the wall clock reads back", () => {
  fc.assert(
    fc.property(anyInstant, (instant) => {
      const { date, minutes } = localTime(instant);
      const back = instantAt(date, minutes).getTime();
      // The hour that the autumn change repeats is its first.
      assert.ok([0, 3_600_000].includes(instant.getTime() - back));
      assert.deepEqual(localTime(new Date(back)), { date, minutes });
    }),
  );
});

test("a calendar that never opens is a bug, not an endless loop", () => {
  const shut = { ...nationalCalendar, workdays: [] };
  assert.throws(() => addWorkingTime(shut, at("2026-11-22", "08:00"), 1));
});
