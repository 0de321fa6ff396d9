import { builtInNames } from "@gov/services/language/built-in-names.ts";
import type { Binding, FactDefinition } from "@gov/services/language/binding-schema.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { makeNames } from "@gov/services/language/expression/names.ts";

/** What a registry answers, as the services that already ask it know it. */
export type OfferedService = Readonly<{
  /** `MOT/vehicle-registry/vehicle`. */
  name: string;
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
export const offeredServices = (services: readonly ServiceDefinition[]): OfferedService[] => {
  const offered = new Map<string, OfferedService>();
  for (const binding of services.flatMap(({ bindings }) => bindings)) {
    offered.set(nameOf(binding), merged(offered.get(nameOf(binding)), binding));
  }
  return [...offered.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
};
