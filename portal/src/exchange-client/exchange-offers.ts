import type { ExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import { textSchema } from "@gov/services/language/basic-schema.ts";
import type { ExchangeOffers } from "@gov/services/language/surroundings.ts";
import { z } from "zod";

const offerSchema = z.object({
  member: z.string(),
  subsystem: z.string(),
  service: z.string(),
  name: textSchema,
  holder: textSchema,
  fields: z.array(z.string()).max(200),
  subjectFrom: z.string(),
  purposes: z.array(z.object({ code: z.string(), text: textSchema })).max(2000),
});
const pageSchema = z.object({ offers: z.array(offerSchema).max(1000), more: z.boolean() });

/** A query that the exchange offers, and for what the portal may ask it. */
export type Offer = z.infer<typeof offerSchema>;

/** What the exchange offers now; undefined while it has never answered. */
export type OffersBook = () => Promise<readonly Offer[] | undefined>;

const mostPages = 50;
/** The exchange wants a purpose with every question; this one asks nothing of anybody. */
const headers = { "uxp-purpose-ids": "service-design" };

const readAll = async (exchange: ExchangeClient): Promise<Offer[] | undefined> => {
  const offers: Offer[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await exchange.get(`/offers?page=${page}`, headers);
    const read = answer.ok ? pageSchema.safeParse(answer.value.json) : undefined;
    if (!read?.success) return undefined;
    offers.push(...read.data.offers);
    if (!read.data.more) return offers;
  }
  return offers;
};

/**
 * Asks the exchange what it offers, at most once in `freshMs`. While it does not answer, what it
 * said last holds; it is asked again after as long.
 */
export const createOffersBook = (exchange: ExchangeClient, freshMs = 30_000): OffersBook => {
  let known: readonly Offer[] | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    known = (await readAll(exchange)) ?? known;
    askedAt = performance.now();
  };
  return async () => {
    if (performance.now() - askedAt >= freshMs) {
      asking ??= ask().finally(() => (asking = undefined));
      await asking;
    }
    return known;
  };
};

export const offerName = ({ member, subsystem, service }: Offer): string =>
  `${member}/${subsystem}/${service}`;

/** The same as definitions are proved against; nothing where nothing is known. */
export const offersToProve = (
  offers: readonly Offer[] | undefined,
): Readonly<{ exchange?: ExchangeOffers }> =>
  offers === undefined
    ? {}
    : {
        exchange: new Map(
          offers.map((offer) => [
            offerName(offer),
            {
              fields: new Set(offer.fields),
              purposes: new Set(offer.purposes.map(({ code }) => code)),
            },
          ]),
        ),
      };
