import type { Catalogue } from "@gov/services/catalogue/catalogue.ts";
import type { Offer } from "#src/exchange-client/exchange-offers.ts";
import { offeredServices } from "./offered-services.ts";
import type { Surroundings } from "./part-form.ts";

/** What the editors offer to choose from: institutions, life events, registries. */
export const surroundingsOf = (
  catalogue: Catalogue,
  offers: readonly Offer[] | undefined,
): Surroundings => ({
  institutions: catalogue.institutions.map(({ code, name }) => ({ value: code, label: name })),
  lifeEvents: catalogue.lifeEvents.map(({ code, name }) => ({ value: code, label: name })),
  registries: offeredServices(catalogue.services, offers),
});
