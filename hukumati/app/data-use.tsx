import { useRouter } from "expo-router";
import { useCallback } from "react";
import { View } from "react-native";
import { dataUseSchema, loadDataUse, type Sighting } from "../src/core/data-use.ts";
import { dataUseTexts } from "../src/core/data-use-texts.ts";
import { texts } from "../src/core/texts.ts";
import { openLink } from "../src/platform/browser";
import { vault } from "../src/platform/keeping.ts";
import { getConfig } from "../src/platform/portal.ts";
import { Body, Button, Card, Ltr, Notice, Title } from "../src/ui/pieces.tsx";
import { Screen } from "../src/ui/screen.tsx";
import { SeenFoot, SeenNotice } from "../src/ui/seen-line.tsx";
import { useSession } from "../src/ui/session-context.tsx";
import { useSeen } from "../src/ui/use-seen.ts";
import { formatWhen } from "../src/ui/when.ts";

const entry = { store: vault, name: "data-use", schema: dataUseSchema } as const;

const openOlder = async (): Promise<void> => {
  const { portalUrl } = await getConfig();
  await openLink(`${portalUrl}/data-use`);
};

export default function DataUseScreen() {
  const { lang, ask } = useSession();
  const router = useRouter();
  const load = useCallback(() => loadDataUse(ask), [ask]);
  const view = useSeen(entry, load);
  const shown = view.seen?.ok ? view.seen.value : undefined;
  return (
    <Screen section="home" refresh={view}>
      <Button secondary text={texts.back[lang]} onPress={() => router.replace("/")} />
      <Title>{dataUseTexts.title[lang]}</Title>
      <Body>{dataUseTexts.about[lang]}</Body>
      <SeenNotice {...view} />
      {shown?.complete === false ? (
        <Notice tone="warn">{dataUseTexts.incomplete[lang]}</Notice>
      ) : null}
      {shown?.sightings.length === 0 ? <Body>{dataUseTexts.none[lang]}</Body> : null}
      {shown?.sightings.map((sighting, index) => (
        <SightingCard key={index} sighting={sighting} />
      ))}
      {shown?.more ? (
        <Button secondary text={dataUseTexts.older[lang]} onPress={() => void openOlder()} />
      ) : null}
      {shown && shown.sightings.length > 0 ? <Body quiet>{dataUseTexts.wrong[lang]}</Body> : null}
      <SeenFoot {...view} />
    </Screen>
  );
}

const SightingCard = ({ sighting }: { sighting: Sighting }) => {
  const { lang } = useSession();
  const { at, who, by, why, what, reference } = sighting;
  return (
    <Card>
      <Body quiet>{formatWhen(at, lang)}</Body>
      <Body>{who[lang]}</Body>
      <View>
        <Body quiet>
          {dataUseTexts.by[lang]}: {by[lang]}
        </Body>
        <Body quiet>
          {dataUseTexts.why[lang]}: {why[lang]}
        </Body>
        <Body quiet>
          {dataUseTexts.what[lang]}: {what[lang]}
        </Body>
        {reference ? (
          <Body quiet>
            {texts.reference[lang]}: <Ltr>{reference}</Ltr>
          </Body>
        ) : null}
      </View>
    </Card>
  );
};
