import type { FilterControl } from "#src/console/filter-form.ts";
import { ledgerTexts } from "./ledger-texts.ts";

/** A field for a past moment, by the clock in Palestine. */
export const momentControl = (value: string, wrong: boolean): FilterControl => ({
  kind: "moment",
  name: "at",
  label: ledgerTexts.at,
  value,
  error: wrong ? ledgerTexts.wrongMoment : undefined,
});
