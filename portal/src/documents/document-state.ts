import type { DocumentRow } from "./document-queries.ts";

export type DocumentState = "valid" | "expired" | "withdrawn";

/** How a document stands on a day (ISO date in Asia/Hebron); its last day still counts. */
export const documentState = (
  { validUntil, withdrawnAt }: Pick<DocumentRow, "validUntil" | "withdrawnAt">,
  today: string,
): DocumentState => {
  if (withdrawnAt) return "withdrawn";
  return validUntil !== undefined && validUntil < today ? "expired" : "valid";
};
