export type BankAccount = {
  id: string;
  holder: { ar: string; en: string };
  /** What the bank does when a payment is asked of it. */
  outcome: "approve" | "noFunds";
};

/** The pretend bank's customers. */
export const bankAccounts: readonly BankAccount[] = [
  { id: "1001", holder: { ar: "ليلى حسن خالد", en: "Layla Hasan Khaled" }, outcome: "approve" },
  { id: "1002", holder: { ar: "سامي يوسف عودة", en: "Sami Yousef Odeh" }, outcome: "approve" },
  { id: "1003", holder: { ar: "رصيد لا يكفي", en: "Too little money" }, outcome: "noFunds" },
];

export const findAccount = (id: string): BankAccount | undefined =>
  bankAccounts.find((account) => account.id === id);
