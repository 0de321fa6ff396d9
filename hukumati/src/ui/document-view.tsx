import { useCallback, useEffect, useState } from "react";
import { View } from "react-native";
import type { Text as Words } from "@gov/kit/text.ts";
import { askErrors } from "../core/texts.ts";
import { documentState, hasFile, takeFile, type WalletDocument } from "../core/wallet.ts";
import { documentStates, walletTexts } from "../core/wallet-texts.ts";
import { savePdf, shareText } from "../platform/hand-over";
import { outage, vault } from "../platform/keeping.ts";
import { Body, Button, Ltr, Notice, Rows, Tag, Title, type Row, type Tone } from "./pieces.tsx";
import { QrPicture } from "./qr-picture.tsx";
import { useSession } from "./session-context.tsx";
import { stateTones } from "./wallet.tsx";
import { dayOf, formatDay, formatSince } from "./when.ts";

type Said = Readonly<{ tone: Tone; text: Words; since?: string }>;

const useFile = (number: string) => {
  const { ask } = useSession();
  const [kept, setKept] = useState<boolean>();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said>();
  useEffect(() => {
    void hasFile(vault, number).then(setKept);
  }, [number]);
  const save = useCallback(async (): Promise<void> => {
    setBusy(true);
    setSaid(undefined);
    const file = await takeFile(ask, vault, number);
    setKept(await hasFile(vault, number));
    if (file.ok) {
      const done = await savePdf(number, file.value).then(
        () => true,
        () => false,
      );
      setSaid(
        done
          ? { tone: "good", text: walletTexts.saved }
          : { tone: "bad", text: walletTexts.fileFailed },
      );
    } else {
      const since = outage.failed(Date.now());
      const text = file.error === "offline" ? walletTexts.fileOffline : askErrors[file.error];
      setSaid({ tone: "warn", text, since });
    }
    setBusy(false);
  }, [ask, number]);
  return { kept, busy, said, save };
};

const FilePart = ({ document }: { document: WalletDocument }) => {
  const { lang } = useSession();
  const { kept, busy, said, save } = useFile(document.number);
  const [copied, setCopied] = useState(false);
  const send = async (): Promise<void> => {
    setCopied(await shareText(document.code).catch(() => false));
  };
  return (
    <View style={{ marginTop: 16, gap: 12 }}>
      {kept === undefined ? null : (
        <Body quiet>{walletTexts[kept ? "fileKept" : "fileNotKept"][lang]}</Body>
      )}
      <Button busy={busy} text={walletTexts.savePdf[lang]} onPress={() => void save()} />
      {said ? (
        <Notice tone={said.tone}>
          {said.text[lang].replace("{since}", said.since ? formatSince(said.since, lang) : "")}
        </Notice>
      ) : null}
      <Button secondary text={walletTexts.shareCode[lang]} onPress={() => void send()} />
      {copied ? <Notice tone="good">{walletTexts.copied[lang]}</Notice> : null}
    </View>
  );
};

/** One document, with the code that proves it. */
export const DocumentView = ({ document }: { document: WalletDocument }) => {
  const { lang } = useSession();
  const { number, title, institution, issuedAt, validUntil, application } = document;
  const state = documentState(document, dayOf(Date.now()));
  const rows: Row[] = [
    { key: walletTexts.number[lang], value: <Ltr>{number}</Ltr> },
    { key: walletTexts.issuer[lang], value: institution[lang] },
    { key: walletTexts.issued[lang], value: formatDay(issuedAt, lang) },
    ...(validUntil ? [{ key: walletTexts.until[lang], value: formatDay(validUntil, lang) }] : []),
    ...(document.withdrawnAt
      ? [{ key: walletTexts.withdrawnOn[lang], value: formatDay(document.withdrawnAt, lang) }]
      : []),
    ...(document.withdrawnReason
      ? [{ key: walletTexts.why[lang], value: document.withdrawnReason[lang] }]
      : []),
    { key: walletTexts.application[lang], value: <Ltr>{application}</Ltr> },
  ];
  return (
    <View>
      <Title>{title[lang]}</Title>
      <Tag text={documentStates[state][lang]} tone={stateTones[state]} />
      <Body quiet>{walletTexts.show[lang]}</Body>
      <View style={{ marginTop: 12 }}>
        <QrPicture text={document.code} label={`${walletTexts.qr[lang]} ${number}`} />
      </View>
      <Rows rows={rows} />
      <FilePart document={document} />
    </View>
  );
};
