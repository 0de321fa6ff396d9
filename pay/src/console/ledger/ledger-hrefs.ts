export const ledgerPath = "/console/ledger";
export const accountHref = (institution: string, accountId: bigint): string =>
  `/console/ledger/accounts/${institution}/${accountId}`;
export const transferHref = (institution: string, transferId: string): string =>
  `/console/ledger/transfers/${institution}/${transferId}`;
