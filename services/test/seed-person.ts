import { citizens } from "../../dev/seed/citizens.ts";
import type { WireValues } from "@gov/services/language/case-data.ts";

/** What the portal knows of a person of the seeds who has signed in. */
export const signedIn = (key: string): WireValues => {
  const found = citizens.find((citizen) => citizen.key === key);
  if (!found) throw new Error(`no citizen is called ${key}`);
  const full = (name: (typeof found)["name"]["ar"]) => Object.values(name).join(" ");
  return {
    "applicant.nationalId": found.nationalId,
    "applicant.name": { ar: full(found.name.ar), en: full(found.name.en) },
    "applicant.phone": found.phone,
    "applicant.dateOfBirth": found.dateOfBirth,
  };
};
