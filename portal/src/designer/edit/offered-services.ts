import { builtInNames } from "@gov/services/language/built-in-names.ts";
import type { Binding, FactDefinition } from "@gov/services/language/binding-schema.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import type { Text } from "@gov/kit/text.ts";
import { offerName, type Offer } from "#src/exchange-client/exchange-offers.ts";
import { makeNames } from "@gov/services/language/expression/names.ts";

/** What a registry answers, as the exchange and the services that already ask it know it. */
export type OfferedService = Readonly<{
  /** `MOT/vehicle-registry/vehicle`. */
  name: string;
  /** What it is called where the exchange says so. */
  called?: Text;
  /** The properties of its answer, and for what it may be asked, where the exchange says so. */
  fields?: readonly string[];
  purposes?: Offer["purposes"];
  service: Binding["service"];
  source: Binding["source"];
  notFound: Binding["notFound"];
  path: readonly string[];
  query: NonNullable<Binding["query"]>;
  records?: string;
  facts: readonly FactDefinition[];
}>;

const builtIn = makeNames(builtInNames);

/** A parameter that every service can give: the applicant's own; others are asked of the author. */
const forAnybody = (parameter: string): string => (builtIn.find(parameter) ? parameter : "");

const nameOf = ({ service }: Binding): string =>
  `${service.member}/${service.subsystem}/${service.code}`;

const merged = (known: OfferedService | undefined, binding: Binding): OfferedService => {
  const facts = new Map((known?.facts ?? []).map((fact) => [fact.name, fact]));
  for (const fact of binding.facts) if (!facts.has(fact.name)) facts.set(fact.name, fact);
  const { service, source, notFound, records, path = [], query = [] } = binding;
  return {
    service,
    source,
    notFound,
    ...(records === undefined ? {} : { records }),
    path: path.map(forAnybody),
    query: query.map(({ name, value }) => ({ name, value: forAnybody(value) })),
    ...known,
    name: nameOf(binding),
    facts: [...facts.values()],
  };
};

/** The registries' services that some service of the catalogue asks, with every fact asked of them. */
const askedAlready = (services: readonly ServiceDefinition[]): Map<string, OfferedService> => {
  const asked = new Map<string, OfferedService>();
  for (const binding of services.flatMap(({ bindings }) => bindings)) {
    asked.set(nameOf(binding), merged(asked.get(nameOf(binding)), binding));
  }
  return asked;
};

/** How it is asked, as far as the exchange says: about the applicant, where it is about a person. */
const parametersOf = ({ subjectFrom }: Offer): Pick<OfferedService, "path" | "query"> => {
  const applicant = "applicant.nationalId";
  if (subjectFrom === "path") return { path: [applicant], query: [] };
  const [kind, name = ""] = subjectFrom.split(":");
  if (kind === "query") return { path: [], query: [{ name, value: applicant }] };
  return { path: [""], query: [] };
};

/** A query that nobody asks yet: its author says what each property is. */
const unasked = (offer: Offer): OfferedService => {
  const { member, subsystem, service: code, holder } = offer;
  return {
    name: offerName(offer),
    service: { member, subsystem, code },
    source: holder,
    notFound: {
      ar: `لم نجد لك قيدا لدى: ${holder.ar}.`,
      en: `Nothing was found about you at: ${holder.en}.`,
    },
    ...parametersOf(offer),
    facts: [],
  };
};

const byName = (a: OfferedService, b: OfferedService): number => (a.name < b.name ? -1 : 1);

/**
 * What can be asked: everything that the exchange offers, with what services of the catalogue
 * have made of it; only what these ask already, where nothing is known of the exchange.
 */
export const offeredServices = (
  services: readonly ServiceDefinition[],
  offers?: readonly Offer[],
): OfferedService[] => {
  const asked = askedAlready(services);
  if (!offers) return [...asked.values()].toSorted(byName);
  return offers
    .map((offer) => ({
      ...(asked.get(offerName(offer)) ?? unasked(offer)),
      called: offer.name,
      fields: offer.fields,
      purposes: offer.purposes,
    }))
    .toSorted(byName);
};
