import type { PayDeps } from "#src/deps.ts";
import type { MfepParties } from "./mfep-message.ts";

/** What the slices of this rail work with. */
export type Esadad = Readonly<{
  deps: PayDeps;
  parties: MfepParties;
  /** The biller whose books hold money that came for no bill. */
  suspenseBiller: string;
}>;
