import type { Cash } from "#src/rails/cash/cash-context.ts";
import type { InstantOptions } from "#src/rails/instant/instant-rail.ts";

/** What the adapter works with; `app.ts` wires it. */
export type Govstack = Readonly<{
  cash: Cash;
  /** Where instant payment is configured. */
  instant: InstantOptions | undefined;
}>;
