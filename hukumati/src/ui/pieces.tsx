import type { ReactNode } from "react";
import { Pressable, StyleSheet, Text, TextInput, View } from "react-native";
import { isolateLtr } from "../core/isolate.ts";
import { useSession } from "./session-context.tsx";
import { useTheme, type Theme } from "./theme.ts";

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
  rows: { borderWidth: 1, borderRadius: 8, paddingHorizontal: 16, marginTop: 12 },
  row: { paddingVertical: 10 },
  key: { fontSize: 15, lineHeight: 24, fontFamily },
  input: {
    minHeight: 48,
    borderWidth: 2,
    borderRadius: 6,
    paddingHorizontal: 12,
    paddingVertical: 10,
    fontSize: 17,
    fontFamily,
  },
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

export const Button = (props: {
  text: string;
  onPress: () => void;
  secondary?: boolean;
  /** What a screen reader says where the words on it alone say too little. */
  label?: string;
  busy?: boolean;
}) => {
  const theme = useTheme();
  const back = props.secondary ? "transparent" : theme.olive;
  return (
    <Pressable
      role="button"
      aria-label={props.label ?? props.text}
      aria-busy={props.busy ?? false}
      disabled={props.busy ?? false}
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

export type Tone = "good" | "warn" | "bad";

const toneColours = (theme: Theme, tone: Tone) => {
  if (tone === "good") return { back: theme.runsBack, ink: theme.runsInk };
  if (tone === "warn") return { back: theme.waitsBack, ink: theme.waitsInk };
  return { back: theme.badBack, ink: theme.badInk };
};

export const Tag = ({ text, tone }: { text: string; tone: Tone }) => {
  const { back, ink } = toneColours(useTheme(), tone);
  return (
    <View style={[styles.tag, { backgroundColor: back }]}>
      <Text style={[styles.tagText, { color: ink }]}>{text}</Text>
    </View>
  );
};

/** What happened or what was found, in its colour; read aloud when it appears. */
export const Notice = (props: { tone: Tone; title?: string; children?: ReactNode }) => {
  const { back, ink } = toneColours(useTheme(), props.tone);
  const direction = useDirection();
  return (
    <View
      role={props.tone === "bad" ? "alert" : "status"}
      style={[styles.notice, { borderColor: ink, backgroundColor: back }]}
    >
      {props.title ? (
        <Text style={[styles.body, direction, { color: ink, fontWeight: "600" }]}>
          {props.title}
        </Text>
      ) : null}
      {props.children ? (
        <Text style={[styles.body, direction, { color: ink }]}>{props.children}</Text>
      ) : null}
    </View>
  );
};

export const ErrorNotice = ({ text }: { text: string }) => <Notice tone="bad" title={text} />;

/** A card that is opened: the whole of it is the link, and what it says is its name. */
export const LinkCard = (props: { onPress: () => void; children: ReactNode }) => (
  <Pressable role="link" onPress={props.onPress}>
    <Card>{props.children}</Card>
  </Pressable>
);

export type Row = Readonly<{ key: string; value: ReactNode }>;

/** What belongs together, line by line: its name, and what it is. */
export const Rows = ({ rows }: { rows: readonly Row[] }) => {
  const theme = useTheme();
  const direction = useDirection();
  return (
    <View style={[styles.rows, { backgroundColor: theme.card, borderColor: theme.border }]}>
      {rows.map(({ key, value }, index) => (
        <View
          key={key}
          style={[styles.row, { borderColor: theme.border, borderTopWidth: index === 0 ? 0 : 1 }]}
        >
          <Text style={[styles.key, direction, { color: theme.quiet }]}>{key}</Text>
          <Text style={[styles.body, direction, { color: theme.ink }]}>{value}</Text>
        </View>
      ))}
    </View>
  );
};

/** Numbered or plain lines of a list. */
export const Lines = ({ lines, numbered }: { lines: readonly string[]; numbered?: boolean }) => (
  <View role="list">
    {lines.map((line, index) => (
      <View key={line} role="listitem" style={{ flexDirection: "row", gap: 8 }}>
        <Body quiet>{numbered ? `${index + 1}.` : "•"}</Body>
        <View style={{ flex: 1 }}>
          <Body>{line}</Body>
        </View>
      </View>
    ))}
  </View>
);

/** A field with its name above it, a hint, and what is wrong with what was typed. */
export const Field = (props: {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  onSubmit: () => void;
  error?: string | undefined;
  lines?: number;
  ltr?: boolean;
}) => {
  const theme = useTheme();
  const { writingDirection } = useDirection();
  const direction = props.ltr ? "ltr" : writingDirection;
  return (
    <View style={{ marginVertical: 12, gap: 4 }}>
      <Text style={[styles.body, { color: theme.ink, writingDirection, fontWeight: "600" }]}>
        {props.label}
      </Text>
      <Body quiet>{props.hint}</Body>
      {props.error ? <ErrorNotice text={props.error} /> : null}
      <TextInput
        aria-label={props.label}
        aria-invalid={props.error !== undefined}
        value={props.value}
        onChangeText={props.onChange}
        onSubmitEditing={props.onSubmit}
        multiline={(props.lines ?? 1) > 1}
        numberOfLines={props.lines ?? 1}
        maxLength={4_000}
        autoCorrect={false}
        autoCapitalize="none"
        style={[
          styles.input,
          {
            color: theme.ink,
            backgroundColor: theme.card,
            borderColor: props.error ? theme.error : theme.quiet,
            writingDirection: direction,
            textAlign: direction === "rtl" ? "right" : "left",
          },
        ]}
      />
    </View>
  );
};
