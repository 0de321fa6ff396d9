import type { Currency } from "@gov/kit/money.ts";

/** One query of the exchange: the properties of its answer, and for what it may be asked. */
export type OfferedQuery = Readonly<{
  fields: ReadonlySet<string>;
  purposes: ReadonlySet<string>;
}>;

/** Queries by `member/subsystem/code`. */
export type ExchangeOffers = ReadonlyMap<string, OfferedQuery>;

/**
 * What a definition is proved against besides itself. What is not given is not looked at: an
 * editor that knows no exchange can still prove the rest.
 */
export type Surroundings = Readonly<{
  /** The codes of the institutions there are. */
  institutions?: ReadonlySet<string>;
  /** What the exchange offers us. */
  exchange?: ExchangeOffers;
  /** The ways of paying that take a currency; all currencies of the treasury where not given. */
  rails?: Readonly<Partial<Record<Currency, readonly string[]>>>;
}>;
