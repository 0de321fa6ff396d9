import { useLocalSearchParams, useRouter } from "expo-router";
import { useCallback } from "react";
import { View } from "react-native";
import { loadApplication } from "../../src/core/applications.ts";
import { askErrors, texts } from "../../src/core/texts.ts";
import { openLink } from "../../src/platform/browser";
import { Body, Button, Card, ErrorNotice, Heading, Ltr, Tag, Title } from "../../src/ui/pieces.tsx";
import { Screen } from "../../src/ui/screen.tsx";
import { useSession } from "../../src/ui/session-context.tsx";
import { useAsked } from "../../src/ui/use-asked.ts";
import { formatWhen } from "../../src/ui/when.ts";

export default function ApplicationScreen() {
  const { lang, ask, portalUrl } = useSession();
  const router = useRouter();
  const { reference } = useLocalSearchParams<{ reference: string }>();
  const load = useCallback(() => loadApplication(ask, reference), [ask, reference]);
  const { asked, again } = useAsked(load);
  return (
    <Screen>
      <Button secondary text={texts.back[lang]} onPress={() => router.replace("/")} />
      {asked === undefined ? <Body>{texts.loading[lang]}</Body> : null}
      {asked?.ok === false ? (
        <View>
          <ErrorNotice text={askErrors[asked.error][lang]} />
          <Button text={texts.again[lang]} onPress={again} />
        </View>
      ) : null}
      {asked?.ok ? (
        <View>
          <Title>{asked.value.service[lang]}</Title>
          <Tag text={asked.value.stateText[lang]} waits={asked.value.waitsForMe} />
          <Body>
            {texts.reference[lang]}: <Ltr>{asked.value.reference}</Ltr>
          </Body>
          <Heading>{texts.timeline[lang]}</Heading>
          {asked.value.timeline.map((event, index) => (
            <Card key={index}>
              <Body>{event.text[lang]}</Body>
              <Body quiet>{formatWhen(event.at, lang)}</Body>
            </Card>
          ))}
          {portalUrl ? <OpenPortal reference={reference} url={portalUrl} /> : null}
        </View>
      ) : null}
    </Screen>
  );
}

const OpenPortal = ({ reference, url }: { reference: string; url: string }) => {
  const { lang } = useSession();
  return (
    <View style={{ marginTop: 16 }}>
      <Button
        text={texts.openPortal[lang]}
        onPress={() => void openLink(`${url}/applications/${reference}`)}
      />
    </View>
  );
};
