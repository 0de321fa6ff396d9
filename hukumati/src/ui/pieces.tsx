import type { ReactNode } from "react";
import { Pressable, StyleSheet, Text, View } from "react-native";
import { isolateLtr } from "../core/isolate.ts";
import { useSession } from "./session-context.tsx";
import { useTheme } from "./theme.ts";

const fontFamily = "Segoe UI, Tahoma, Noto Sans Arabic, Geeza Pro, sans-serif";

const styles = StyleSheet.create({
  title: { fontSize: 28, lineHeight: 42, fontWeight: "600", fontFamily },
  heading: { fontSize: 20, lineHeight: 32, fontWeight: "600", marginTop: 16, fontFamily },
  body: { fontSize: 17, lineHeight: 28, fontFamily },
  button: {
    minHeight: 48,
    paddingHorizontal: 24,
    borderRadius: 6,
    alignItems: "center",
    justifyContent: "center",
    alignSelf: "flex-start",
  },
  buttonText: { fontSize: 18, fontWeight: "600", fontFamily },
  card: { borderWidth: 1, borderRadius: 8, padding: 16, marginTop: 12, gap: 8 },
  tag: { alignSelf: "flex-start", borderRadius: 999, paddingHorizontal: 12, paddingVertical: 2 },
  tagText: { fontSize: 14, lineHeight: 24, fontFamily },
  notice: { borderStartWidth: 6, padding: 12, marginVertical: 12 },
});

const useDirection = () => {
  const { lang } = useSession();
  return { writingDirection: lang === "ar" ? "rtl" : "ltr", textAlign: "auto" } as const;
};

export const Title = ({ children }: { children: ReactNode }) => (
  <Text
    role="heading"
    aria-level={1}
    style={[styles.title, useDirection(), { color: useTheme().ink }]}
  >
    {children}
  </Text>
);

export const Heading = ({ children }: { children: ReactNode }) => (
  <Text
    role="heading"
    aria-level={2}
    style={[styles.heading, useDirection(), { color: useTheme().ink }]}
  >
    {children}
  </Text>
);

export const Body = ({ children, quiet = false }: { children: ReactNode; quiet?: boolean }) => {
  const theme = useTheme();
  return (
    <Text style={[styles.body, useDirection(), { color: quiet ? theme.quiet : theme.ink }]}>
      {children}
    </Text>
  );
};

/** An identifier, plate, phone or amount that keeps its own order inside Arabic. */
export const Ltr = ({ children }: { children: string }) => <Text>{isolateLtr(children)}</Text>;

export const Button = (props: { text: string; onPress: () => void; secondary?: boolean }) => {
  const theme = useTheme();
  const back = props.secondary ? "transparent" : theme.olive;
  return (
    <Pressable
      role="button"
      onPress={props.onPress}
      style={[
        styles.button,
        { backgroundColor: back, borderColor: theme.olive, borderWidth: props.secondary ? 1 : 0 },
      ]}
    >
      <Text style={[styles.buttonText, { color: props.secondary ? theme.olive : theme.onOlive }]}>
        {props.text}
      </Text>
    </Pressable>
  );
};

export const Card = ({ children }: { children: ReactNode }) => {
  const theme = useTheme();
  return (
    <View style={[styles.card, { backgroundColor: theme.card, borderColor: theme.border }]}>
      {children}
    </View>
  );
};

export const Tag = ({ text, waits }: { text: string; waits: boolean }) => {
  const theme = useTheme();
  return (
    <View style={[styles.tag, { backgroundColor: waits ? theme.waitsBack : theme.runsBack }]}>
      <Text style={[styles.tagText, { color: waits ? theme.waitsInk : theme.runsInk }]}>
        {text}
      </Text>
    </View>
  );
};

export const ErrorNotice = ({ text }: { text: string }) => {
  const theme = useTheme();
  return (
    <View role="alert" style={[styles.notice, { borderColor: theme.error }]}>
      <Text style={[styles.body, useDirection(), { color: theme.error, fontWeight: "600" }]}>
        {text}
      </Text>
    </View>
  );
};
