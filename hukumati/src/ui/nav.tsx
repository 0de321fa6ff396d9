import { useRouter } from "expo-router";
import { Pressable, StyleSheet, Text, View } from "react-native";
import { texts } from "../core/texts.ts";
import { useSession } from "./session-context.tsx";
import { useTheme } from "./theme.ts";

const styles = StyleSheet.create({
  bar: { flexDirection: "row", flexWrap: "wrap", borderTopWidth: 1 },
  item: {
    // With large letters they stand in two rows.
    flexGrow: 1,
    minWidth: "25%",
    minHeight: 56,
    paddingHorizontal: 8,
    alignItems: "center",
    justifyContent: "center",
    borderTopWidth: 4,
  },
  text: { fontSize: 16, lineHeight: 24, textAlign: "center" },
});

export type Section = "home" | "services" | "documents" | "check";

const paths = {
  home: "/",
  services: "/services",
  documents: "/documents",
  check: "/check",
} as const;
const sections: readonly Section[] = ["home", "services", "documents", "check"];

/** The four sections, at the thumb. */
export const Nav = ({ section }: { section: Section | undefined }) => {
  const { lang } = useSession();
  const theme = useTheme();
  const router = useRouter();
  return (
    <View
      role="navigation"
      aria-label={texts.sections[lang]}
      style={[styles.bar, { backgroundColor: theme.card, borderColor: theme.border }]}
    >
      {sections.map((each) => {
        const here = each === section;
        return (
          <Pressable
            key={each}
            role="link"
            aria-current={here ? "page" : undefined}
            onPress={() => router.navigate(paths[each])}
            style={[styles.item, { borderTopColor: here ? theme.olive : "transparent" }]}
          >
            <Text
              style={[
                styles.text,
                { color: here ? theme.olive : theme.quiet, fontWeight: here ? "700" : "400" },
              ]}
            >
              {texts[each][lang]}
            </Text>
          </Pressable>
        );
      })}
    </View>
  );
};
