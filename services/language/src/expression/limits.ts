/** Bounds that make every expression end fast, whoever wrote it. */
export const limits = {
  sourceLength: 2000,
  tokens: 400,
  depth: 40,
  steps: 5000,
  textLength: 10_000,
  listLength: 200,
  /** Whole numbers up to 15 digits: exact in every JSON reader and in the ledger. */
  number: 999_999_999_999_999,
} as const;
