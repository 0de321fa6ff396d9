import type { WorkingCalendar } from "./calendar.ts";

/**
 * The national calendar. Feasts that follow the moon stand on their expected day until the
 * cabinet announces them: `expected` says so, and an administrator's calendar may replace all.
 */
export const nationalCalendar: WorkingCalendar = {
  workdays: [0, 1, 2, 3, 4],
  hours: { from: 8 * 60, to: 15 * 60 },
  seasons: [
    {
      name: { ar: "دوام رمضان", en: "Ramadan hours" },
      from: "2026-02-18",
      to: "2026-03-19",
      hours: { from: 9 * 60, to: 14 * 60 },
    },
    {
      name: { ar: "دوام رمضان", en: "Ramadan hours" },
      from: "2027-02-08",
      to: "2027-03-09",
      hours: { from: 9 * 60, to: 14 * 60 },
    },
  ],
  yearly: [
    { monthDay: "01-01", name: { ar: "رأس السنة الميلادية", en: "New Year" } },
    { monthDay: "01-07", name: { ar: "عيد الميلاد (شرقي)", en: "Orthodox Christmas" } },
    { monthDay: "03-08", name: { ar: "يوم المرأة العالمي", en: "International Women's Day" } },
    { monthDay: "05-01", name: { ar: "عيد العمال", en: "Labour Day" } },
    { monthDay: "11-15", name: { ar: "عيد الاستقلال", en: "Independence Day" } },
    { monthDay: "12-25", name: { ar: "عيد الميلاد (غربي)", en: "Christmas" } },
  ],
  holidays: [
    {
      from: "2026-01-16",
      to: "2026-01-16",
      name: { ar: "الإسراء والمعراج", en: "Isra and Mi'raj" },
      expected: true,
    },
    {
      from: "2026-03-20",
      to: "2026-03-22",
      name: { ar: "عيد الفطر", en: "Eid al-Fitr" },
      expected: true,
    },
    {
      from: "2026-05-26",
      to: "2026-05-30",
      name: { ar: "عيد الأضحى", en: "Eid al-Adha" },
      expected: true,
    },
    {
      from: "2026-06-17",
      to: "2026-06-17",
      name: { ar: "رأس السنة الهجرية", en: "Hijri New Year" },
      expected: true,
    },
    {
      from: "2026-08-26",
      to: "2026-08-26",
      name: { ar: "المولد النبوي", en: "The Prophet's birthday" },
      expected: true,
    },
    {
      from: "2027-01-05",
      to: "2027-01-05",
      name: { ar: "الإسراء والمعراج", en: "Isra and Mi'raj" },
      expected: true,
    },
    {
      from: "2027-03-10",
      to: "2027-03-12",
      name: { ar: "عيد الفطر", en: "Eid al-Fitr" },
      expected: true,
    },
    {
      from: "2027-05-15",
      to: "2027-05-19",
      name: { ar: "عيد الأضحى", en: "Eid al-Adha" },
      expected: true,
    },
    {
      from: "2027-06-06",
      to: "2027-06-06",
      name: { ar: "رأس السنة الهجرية", en: "Hijri New Year" },
      expected: true,
    },
    {
      from: "2027-08-15",
      to: "2027-08-15",
      name: { ar: "المولد النبوي", en: "The Prophet's birthday" },
      expected: true,
    },
  ],
  closures: [],
};
