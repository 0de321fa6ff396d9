import { useLocalSearchParams, useRouter } from "expo-router";
import { useCallback } from "react";
import { texts } from "../../src/core/texts.ts";
import { loadDocuments } from "../../src/core/wallet.ts";
import { walletTexts } from "../../src/core/wallet-texts.ts";
import { DocumentView } from "../../src/ui/document-view.tsx";
import { Button, ErrorNotice } from "../../src/ui/pieces.tsx";
import { Screen } from "../../src/ui/screen.tsx";
import { SeenFoot, SeenNotice } from "../../src/ui/seen-line.tsx";
import { useSession } from "../../src/ui/session-context.tsx";
import { useSeen } from "../../src/ui/use-seen.ts";
import { walletEntry } from "../../src/ui/wallet.tsx";

export default function DocumentScreen() {
  const { lang, ask } = useSession();
  const router = useRouter();
  const { number } = useLocalSearchParams<{ number: string }>();
  const load = useCallback(() => loadDocuments(ask), [ask]);
  const view = useSeen(walletEntry, load);
  const document = view.seen?.ok
    ? view.seen.value.find((each) => each.number === number)
    : undefined;
  return (
    <Screen section="documents" refresh={view}>
      <Button secondary text={texts.back[lang]} onPress={() => router.replace("/documents")} />
      <SeenNotice {...view} />
      {document ? <DocumentView document={document} /> : null}
      {view.seen?.ok && !document && !view.busy ? (
        <ErrorNotice text={walletTexts.missing[lang]} />
      ) : null}
      <SeenFoot {...view} />
    </Screen>
  );
}
