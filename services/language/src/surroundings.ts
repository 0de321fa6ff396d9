import type { Currency } from "@gov/kit/money.ts";

/**
 * What a definition is proved against besides itself. What is not given is not looked at: an
 * editor that knows no exchange can still prove the rest.
 */
export type Surroundings = Readonly<{
  /** The codes of the institutions there are. */
  institutions?: ReadonlySet<string>;
  /** What the exchange offers, as `member/subsystem/code`, and to which purposes. */
  exchange?: Readonly<{
    services: ReadonlySet<string>;
    purposes: ReadonlyMap<string, ReadonlySet<string>>;
  }>;
  /** The ways of paying that take a currency; all currencies of the treasury where not given. */
  rails?: Readonly<Partial<Record<Currency, readonly string[]>>>;
}>;
