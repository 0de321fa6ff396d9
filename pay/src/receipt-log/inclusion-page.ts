import { leafHash } from "@gov/kit/hash-tree.ts";
import { t, type Lang, type Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateOnly, dateTime } from "@gov/kit/ui/date-time.ts";
import { buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList, type SummaryRow } from "@gov/kit/ui/summary-list.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import { steps, type InclusionCheck, type Outcome, type Step } from "./check-inclusion.ts";
import { hex } from "./days-page.ts";
import { closesAfter } from "./inclusion.ts";
import type { InclusionProof } from "./inclusion-proof.ts";
import type { Place } from "./inclusion-queries.ts";
import { inclusionTexts, logTexts, outcomeTexts, stepTexts } from "./log-texts.ts";

const tones: Readonly<Record<Outcome, Tone>> = { holds: "runs", fails: "late", absent: "waits" };

const saidOf = (step: Step, outcome: Outcome): Text => {
  if (outcome !== "absent") return outcomeTexts[outcome];
  return step === "stamp" ? outcomeTexts.notYet : outcomeTexts.firstDay;
};

const stepRow = (step: Step, { outcomes, stampedAt }: InclusionCheck, lang: Lang): SummaryRow => {
  const outcome = outcomes[step];
  const mark = tag(saidOf(step, outcome), tones[outcome], lang);
  const isTimed = step === "stamp" && stampedAt;
  return {
    key: stepTexts[step],
    value: isTimed ? html`${mark} ${dateTime(stampedAt, lang)}` : mark,
  };
};

const back = { href: "/receipt-days", text: logTexts.title };

export type InclusionShown = Readonly<{
  number: string;
  proof: InclusionProof;
  check: InclusionCheck;
}>;

const buttonsOf = (number: string, lang: Lang): Html =>
  buttonRow(
    linkButton({
      href: `/v1/receipts/${number}/inclusion`,
      lang,
      text: logTexts.downloadProof,
    }),
    linkButton({
      href: `/receipts/${number}`,
      lang,
      kind: "secondary",
      text: logTexts.toReceipt,
    }),
  );

/** Each step of the check of a receipt's place in its day's tree, made now. */
export const inclusionPage = (frame: Frame, { number, proof, check }: InclusionShown): Html => {
  const { lang } = frame;
  const { head, holds } = check;
  const said = holds
    ? notice({
        kind: "success",
        lang,
        title: inclusionTexts.included,
        body: inclusionTexts.includedBody,
      })
    : notice({ kind: "warn", lang, title: inclusionTexts.broken, body: inclusionTexts.brokenBody });
  const [at, of] = [proof.index + 1, head?.size ?? 0].map((count) => count.toLocaleString("en"));
  const rows: SummaryRow[] = [
    {
      key: logTexts.day,
      value: html`<a href="/receipt-days/${proof.day}">${dateOnly(proof.day, lang)}</a>`,
    },
    { key: inclusionTexts.place, value: { ar: `${at} من ${of}`, en: `${at} of ${of}` } },
    {
      key: inclusionTexts.ownFingerprint,
      value: bdi(hex(leafHash(Buffer.from(proof.receipt, "base64"))), "latin"),
    },
    ...(head ? [{ key: logTexts.fingerprint, value: bdi(hex(head.root), "latin") }] : []),
    ...steps.map((step) => stepRow(step, check, lang)),
  ];
  return page({
    ...frame,
    back,
    title: inclusionTexts.title,
    main: html`${heading(inclusionTexts.title, lang, {
      above: html`${bdi(number, "latin")}`,
    })}${said}${summaryList(rows, lang, { boxed: true })}${buttonsOf(number, lang)}`,
  });
};

/** A receipt whose day is not closed: when it will be. */
export const awaitedPage = (frame: Frame, number: string, place: Place): Html => {
  const { lang } = frame;
  return page({
    ...frame,
    back,
    title: inclusionTexts.title,
    main: html`${heading(inclusionTexts.title, lang, {
      above: html`${bdi(number, "latin")}`,
    })}${notice({
      kind: "info",
      lang,
      title: inclusionTexts.waiting,
      body: html`${words(inclusionTexts.waitingBody, lang)} ${dateTime(closesAfter(place), lang)}`,
    })}${buttonRow(linkButton({ href: `/receipts/${number}`, lang, text: logTexts.toReceipt }))}`,
  });
};

/** Where a receipt stands in the log, as one row of its facts. */
export const logRow = (number: string, place: Place, lang: Lang): SummaryRow => {
  const said = place.index === null ? inclusionTexts.awaited : inclusionTexts.inDay;
  return {
    key: inclusionTexts.row,
    value: html`<a href="/receipts/${number}/inclusion"
      >${t(said, lang)} ${dateOnly(place.day, lang)}</a
    >`,
  };
};
