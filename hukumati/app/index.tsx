import { useRouter } from "expo-router";
import { Body, Button, ErrorNotice, Title } from "../src/ui/pieces.tsx";
import { MyApplications } from "../src/ui/my-applications.tsx";
import { Screen } from "../src/ui/screen.tsx";
import { useSession } from "../src/ui/session-context.tsx";
import { signInErrors, texts } from "../src/core/texts.ts";

export default function Home() {
  const { lang, known, session, error, signIn } = useSession();
  const router = useRouter();
  if (!known) {
    return (
      <Screen section="home">
        <Body>{texts.loading[lang]}</Body>
      </Screen>
    );
  }
  if (session) return <MyApplications name={session.name[lang]} />;
  return (
    <Screen section="home">
      <Title>{texts.tagline[lang]}</Title>
      {error ? <ErrorNotice text={signInErrors[error][lang]} /> : null}
      <Body quiet>{texts.signInHint[lang]}</Body>
      <Button text={texts.signIn[lang]} onPress={() => void signIn()} />
      <Body>{texts.withoutAccount[lang]}</Body>
      <Button
        secondary
        text={texts.findService[lang]}
        onPress={() => router.navigate("/services")}
      />
    </Screen>
  );
}
