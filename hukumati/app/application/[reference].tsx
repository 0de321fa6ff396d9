import { useLocalSearchParams, useRouter } from "expo-router";
import { useCallback } from "react";
import { View } from "react-native";
import {
  applicationDetailSchema,
  loadApplication,
  type ApplicationDetail,
} from "../../src/core/applications.ts";
import { texts } from "../../src/core/texts.ts";
import { openLink } from "../../src/platform/browser";
import { vault } from "../../src/platform/keeping.ts";
import { NextStep } from "../../src/ui/my-applications.tsx";
import { Body, Button, Card, Heading, Ltr, Tag, Title } from "../../src/ui/pieces.tsx";
import { Screen } from "../../src/ui/screen.tsx";
import { SeenFoot, SeenNotice } from "../../src/ui/seen-line.tsx";
import { useSession } from "../../src/ui/session-context.tsx";
import { useSeen } from "../../src/ui/use-seen.ts";
import { formatWhen } from "../../src/ui/when.ts";

export default function ApplicationScreen() {
  const { lang, ask } = useSession();
  const router = useRouter();
  const { reference } = useLocalSearchParams<{ reference: string }>();
  const load = useCallback(() => loadApplication(ask, reference), [ask, reference]);
  const name = `application ${reference}`;
  const view = useSeen({ store: vault, name, schema: applicationDetailSchema }, load);
  return (
    <Screen section="home" refresh={view}>
      <Button secondary text={texts.back[lang]} onPress={() => router.replace("/")} />
      <SeenNotice {...view} />
      {view.seen?.ok ? <Application application={view.seen.value} /> : null}
      <SeenFoot {...view} />
    </Screen>
  );
}

const Application = ({ application }: { application: ApplicationDetail }) => {
  const { lang } = useSession();
  const { reference, service, stateText, waitsForMe, next, timeline, links } = application;
  const { receipt } = links;
  return (
    <View>
      <Title>{service[lang]}</Title>
      <Tag text={stateText[lang]} tone={waitsForMe ? "warn" : "good"} />
      <Body>
        {texts.reference[lang]}: <Ltr>{reference}</Ltr>
      </Body>
      {next ? <Body>{next[lang]}</Body> : null}
      <NextStep application={application} />
      <Heading>{texts.timeline[lang]}</Heading>
      {timeline.map((event, index) => (
        <Card key={index}>
          <Body>{event.text[lang]}</Body>
          <Body quiet>{formatWhen(event.at, lang)}</Body>
        </Card>
      ))}
      <View style={{ marginTop: 16, gap: 12 }}>
        {receipt ? (
          <Button secondary text={texts.receipt[lang]} onPress={() => void openLink(receipt)} />
        ) : null}
        <Button secondary text={texts.openPortal[lang]} onPress={() => void openLink(links.page)} />
      </View>
    </View>
  );
};
