import { makeIban } from "@gov/country/iban.ts";

/** A pretend payer's account or wallet. */
export type PayerAccount = Readonly<{
  id: string;
  name: Readonly<{ ar: string; en: string }>;
  bank: Readonly<{ ar: string; en: string }>;
  iban: string;
  phone: string;
  alias: string;
  openingMinor: bigint;
}>;

const pals = { ar: "بنك تجريبي أ", en: "Pretend Bank A" };
const wallet = { ar: "محفظة تجريبية", en: "Pretend Wallet" };

/** Who can pay at the pretend banks. One has almost nothing, to be refused. */
export const payerAccounts: readonly PayerAccount[] = [
  {
    id: "layla",
    name: { ar: "ليلى حسن", en: "Layla Hasan" },
    bank: pals,
    iban: makeIban("PALS", "400000006"),
    phone: "+970599000001",
    alias: "layla",
    openingMinor: 100_000_000n,
  },
  {
    id: "omar",
    name: { ar: "عمر خليل", en: "Omar Khalil" },
    bank: wallet,
    iban: makeIban("JWPY", "900000001"),
    phone: "+970569000002",
    alias: "omar.k",
    openingMinor: 100_000_000n,
  },
  {
    id: "samir",
    name: { ar: "سمير عوض", en: "Samir Awad" },
    bank: wallet,
    iban: makeIban("JWPY", "900000019"),
    phone: "+970569000003",
    alias: "samir",
    openingMinor: 500n,
  },
];

/** The account that a phone, an IBAN or an alias stands for. */
export const findPayer = (said: string | undefined): PayerAccount | undefined =>
  payerAccounts.find((one) => [one.phone, one.iban, one.alias].includes(said ?? ""));
