import { useLocalSearchParams, useRouter } from "expo-router";
import { View } from "react-native";
import { giverOf, type Catalogue, type Service } from "../../../src/core/catalogue.ts";
import { isolateAmounts } from "../../../src/core/isolate.ts";
import { servicesTexts } from "../../../src/core/services-texts.ts";
import { texts } from "../../../src/core/texts.ts";
import { openLink } from "../../../src/platform/browser";
import { Body, Button, ErrorNotice, Heading, Lines, Rows, Title } from "../../../src/ui/pieces.tsx";
import { Screen } from "../../../src/ui/screen.tsx";
import { SeenFoot, SeenNotice } from "../../../src/ui/seen-line.tsx";
import { useCatalogue } from "../../../src/ui/services.tsx";
import { useSession } from "../../../src/ui/session-context.tsx";

export default function ServiceScreen() {
  const { lang } = useSession();
  const router = useRouter();
  const { institution, code } = useLocalSearchParams<{ institution: string; code: string }>();
  const view = useCatalogue();
  const catalogue = view.seen?.ok ? view.seen.value.catalogue : undefined;
  const service = catalogue?.services.find((each) => each.code === `${institution}/${code}`);
  return (
    <Screen section="services" refresh={view}>
      <Button secondary text={texts.back[lang]} onPress={() => router.replace("/services")} />
      <SeenNotice {...view} />
      {catalogue && service ? <ServiceView catalogue={catalogue} service={service} /> : null}
      {catalogue && !service && !view.busy ? (
        <ErrorNotice text={servicesTexts.missing[lang]} />
      ) : null}
      <SeenFoot {...view} />
    </Screen>
  );
}

const ServiceView = ({ catalogue, service }: { catalogue: Catalogue; service: Service }) => {
  const { lang } = useSession();
  const giver = giverOf(catalogue, service);
  const { asked, time, youNeed, steps } = service;
  const comma = lang === "ar" ? "، " : ", ";
  const rows = [
    ...(giver ? [{ key: servicesTexts.giver[lang], value: giver[lang] }] : []),
    { key: servicesTexts.who[lang], value: service.whoCanApply[lang] },
    { key: servicesTexts.get[lang], value: service.youGet[lang] },
    { key: servicesTexts.cost[lang], value: isolateAmounts(service.fee[lang]) },
    ...(time ? [{ key: servicesTexts.time[lang], value: time[lang] }] : []),
    ...(asked.length > 0
      ? [{ key: servicesTexts.asked[lang], value: asked.map((each) => each[lang]).join(comma) }]
      : []),
  ];
  return (
    <View>
      <Title>{service.title[lang]}</Title>
      <Body>{service.summary[lang]}</Body>
      <Rows rows={rows} />
      <View style={{ marginTop: 16, gap: 4 }}>
        <Button
          text={servicesTexts.start[lang]}
          label={`${servicesTexts.start[lang]}, ${service.title[lang]}`}
          onPress={() => void openLink(service.links.start)}
        />
        <Body quiet>{servicesTexts.startNote[lang]}</Body>
      </View>
      {youNeed.length > 0 ? (
        <View>
          <Heading>{servicesTexts.need[lang]}</Heading>
          <Lines lines={youNeed.map((need) => need[lang])} />
        </View>
      ) : null}
      <Heading>{servicesTexts.steps[lang]}</Heading>
      <Lines numbered lines={steps.map((step) => step[lang])} />
    </View>
  );
};
