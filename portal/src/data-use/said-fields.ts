import type { Text } from "@gov/kit/text.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { offerName, type Offer } from "#src/exchange-client/exchange-offers.ts";

type Asked = Readonly<{ service: string; fields: readonly string[] }>;

/** `PS/GOV/MOI/civil-registry/person` without instance and class, as definitions name it. */
const queryOf = (service: string): string => service.split("/").slice(2).join("/");

/** The list of services stays the same one until something is published. */
const known = new WeakMap<readonly ServiceDefinition[], Map<string, Text>>();

/** How services of the catalogue call what stands in an answer, by query and property. */
const labelsOf = (services: readonly ServiceDefinition[]): Map<string, Text> => {
  const before = known.get(services);
  if (before) return before;
  const labels = new Map<string, Text>();
  for (const { service, facts, records } of services.flatMap(({ bindings }) => bindings)) {
    const query = `${service.member}/${service.subsystem}/${service.code}`;
    // A list of records is what the query's own name says.
    if (records !== undefined) labels.set(`${query} ${records}`, { ar: "", en: "" });
    // What people are shown says it better than what is only looked at.
    const shownFirst = facts.toSorted(
      (a, b) => Number(a.shown === false) - Number(b.shown === false),
    );
    for (const { from, label } of shownFirst) {
      const place = `${query} ${from.split(".")[0] ?? ""}`;
      if (!labels.has(place)) labels.set(place, label);
    }
  }
  known.set(services, labels);
  return labels;
};

/**
 * What somebody saw of a person, in words: the query as the exchange calls it, and each property
 * as services call it that read it; its own word where none does.
 */
export const createFieldSayer = (
  services: readonly ServiceDefinition[],
  offers: readonly Offer[] = [],
): ((asked: Asked) => Text) => {
  const labels = labelsOf(services);
  const names = new Map(offers.map((offer) => [offerName(offer), offer.name]));
  return ({ service, fields }) => {
    const query = queryOf(service);
    const said = (lang: "ar" | "en"): string => {
      const words = fields.map((field) => labels.get(`${query} ${field}`)?.[lang] ?? field);
      const list = [...new Set(words.filter((word) => word !== ""))].join(
        lang === "ar" ? "، " : ", ",
      );
      const name = names.get(query)?.[lang];
      return [name, list].filter((part) => part !== undefined && part !== "").join(": ") || service;
    };
    return { ar: said("ar"), en: said("en") };
  };
};
