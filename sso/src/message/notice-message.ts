import type { Text } from "@gov/kit/text.ts";
import { dateTimeText } from "@gov/kit/ui/date-time.ts";
import type { Mail } from "./mail.ts";
import type { WaitingNotice } from "./notice.ts";
import { aroundNotice, noticeTexts } from "./notice-texts.ts";

type Written = Pick<WaitingNotice, "kind" | "facts" | "lang" | "at" | "undoPath">;

const short = (text: string): string => {
  const letters = [...text];
  return letters.length > 60 ? `${letters.slice(0, 59).join("")}…` : text;
};

const shortened = (text: Text | undefined): Text | undefined =>
  text && { ar: short(text.ar), en: short(text.en) };

/** The notice as a text message: what happened, and one link on a line of its own. */
export const noticeSms = ({ kind, facts, lang, undoPath }: Written, link: string): string => {
  const { sentence, next } = noticeTexts[kind];
  const said = sentence({
    device: shortened(facts.device),
    service: shortened(facts.service),
    factor: shortened(facts.factor),
    party: shortened(facts.party),
  })[lang];
  if (next) return `${said} ${next[lang]}`;
  const otherwise = undoPath ? aroundNotice.undoIfNotYou : aroundNotice.ifNotYou;
  return `${said} ${otherwise[lang]}\n${link}`;
};

/** The notice as a letter. */
export const noticeMail = (written: Written, link: string): Omit<Mail, "to"> => {
  const { kind, facts, lang, at, undoPath } = written;
  const { subject, sentence, next } = noticeTexts[kind];
  const when = `${aroundNotice.when[lang]}: ${dateTimeText(at, lang)}`;
  const { ifYou, weNeverAsk } = aroundNotice;
  const ifNotYou = undoPath ? aroundNotice.undoIfNotYou : aroundNotice.ifNotYou;
  const undo = undoPath ? aroundNotice.undo : aroundNotice.suspend;
  const paragraphs = next
    ? [sentence(facts)[lang], when, next[lang], weNeverAsk[lang]]
    : [sentence(facts)[lang], when, `${ifYou[lang]} ${ifNotYou[lang]}`];
  return {
    lang,
    subject: subject[lang],
    paragraphs,
    ...(next ? {} : { action: { text: undo[lang], href: link }, after: weNeverAsk[lang] }),
  };
};
