import type { ReportKey } from "#src/reconciliation/report.ts";

export const reconciliationPath = "/console/reconciliation";
export const uploadReportPath = `${reconciliationPath}/upload`;
export const breakHref = (id: string): string => `${reconciliationPath}/breaks/${id}`;

export const dayHref = ({ rail, party, day }: ReportKey): string =>
  `${reconciliationPath}/days/${rail}/${day}${party === "" ? "" : `?party=${encodeURIComponent(party)}`}`;
