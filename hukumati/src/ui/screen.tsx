import type { ReactNode } from "react";
import {
  Platform,
  Pressable,
  RefreshControl,
  ScrollView,
  StyleSheet,
  Text,
  View,
} from "react-native";
import { SafeAreaView } from "react-native-safe-area-context";
import { texts } from "../core/texts.ts";
import { Nav, type Section } from "./nav.tsx";
import { useSession } from "./session-context.tsx";
import { useTheme } from "./theme.ts";

const styles = StyleSheet.create({
  whole: { flex: 1 },
  header: {
    minHeight: 60,
    paddingHorizontal: 20,
    flexDirection: "row",
    flexWrap: "wrap",
    columnGap: 16,
    alignItems: "center",
    justifyContent: "space-between",
    backgroundColor: "#1F5B3F",
  },
  brand: { color: "#FFFFFF", fontSize: 22, fontWeight: "600" },
  link: { minHeight: 48, minWidth: 48, justifyContent: "center", alignItems: "center" },
  linkText: { color: "#FFFFFF", fontSize: 16 },
  band: { height: 6, flexDirection: "row", backgroundColor: "#FFFFFF" },
  stitch: { flex: 1, marginHorizontal: 2, backgroundColor: "#9E2A2B" },
  content: { padding: 20, gap: 8, maxWidth: 720, width: "100%", alignSelf: "center" },
});

const stitches = Array.from({ length: 24 }, (_, index) => index);

const Band = () => (
  <View style={styles.band} aria-hidden>
    {stitches.map((index) => (
      <View key={index} style={styles.stitch} />
    ))}
  </View>
);

/** What a pull at the top does, on a phone. */
export type Refresh = Readonly<{ busy: boolean; again: () => void }>;

type ScreenProps = Readonly<{ children: ReactNode; section?: Section; refresh?: Refresh }>;

/** The frame of every screen: direction by language, header, band, scrolling content, sections. */
export const Screen = ({ children, section, refresh }: ScreenProps) => {
  const { lang, switchLang } = useSession();
  const theme = useTheme();
  const direction = lang === "ar" ? "rtl" : "ltr";
  // The web needs the attribute: it ignores the direction of <html> that the app did not set.
  const webDirection: object = { dir: direction, lang };
  const pull =
    refresh && Platform.OS !== "web" ? (
      <RefreshControl refreshing={refresh.busy} onRefresh={refresh.again} />
    ) : undefined;
  return (
    <View {...webDirection} style={[styles.whole, { backgroundColor: theme.paper, direction }]}>
      <SafeAreaView style={styles.whole}>
        <View role="banner" style={styles.header}>
          <Text style={styles.brand}>{texts.brand[lang]}</Text>
          <Pressable role="button" onPress={switchLang} style={styles.link}>
            <Text lang={lang === "ar" ? "en" : "ar"} style={styles.linkText}>
              {texts.otherLanguage[lang]}
            </Text>
          </Pressable>
        </View>
        <Band />
        <ScrollView
          role="main"
          style={styles.whole}
          contentContainerStyle={styles.content}
          {...(pull ? { refreshControl: pull } : {})}
        >
          {children}
        </ScrollView>
        <Nav section={section} />
      </SafeAreaView>
    </View>
  );
};
