import type { Text } from "@gov/kit/text.ts";
import { withCheckDigit } from "@gov/country/national-id.ts";
import { nationalIdOf } from "./citizens.ts";

/** Who may bind the company with their signature, as the companies registry writes it. */
export type CompanyRole = "generalManager" | "authorisedSignatory";

export type Company = {
  key: string;
  registrationNumber: string;
  name: Text;
  status: "active" | "struckOff";
  representatives: readonly { nationalId: string; role: CompanyRole; since: string }[];
};

/** Three companies, invented; two own vehicles, one is no more. */
export const companies: readonly Company[] = [
  {
    key: "zaytoun",
    registrationNumber: withCheckDigit("56201001"),
    name: { ar: "شركة الزيتونة للنقل", en: "Zaytouna Transport Company" },
    status: "active",
    representatives: [
      { nationalId: nationalIdOf("tariq"), role: "generalManager", since: "2014-03-01" },
      { nationalId: nationalIdOf("layla"), role: "authorisedSignatory", since: "2021-09-15" },
    ],
  },
  {
    key: "nasim",
    registrationNumber: withCheckDigit("56201002"),
    name: { ar: "شركة النسيم لتأجير السيارات", en: "Nasim Car Rental Company" },
    status: "active",
    representatives: [
      { nationalId: nationalIdOf("rania"), role: "generalManager", since: "2018-06-20" },
    ],
  },
  {
    key: "sanabel",
    registrationNumber: withCheckDigit("56201003"),
    name: { ar: "شركة السنابل للتجارة", en: "Sanabel Trading Company" },
    status: "struckOff",
    representatives: [
      { nationalId: nationalIdOf("layla"), role: "generalManager", since: "2009-01-11" },
    ],
  },
];

export function companyNumber(key: string): string {
  const found = companies.find((company) => company.key === key);
  if (!found) throw new Error(`no company is called ${key}`);
  return found.registrationNumber;
}
