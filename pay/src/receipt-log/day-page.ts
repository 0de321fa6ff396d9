import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateOnly, dateTime } from "@gov/kit/ui/date-time.ts";
import { buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { hex, stampTag } from "./days-page.ts";
import type { DayRow } from "./inclusion-queries.ts";
import { logTexts } from "./log-texts.ts";

const back = { href: "/receipt-days", text: logTexts.allDays };

const factsOf = (day: DayRow, lang: Frame["lang"]): Html =>
  summaryList(
    [
      { key: logTexts.receipts, value: bdi(day.size.toLocaleString("en")) },
      { key: logTexts.fingerprint, value: bdi(hex(day.root), "latin") },
      {
        key: logTexts.before,
        value: day.previous.every((byte) => byte === 0)
          ? logTexts.first
          : bdi(hex(day.previous), "latin"),
      },
      { key: logTexts.closedAt, value: dateTime(day.closedAt, lang) },
      {
        key: logTexts.stampedAt,
        value: day.stampedAt ? dateTime(day.stampedAt, lang) : logTexts.unstamped,
      },
    ],
    lang,
    { boxed: true },
  );

/** `openssl` alone checks the stamp: of whom it is made, nothing of ours is asked. */
const ownCheck = (day: DayRow, lang: Frame["lang"]): Html => {
  const name = `receipts-${day.day}`;
  const command =
    `openssl ts -verify -data ${name}.cose -in ${name}.tsr ` +
    "-CAfile receipt-timestamp-roots.pem";
  return html`<p>${words(logTexts.opensslLead, lang)}</p>
    <p>${bdi(command, "latin")}</p>`;
};

/** One closed day: its fingerprint, its place in the chain, and what there is to download. */
export const dayPage = (frame: Frame, day: DayRow): Html => {
  const { lang } = frame;
  const secondary = { lang, kind: "secondary" } as const;
  return page({
    ...frame,
    back,
    title: { ar: `سجل يوم ${day.day}`, en: `Log of ${day.day}` },
    main: html`${heading(html`${words(logTexts.dayTitle, lang)} ${dateOnly(day.day, lang)}`, lang, {
        tag: stampTag(day, lang),
      })}${factsOf(day, lang)}
      <h2>${words(logTexts.downloads, lang)}</h2>
      ${buttonRow(
        linkButton({
          href: `/receipt-days/${day.day}.cose`,
          lang,
          text: logTexts.downloadHead,
        }),
        day.stamp
          ? linkButton({
              ...secondary,
              href: `/receipt-days/${day.day}.tsr`,
              text: logTexts.downloadStamp,
            })
          : nothing,
        day.stamp
          ? linkButton({
              ...secondary,
              href: "/.well-known/receipt-timestamp-roots.pem",
              text: logTexts.downloadRoots,
            })
          : nothing,
      )}${day.stamp ? ownCheck(day, lang) : nothing}`,
  });
};

/** No such day, or one that is not closed. */
export const noDayPage = (frame: Frame): Html =>
  page({
    ...frame,
    back,
    title: logTexts.unknownDay,
    main: html`${heading(logTexts.unknownDay, frame.lang, {
      below: logTexts.unknownDayBody,
    })}${buttonRow(linkButton({ ...back, lang: frame.lang }))}`,
  });
