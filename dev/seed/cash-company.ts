import type { Text } from "@gov/kit/text.ts";

export type CashAgent = { code: string; name: Text; place: Text; clerks: readonly string[] };

/** A payment company and its shops, invented. Its people are in `staff.ts`. */
export const cashCompany = {
  code: "sandbox-cash",
  institution: "sandbox-cash",
  clientId: "cash-company",
  name: { ar: "شركة الدفع التجريبية", en: "Sandbox Cash Company" },
  agents: [
    {
      code: "RAM-01",
      name: { ar: "بقالة الزيتون", en: "Zaytoun Grocery" },
      place: { ar: "رام الله، شارع الإرسال", en: "Ramallah, Irsal Street" },
      clerks: ["huda.shaheen"],
    },
    {
      code: "GZA-01",
      name: { ar: "صيدلية البحر", en: "Bahr Pharmacy" },
      place: { ar: "غزة، شارع عمر المختار", en: "Gaza, Omar al-Mukhtar Street" },
      clerks: ["nabil.awad"],
    },
    // The door for GovStack calls: no shop, no people.
    {
      code: "govstack",
      name: { ar: "واجهة GovStack", en: "GovStack interface" },
      place: { ar: "عبر الإنترنت", en: "Online" },
      clerks: [],
    },
  ] satisfies CashAgent[],
} as const;

/** What the company paid in beforehand, in minor units. */
export const floatDeposits = [
  { reference: "SANDBOX-ILS-1", amountMinor: "5000000", currency: "ILS" },
  { reference: "SANDBOX-JOD-1", amountMinor: "10000000", currency: "JOD" },
  { reference: "SANDBOX-USD-1", amountMinor: "1500000", currency: "USD" },
] as const;
