import * as Linking from "expo-linking";
import { useRouter } from "expo-router";
import { useEffect, useRef } from "react";
import { texts } from "../src/core/texts.ts";
import { Body } from "../src/ui/pieces.tsx";
import { Screen } from "../src/ui/screen.tsx";
import { useSession } from "../src/ui/session-context.tsx";

/** Where the system browser comes back to; a code is redeemed once, then home. */
export default function Callback() {
  const { lang, complete } = useSession();
  const router = useRouter();
  const url = Linking.useLinkingURL();
  const started = useRef(false);
  useEffect(() => {
    if (started.current || !url) return;
    started.current = true;
    void complete(url).finally(() => router.replace("/"));
  }, [complete, router, url]);
  return (
    <Screen>
      <Body>{texts.loading[lang]}</Body>
    </Screen>
  );
}
