import { useCallback, useRef, useState } from "react";
import { View } from "react-native";
import { checkDocument, keysEntry, type Finding } from "../core/check-document.ts";
import { checkTexts, judgements } from "../core/check-texts.ts";
import { loadKeys } from "../core/summary-keys.ts";
import { walletTexts } from "../core/wallet-texts.ts";
import { outage, shelf } from "../platform/keeping.ts";
import { askPublic } from "../platform/portal.ts";
import { Scanner } from "../platform/scanner";
import { Body, Button, Field, Ltr, Notice, Rows, Title, type Row } from "./pieces.tsx";
import { Screen } from "./screen.tsx";
import { useSession } from "./session-context.tsx";
import { useSeen } from "./use-seen.ts";
import { dayOf, formatDay, formatSince, formatWhen } from "./when.ts";

const deps = { ask: askPublic, store: shelf, outage, nowMs: () => Date.now() };
const load = () => loadKeys(askPublic);

const rowsOf = (finding: Finding, lang: "ar" | "en"): Row[] => {
  const document = finding.register?.document;
  const summary =
    finding.checked && "summary" in finding.checked ? finding.checked.summary : undefined;
  const number = summary?.number ?? document?.number;
  const issuer = document?.institution[lang] ?? summary?.issuer;
  const issued = summary?.issued ?? document?.issuedAt;
  const until = summary?.validUntil ?? document?.validUntil;
  return [
    ...(number ? [{ key: walletTexts.number[lang], value: <Ltr>{number}</Ltr> }] : []),
    ...(issuer ? [{ key: walletTexts.issuer[lang], value: issuer }] : []),
    ...(issued ? [{ key: walletTexts.issued[lang], value: formatDay(issued, lang) }] : []),
    ...(until ? [{ key: walletTexts.until[lang], value: formatDay(until, lang) }] : []),
    ...(document?.withdrawnAt
      ? [{ key: walletTexts.withdrawnOn[lang], value: formatDay(document.withdrawnAt, lang) }]
      : []),
    ...(summary ? [{ key: checkTexts.holder[lang], value: `\u2068${summary.subject}\u2069` }] : []),
  ];
};

const FindingView = ({ finding }: { finding: Finding }) => {
  const { lang } = useSession();
  const { tone, title, body } = judgements[finding.judgement];
  const rows = rowsOf(finding, lang);
  const asked = finding.registerAt;
  const needsRegister = finding.checked && "summary" in finding.checked;
  return (
    <View>
      <Notice tone={tone} title={title[lang]}>
        {body[lang]}
      </Notice>
      {asked ? (
        <Body quiet>
          {checkTexts.registerAsked[lang].replace("{when}", formatSince(asked, lang))}
        </Body>
      ) : null}
      {finding.asking ? <Body>{checkTexts.registerAsking[lang]}</Body> : null}
      {!asked && !finding.asking && needsRegister ? (
        <Notice tone="warn">{checkTexts.registerNotAsked[lang]}</Notice>
      ) : null}
      {finding.keysAsOf && needsRegister ? (
        <Body quiet>
          {checkTexts.keysAsOf[lang].replace("{when}", formatWhen(finding.keysAsOf, lang))}
        </Body>
      ) : null}
      {rows.length > 0 ? (
        <View>
          <Body>{checkTexts.compare[lang]}</Body>
          <Rows rows={rows} />
        </View>
      ) : null}
    </View>
  );
};

/** Keys are fetched and kept when this is opened, for when there is no connection. */
const KeysLine = () => {
  const { lang } = useSession();
  const { seen, busy } = useSeen({ store: shelf, ...keysEntry }, load);
  if (seen?.ok) {
    return (
      <Body quiet>{checkTexts.keysKept[lang].replace("{when}", formatWhen(seen.asOf, lang))}</Body>
    );
  }
  return busy ? null : <Notice tone="warn">{checkTexts.noKeys[lang]}</Notice>;
};

/** Is the document that somebody shows from the state? */
export const CheckDocument = () => {
  const { lang } = useSession();
  const [typed, setTyped] = useState("");
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [finding, setFinding] = useState<Finding>();
  const round = useRef(0);
  const check = useCallback(async (text: string): Promise<void> => {
    setMissing(text.trim() === "");
    if (text.trim() === "") return;
    setBusy(true);
    round.current += 1;
    const mine = round.current;
    // Whoever went on to another document is not shown the register's word on this one.
    const show = (found: Finding): void => {
      if (mine === round.current) setFinding(found);
    };
    show(await checkDocument(deps, text, dayOf(Date.now()), show));
    setBusy(false);
  }, []);
  const scanned = useCallback((text: string) => void check(text), [check]);
  const again = (): void => {
    round.current += 1;
    setBusy(false);
    setFinding(undefined);
    setTyped("");
  };
  return (
    <Screen section="check">
      <Title>{checkTexts.title[lang]}</Title>
      {finding ? (
        <View style={{ gap: 12 }}>
          <FindingView finding={finding} />
          <Button secondary text={checkTexts.another[lang]} onPress={again} />
        </View>
      ) : (
        <View style={{ gap: 12 }}>
          <Body>{checkTexts.about[lang]}</Body>
          <Scanner onCode={scanned} />
          <Field
            label={checkTexts.label[lang]}
            hint={checkTexts.hint[lang]}
            value={typed}
            onChange={setTyped}
            onSubmit={() => void check(typed)}
            error={missing ? checkTexts.empty[lang] : undefined}
            lines={4}
            ltr
          />
          <Button busy={busy} text={checkTexts.check[lang]} onPress={() => void check(typed)} />
          <KeysLine />
        </View>
      )}
    </Screen>
  );
};
