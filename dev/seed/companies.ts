import type { Text } from "@gov/kit/text.ts";
import { withCheckDigit } from "@gov/country/national-id.ts";
import { nationalIdOf } from "./citizens.ts";

export type Company = {
  key: string;
  registrationNumber: string;
  name: Text;
  managerNationalId: string;
};

/** Two companies, invented; they own vehicles. */
export const companies: readonly Company[] = [
  {
    key: "zaytoun",
    registrationNumber: withCheckDigit("56201001"),
    name: { ar: "شركة الزيتونة للنقل", en: "Zaytouna Transport Company" },
    managerNationalId: nationalIdOf("tariq"),
  },
  {
    key: "nasim",
    registrationNumber: withCheckDigit("56201002"),
    name: { ar: "شركة النسيم لتأجير السيارات", en: "Nasim Car Rental Company" },
    managerNationalId: nationalIdOf("rania"),
  },
];

export function companyNumber(key: string): string {
  const found = companies.find((company) => company.key === key);
  if (!found) throw new Error(`no company is called ${key}`);
  return found.registrationNumber;
}
