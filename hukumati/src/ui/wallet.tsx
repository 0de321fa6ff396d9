import { formatMoney, money } from "@gov/kit/money.ts";
import { useRouter } from "expo-router";
import { useCallback, useState } from "react";
import { View } from "react-native";
import {
  applicationsSchema,
  loadApplications,
  receiptsOf,
  type Receipt,
} from "../core/applications.ts";
import { texts } from "../core/texts.ts";
import { documentState, loadDocuments, walletSchema, type WalletDocument } from "../core/wallet.ts";
import { documentStates, walletTexts } from "../core/wallet-texts.ts";
import { openLink } from "../platform/browser";
import { vault } from "../platform/keeping.ts";
import { Body, Button, Card, Heading, LinkCard, Ltr, Tag, Title, type Tone } from "./pieces.tsx";
import { Screen } from "./screen.tsx";
import { SeenFoot, SeenNotice } from "./seen-line.tsx";
import { useSession } from "./session-context.tsx";
import { useSeen } from "./use-seen.ts";
import { dayOf, formatDay } from "./when.ts";

export const stateTones = {
  valid: "good",
  expired: "warn",
  withdrawn: "bad",
} as const satisfies Record<string, Tone>;

export const walletEntry = { store: vault, name: "documents", schema: walletSchema } as const;

const DocumentCard = ({ document }: { document: WalletDocument }) => {
  const { lang } = useSession();
  const router = useRouter();
  const { number, title, institution, issuedAt, validUntil } = document;
  const state = documentState(document, dayOf(Date.now()));
  return (
    <LinkCard onPress={() => router.push(`/document/${number}`)}>
      <Tag text={documentStates[state][lang]} tone={stateTones[state]} />
      <Body>{title[lang]}</Body>
      <Body quiet>{institution[lang]}</Body>
      <Body quiet>
        <Ltr>{number}</Ltr>
      </Body>
      <Body quiet>
        {validUntil
          ? `${walletTexts.until[lang]}: ${formatDay(validUntil, lang)}`
          : `${walletTexts.issued[lang]}: ${formatDay(issuedAt, lang)}`}
      </Body>
    </LinkCard>
  );
};

const ReceiptCard = ({ receipt }: { receipt: Receipt }) => {
  const { lang } = useSession();
  const { amount, service, reference, paidAt, link } = receipt;
  const paid = formatMoney(money(BigInt(amount.amountMinor), amount.currency), lang);
  return (
    <Card>
      <Body>{service[lang]}</Body>
      <Body>{`\u2068${paid}\u2069`}</Body>
      <Body quiet>
        {walletTexts.application[lang]}: <Ltr>{reference}</Ltr>
      </Body>
      <Body quiet>
        {walletTexts.paidOn[lang]}: {formatDay(paidAt, lang)}
      </Body>
      <Button
        secondary
        text={walletTexts.openReceipt[lang]}
        label={`${walletTexts.openReceipt[lang]}, ${service[lang]}, ${reference}`}
        onPress={() => void openLink(link)}
      />
    </Card>
  );
};

const Receipts = ({ receipts }: { receipts: readonly Receipt[] }) => {
  const { lang } = useSession();
  if (receipts.length === 0) return null;
  return (
    <View>
      <Heading>{walletTexts.receipts[lang]}</Heading>
      <Body quiet>{walletTexts.receiptNeeds[lang]}</Body>
      {receipts.map((receipt) => (
        <ReceiptCard key={receipt.reference} receipt={receipt} />
      ))}
    </View>
  );
};

/** Documents and receipts: those of a sign-in that ended stay readable until they are removed. */
export const Wallet = () => {
  const { lang, ask, session, known, signIn, signOut } = useSession();
  const loadAll = useCallback(() => loadDocuments(ask), [ask]);
  const loadPaid = useCallback(() => loadApplications(ask), [ask]);
  const view = useSeen(walletEntry, loadAll);
  const paid = useSeen(
    { store: vault, name: "applications", schema: applicationsSchema },
    loadPaid,
  );
  const documents = view.seen?.ok ? view.seen.value : [];
  const receipts = paid.seen?.ok ? receiptsOf(paid.seen.value) : [];
  if (known && !session && view.seen?.ok !== true) {
    return (
      <Screen section="documents">
        <Title>{walletTexts.title[lang]}</Title>
        <Body>{texts.signInFirst[lang]}</Body>
        <Button text={texts.signIn[lang]} onPress={() => void signIn()} />
      </Screen>
    );
  }
  return (
    <Screen section="documents" refresh={view}>
      <Title>{walletTexts.title[lang]}</Title>
      <SeenNotice {...view} />
      {view.seen?.ok && documents.length === 0 ? <Body>{walletTexts.none[lang]}</Body> : null}
      {documents.map((document) => (
        <DocumentCard key={document.number} document={document} />
      ))}
      <Receipts receipts={receipts} />
      <SeenFoot {...view} />
      {view.seen?.ok ? (
        <View style={{ marginTop: 24, gap: 12 }}>
          <Body quiet>{walletTexts.offlineToo[lang]}</Body>
          {session ? null : <Remove onPress={() => void signOut().then(view.again)} />}
        </View>
      ) : null}
    </Screen>
  );
};

const Remove = ({ onPress }: { onPress: () => void }) => {
  const { lang } = useSession();
  const [pressed, setPressed] = useState(false);
  const remove = (): void => {
    setPressed(true);
    onPress();
  };
  return <Button secondary busy={pressed} text={walletTexts.removeKept[lang]} onPress={remove} />;
};
