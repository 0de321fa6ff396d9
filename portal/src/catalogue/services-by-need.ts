import type { Catalogue, LifeEvent } from "@gov/services/catalogue/catalogue.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";

export type ServicesOfEvent = Readonly<{
  /** What people come for; none for services that fit no event. */
  event: LifeEvent | undefined;
  services: readonly ServiceDefinition[];
}>;

/** Every service once, under the first thing in life that it is for; events without one are left out. */
export const servicesByNeed = ({ lifeEvents, services }: Catalogue): ServicesOfEvent[] => {
  const known = new Set(lifeEvents.map(({ code }) => code));
  const firstOf = (service: ServiceDefinition): string | undefined =>
    service.lifeEvents.find((code) => known.has(code));
  return [...lifeEvents, undefined]
    .map((event) => ({
      event,
      services: services.filter((service) => firstOf(service) === event?.code),
    }))
    .filter(({ services: found }) => found.length > 0);
};

/** The institutions whose people are asked what they know, in the order they are asked. */
export const askedBy = ({ workflow }: ServiceDefinition): string[] => [
  ...new Set(
    workflow.states.flatMap(({ checks }) => (checks ?? []).map(({ institution }) => institution)),
  ),
];

/** The institutions that answer for others or have a part of the fee, besides the service's own. */
export const partnersOf = (definition: ServiceDefinition): string[] => {
  const paid = definition.fees
    .flatMap(({ lines }) => lines.flatMap(({ splits }) => splits ?? []))
    .map(({ institution }) => institution);
  const all = new Set([...askedBy(definition), ...paid]);
  all.delete(definition.institution);
  return [...all];
};
