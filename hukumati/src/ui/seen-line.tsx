import { View } from "react-native";
import type { Seen } from "../core/kept.ts";
import { askErrors, texts } from "../core/texts.ts";
import { Body, Button, Notice } from "./pieces.tsx";
import { useSession } from "./session-context.tsx";
import { formatSince, formatWhen } from "./when.ts";

type Shown = Readonly<{ seen: Seen<unknown> | undefined; busy: boolean; again: () => void }>;

const row = { flexDirection: "row", flexWrap: "wrap", gap: 12, alignItems: "center" } as const;

const AsOf = ({ asOf }: { asOf: string }) => {
  const { lang } = useSession();
  return (
    <Body quiet>
      {texts.asOf[lang]} {formatWhen(asOf, lang)}
    </Body>
  );
};

/** Above what is shown: that it is not from now, why, since when, and what to do about it. */
export const SeenNotice = ({ seen, busy, again }: Shown) => {
  const { lang, signIn } = useSession();
  if (seen === undefined) return <Body>{texts.loading[lang]}</Body>;
  const failed = seen.ok ? seen.stale : seen;
  if (!failed) return null;
  const said = askErrors[failed.error][lang].replace("{since}", formatSince(failed.since, lang));
  return (
    <View style={{ gap: 8 }}>
      <Notice tone={failed.error === "ended" ? "bad" : "warn"}>
        {seen.ok ? `${said} ${texts.kept[lang]}` : said}
      </Notice>
      {seen.ok ? <AsOf asOf={seen.asOf} /> : null}
      <View style={row}>
        {failed.error === "ended" ? (
          <Button text={texts.signInAgain[lang]} onPress={() => void signIn()} />
        ) : (
          <Button secondary busy={busy} text={texts.refresh[lang]} onPress={again} />
        )}
      </View>
    </View>
  );
};

/** Below what is shown: from when it is. */
export const SeenFoot = ({ seen, busy, again }: Shown) => {
  const { lang } = useSession();
  if (!seen?.ok || seen.stale) return null;
  return (
    <View style={[row, { marginTop: 16 }]}>
      <Button secondary busy={busy} text={texts.refresh[lang]} onPress={again} />
      <AsOf asOf={seen.asOf} />
    </View>
  );
};
