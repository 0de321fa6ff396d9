import type { Text } from "@gov/kit/text.ts";
import { nationalIdOf } from "./citizens.ts";
import { companyNumber } from "./companies.ts";

export type Fuel = "petrol" | "diesel" | "electric" | "hybrid";

/** A vehicle as the registry answers it. */
export type Vehicle = {
  plate: string;
  ownerNationalId: string;
  make: Text;
  model: string;
  year: number;
  engineCc: number;
  fuel: Fuel;
  licenceExpires: string;
  insurance: { company: Text; validUntil: string } | null;
  inspection: { result: "passed" | "failed"; at: string } | null;
  unpaidFines: { count: number; amountMinor: string; currency: "ILS" };
};

const makes = {
  skoda: { ar: "سكودا", en: "Škoda" },
  hyundai: { ar: "هيونداي", en: "Hyundai" },
  kia: { ar: "كيا", en: "Kia" },
  vw: { ar: "فولكسفاغن", en: "Volkswagen" },
  toyota: { ar: "تويوتا", en: "Toyota" },
  mercedes: { ar: "مرسيدس", en: "Mercedes-Benz" },
  byd: { ar: "بي واي دي", en: "BYD" },
} as const satisfies Record<string, Text>;

/** Insurers of the sandbox, invented. */
const insurers = {
  rawabi: { ar: "الروابي للتأمين", en: "Rawabi Insurance" },
  marj: { ar: "المرج للتأمين", en: "Marj Insurance" },
} as const satisfies Record<string, Text>;

/** Days count from today; below zero is past. */
type Condition = {
  licence: number;
  insured?: [company: keyof typeof insurers, days: number];
  inspected?: [result: "passed" | "failed", days: number];
  fines?: [count: number, amountMinor: string];
};
type Line = [
  plate: string,
  owner: string,
  make: keyof typeof makes,
  model: string,
  year: number,
  engineCc: number,
  fuel: Fuel,
  condition: Condition,
];

const good = { insured: ["rawabi", 210], inspected: ["passed", -20] } satisfies Partial<Condition>;

function vehicleLines(): Line[] {
  const citizen = nationalIdOf;
  const company = companyNumber;
  return [
    // All in order: its licence can be renewed at once.
    [
      "7-4821-H",
      citizen("sara"),
      "skoda",
      "Octavia",
      2017,
      1_498,
      "petrol",
      { ...good, licence: 12 },
    ],
    // Neither insured nor inspected.
    ["4-3096-H", citizen("sara"), "vw", "Caddy", 2009, 1_968, "diesel", { licence: -45 }],
    // Insurance has run out.
    [
      "3-1187-D",
      citizen("omar"),
      "hyundai",
      "Accent",
      2014,
      1_396,
      "petrol",
      { ...good, licence: 5, insured: ["marj", -9] },
    ],
    // Failed its inspection.
    [
      "5-2260-K",
      citizen("layla"),
      "kia",
      "Picanto",
      2012,
      998,
      "petrol",
      { ...good, licence: 8, inspected: ["failed", -3] },
    ],
    // Unpaid fines.
    [
      "8-9034-L",
      citizen("yousef"),
      "mercedes",
      "E 220",
      2011,
      2_143,
      "diesel",
      { ...good, licence: 20, fines: [2, "60000"] },
    ],
    // Electric.
    [
      "2-7715-J",
      citizen("mariam"),
      "byd",
      "Dolphin",
      2024,
      0,
      "electric",
      { ...good, licence: 30 },
    ],
    // A plate of before 2018: seven digits.
    ["6482197", citizen("fatima"), "vw", "Golf", 1999, 1_595, "petrol", { ...good, licence: 14 }],
    [
      "6-5501-A",
      citizen("tariq"),
      "toyota",
      "Corolla",
      2020,
      1_798,
      "hybrid",
      { ...good, licence: 3 },
    ],
    // Expired long ago.
    ["1-0042-C", citizen("nour"), "kia", "Rio", 2016, 1_248, "petrol", { ...good, licence: -400 }],
    // Everything is wrong at once.
    [
      "9-6613-G",
      citizen("rania"),
      "hyundai",
      "i20",
      2010,
      1_248,
      "petrol",
      { licence: -2, insured: ["marj", -60], inspected: ["failed", -90], fines: [5, "145050"] },
    ],
    [
      "3-5502-M",
      company("zaytoun"),
      "mercedes",
      "Actros",
      2018,
      10_677,
      "diesel",
      { ...good, licence: 9 },
    ],
    [
      "7-1170-E",
      company("nasim"),
      "kia",
      "Niro EV",
      2023,
      0,
      "electric",
      { ...good, licence: 100 },
    ],
  ];
}

/** The registry's vehicles as they stand on a day. */
export function vehiclesOn(today: Date): Vehicle[] {
  const day = (offset: number) =>
    new Date(today.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
  return vehicleLines()
    .map(([plate, owner, make, model, year, engineCc, fuel, condition]) => {
      const { insured, inspected, fines = [0, "0"], licence } = condition;
      return {
        plate,
        ownerNationalId: owner,
        make: makes[make],
        model,
        year,
        engineCc,
        fuel,
        licenceExpires: day(licence),
        insurance: insured && { company: insurers[insured[0]], validUntil: day(insured[1]) },
        inspection: inspected && { result: inspected[0], at: day(inspected[1]) },
        unpaidFines: { count: fines[0], amountMinor: fines[1], currency: "ILS" as const },
      };
    })
    .map((vehicle) => ({
      ...vehicle,
      insurance: vehicle.insurance ?? null,
      inspection: vehicle.inspection ?? null,
    }));
}
