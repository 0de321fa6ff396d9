import { useRouter } from "expo-router";
import { useMemo, useState } from "react";
import { View } from "react-native";
import {
  byInstitution,
  byLifeEvent,
  catalogueName,
  findServices,
  loadCatalogue,
  taggedSchema,
  type Catalogue,
  type Group,
  type Service,
} from "../core/catalogue.ts";
import { servicesTexts } from "../core/services-texts.ts";
import { shelf } from "../platform/keeping.ts";
import { askPublic } from "../platform/portal.ts";
import { Body, Button, Field, Heading, LinkCard, Title } from "./pieces.tsx";
import { Screen } from "./screen.tsx";
import { SeenFoot, SeenNotice } from "./seen-line.tsx";
import { useSession } from "./session-context.tsx";
import { useSeen } from "./use-seen.ts";

const entry = { store: shelf, name: catalogueName, schema: taggedSchema } as const;
const load = () => loadCatalogue(askPublic, shelf);

/** The catalogue, kept on this device. */
export const useCatalogue = () => useSeen(entry, load);

const ServiceCard = ({ service }: { service: Service }) => {
  const { lang } = useSession();
  const router = useRouter();
  return (
    <LinkCard onPress={() => router.push(`/service/${service.code}`)}>
      <Body>{service.title[lang]}</Body>
      <Body quiet>{service.summary[lang]}</Body>
    </LinkCard>
  );
};

const Groups = ({ groups }: { groups: readonly Group[] }) => {
  const { lang } = useSession();
  return groups.map(({ code, name, services }) => (
    <View key={code}>
      <Heading>{(name ?? servicesTexts.more)[lang]}</Heading>
      {services.map((service) => (
        <ServiceCard key={service.code} service={service} />
      ))}
    </View>
  ));
};

const Found = ({ services }: { services: readonly Service[] }) => {
  const { lang } = useSession();
  return (
    <View role="status">
      <Heading>{servicesTexts.results[lang]}</Heading>
      {services.length === 0 ? <Body>{servicesTexts.nothingFound[lang]}</Body> : null}
      {services.map((service) => (
        <ServiceCard key={service.code} service={service} />
      ))}
    </View>
  );
};

const All = ({ catalogue }: { catalogue: Catalogue }) => {
  const { lang } = useSession();
  const [by, setBy] = useState<"byNeed" | "byInstitution">("byNeed");
  const other = by === "byNeed" ? "byInstitution" : "byNeed";
  if (catalogue.services.length === 0) return <Body>{servicesTexts.none[lang]}</Body>;
  return (
    <View>
      <Button secondary text={servicesTexts[other][lang]} onPress={() => setBy(other)} />
      <Groups groups={by === "byNeed" ? byLifeEvent(catalogue) : byInstitution(catalogue)} />
    </View>
  );
};

/** All services, and the search over them that needs no connection. */
export const Services = () => {
  const { lang } = useSession();
  const view = useCatalogue();
  const [typed, setTyped] = useState("");
  const catalogue = view.seen?.ok ? view.seen.value.catalogue : undefined;
  const found = useMemo(
    () => (catalogue && typed.trim() !== "" ? findServices(catalogue, typed, lang) : undefined),
    [catalogue, typed, lang],
  );
  return (
    <Screen section="services" refresh={view}>
      <Title>{servicesTexts.title[lang]}</Title>
      <SeenNotice {...view} />
      {catalogue ? (
        <Field
          label={servicesTexts.search[lang]}
          hint={servicesTexts.searchHint[lang]}
          value={typed}
          onChange={setTyped}
          onSubmit={() => undefined}
        />
      ) : null}
      {found ? <Found services={found} /> : null}
      {catalogue && !found ? <All catalogue={catalogue} /> : null}
      <SeenFoot {...view} />
    </Screen>
  );
};
