import { formatMoney, money } from "@gov/kit/money.ts";
import { useRouter } from "expo-router";
import { useCallback } from "react";
import { View } from "react-native";
import {
  applicationsSchema,
  loadApplications,
  nextStepLink,
  type Application,
} from "../core/applications.ts";
import { texts } from "../core/texts.ts";
import { openLink } from "../platform/browser";
import { vault } from "../platform/keeping.ts";
import { Body, Button, Heading, LinkCard, Ltr, Tag, Title } from "./pieces.tsx";
import { Screen } from "./screen.tsx";
import { SeenFoot, SeenNotice } from "./seen-line.tsx";
import { useSession } from "./session-context.tsx";
import { useSeen } from "./use-seen.ts";
import { formatWhen } from "./when.ts";

const ApplicationCard = ({ application }: { application: Application }) => {
  const { lang } = useSession();
  const router = useRouter();
  const { reference, service, stateText, waitsForMe, updatedAt } = application;
  return (
    <LinkCard onPress={() => router.push(`/application/${reference}`)}>
      <Tag text={stateText[lang]} tone={waitsForMe ? "warn" : "good"} />
      <Body>{service[lang]}</Body>
      <Body quiet>
        {texts.reference[lang]}: <Ltr>{reference}</Ltr>
      </Body>
      <Body quiet>
        {texts.updated[lang]}: {formatWhen(updatedAt, lang)}
      </Body>
    </LinkCard>
  );
};

/** `ادفع 312.00 ₪` or `أجب عن السؤال`: to the page where the person does it. */
export const NextStep = ({ application }: { application: Application }) => {
  const { lang } = useSession();
  const link = nextStepLink(application);
  if (!link) return null;
  const { due, waitsForWhat, service } = application;
  const amount = due && formatMoney(money(BigInt(due.amountMinor), due.currency), lang);
  const text =
    waitsForWhat === "payment"
      ? amount
        ? `${texts.pay[lang]} \u2068${amount}\u2069`
        : texts.payNow[lang]
      : texts.answer[lang];
  return (
    <View style={{ marginTop: 8, gap: 4 }}>
      <Button text={text} label={`${text}, ${service[lang]}`} onPress={() => void openLink(link)} />
      <Body quiet>{texts.inBrowser[lang]}</Body>
    </View>
  );
};

const Waiting = ({ applications }: { applications: readonly Application[] }) => {
  const { lang } = useSession();
  return (
    <View>
      <Heading>{texts.waitsForMe[lang]}</Heading>
      {applications.length === 0 ? <Body quiet>{texts.nothingWaits[lang]}</Body> : null}
      {applications.map((application) => (
        <View key={application.reference}>
          <ApplicationCard application={application} />
          <NextStep application={application} />
        </View>
      ))}
    </View>
  );
};

const Running = ({ applications }: { applications: readonly Application[] }) => {
  const { lang } = useSession();
  if (applications.length === 0) return null;
  return (
    <View>
      <Heading>{texts.running[lang]}</Heading>
      {applications.map((application) => (
        <ApplicationCard key={application.reference} application={application} />
      ))}
    </View>
  );
};

/** Home of a signed-in person: what waits for them first. */
export const MyApplications = ({ name }: { name: string }) => {
  const { lang, ask, signOut } = useSession();
  const router = useRouter();
  const load = useCallback(() => loadApplications(ask), [ask]);
  const entry = { store: vault, name: "applications", schema: applicationsSchema };
  const view = useSeen(entry, load);
  const all = view.seen?.ok ? view.seen.value : [];
  const waiting = all.filter((application) => application.waitsForMe);
  return (
    <Screen section="home" refresh={view}>
      <Title>{texts.myApplications[lang]}</Title>
      <Body quiet>{name}</Body>
      <SeenNotice {...view} />
      {view.seen?.ok && all.length === 0 ? <Body>{texts.none[lang]}</Body> : null}
      {all.length > 0 ? <Waiting applications={waiting} /> : null}
      <Running applications={all.filter((application) => !application.waitsForMe)} />
      <SeenFoot {...view} />
      <View style={{ marginTop: 24, gap: 12 }}>
        <Button text={texts.findService[lang]} onPress={() => router.navigate("/services")} />
        <Button secondary text={texts.whoSaw[lang]} onPress={() => router.push("/data-use")} />
        <Button secondary text={texts.signOut[lang]} onPress={() => void signOut()} />
      </View>
    </Screen>
  );
};
