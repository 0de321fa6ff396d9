import { useRouter } from "expo-router";
import { useCallback } from "react";
import { Pressable, View } from "react-native";
import { loadApplications, type Application } from "../core/applications.ts";
import { askErrors, texts } from "../core/texts.ts";
import { openLink } from "../platform/browser";
import { Body, Button, Card, ErrorNotice, Heading, Ltr, Tag, Title } from "./pieces.tsx";
import { Screen } from "./screen.tsx";
import { useSession } from "./session-context.tsx";
import { useAsked } from "./use-asked.ts";
import { formatWhen } from "./when.ts";

const ApplicationCard = ({ application }: { application: Application }) => {
  const { lang } = useSession();
  const router = useRouter();
  return (
    <Pressable role="link" onPress={() => router.push(`/application/${application.reference}`)}>
      <Card>
        <Tag text={application.stateText[lang]} waits={application.waitsForMe} />
        <Body>{application.service[lang]}</Body>
        <Body quiet>
          {texts.reference[lang]}: <Ltr>{application.reference}</Ltr>
        </Body>
        <Body quiet>
          {texts.updated[lang]}: {formatWhen(application.updatedAt, lang)}
        </Body>
      </Card>
    </Pressable>
  );
};

const Group = ({ title, applications }: { title: string; applications: Application[] }) =>
  applications.length === 0 ? null : (
    <View>
      <Heading>{title}</Heading>
      {applications.map((application) => (
        <ApplicationCard key={application.reference} application={application} />
      ))}
    </View>
  );

/** Home of a signed-in person: what waits for them first. */
export const MyApplications = ({ name }: { name: string }) => {
  const { lang, ask, signOut, portalUrl } = useSession();
  const load = useCallback(() => loadApplications(ask), [ask]);
  const { asked, again } = useAsked(load);
  const all = asked?.ok ? asked.value : [];
  return (
    <Screen>
      <Title>{texts.myApplications[lang]}</Title>
      <Body quiet>{name}</Body>
      {asked === undefined ? <Body>{texts.loading[lang]}</Body> : null}
      {asked?.ok === false ? (
        <View>
          <ErrorNotice text={askErrors[asked.error][lang]} />
          <Button text={texts.again[lang]} onPress={again} />
        </View>
      ) : null}
      {asked?.ok && all.length === 0 ? <Body>{texts.none[lang]}</Body> : null}
      <Group
        title={texts.waitsForMe[lang]}
        applications={all.filter((application) => application.waitsForMe)}
      />
      <Group
        title={texts.running[lang]}
        applications={all.filter((application) => !application.waitsForMe)}
      />
      <View style={{ marginTop: 24, gap: 12 }}>
        {portalUrl ? (
          <Button text={texts.openPortal[lang]} onPress={() => void openLink(portalUrl)} />
        ) : null}
        <Button secondary text={texts.signOut[lang]} onPress={() => void signOut()} />
      </View>
    </Screen>
  );
};
