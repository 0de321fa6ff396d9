import type { Lang } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { button, linkButton, buttonRow } from "@gov/kit/ui/form.ts";
import { attributes, html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { table } from "@gov/kit/ui/table.ts";
import { coarsePlace, deviceName } from "#src/device/device-name.ts";
import { signInFrame } from "#src/page/frame.ts";
import { eventKinds, eventKindTexts, eventText } from "./event-texts.ts";
import type { NamedEvent } from "./history-download.ts";
import { historyQuery, type AskedHistory } from "./history-filter.ts";
import { historyTexts as texts } from "./history-texts.ts";

const dayBox = (name: "from" | "to", asked: AskedHistory, lang: Lang): Html =>
  html`<div class="field">
    <label for="f-${name}">${words(texts[name], lang)}</label>
    <input ${attributes({ id: `f-${name}`, name, type: "date", value: asked[name] ?? "" })} />
  </div>`;

const filterForm = (asked: AskedHistory, lang: Lang): Html =>
  html`<form class="form filter" method="get" action="/account/history">
    <div class="field">
      <label for="f-kind">${words(texts.kind, lang)}</label>
      <select id="f-kind" name="kind">
        <option value="">${words(texts.everything, lang)}</option>
        ${eventKinds.map(
          (kind) =>
            html`<option ${attributes({ value: kind, selected: asked.kind === kind })}>
              ${eventKindTexts[kind][lang]}
            </option>`,
        )}
      </select>
    </div>
    ${dayBox("from", asked, lang)}${dayBox("to", asked, lang)}
    ${buttonRow(button({ text: texts.filter, lang, kind: "secondary" }))}
  </form>`;

const reasonOf = ({ detail }: NamedEvent): string | undefined =>
  "reason" in detail && typeof detail.reason === "string" ? detail.reason : undefined;

/** What happened, with who did it and why where that was not the person. */
const whatHappened = (event: NamedEvent, lang: Lang): Html => {
  const reason = reasonOf(event);
  return html`${words(eventText(event.event), lang)}${
    event.actor === null
      ? nothing
      : html`<br /><small>${words(texts.by, lang)}: ${bdi(event.actor, "latin")}</small>`
  }${
    reason === undefined
      ? nothing
      : html`<br /><small>${words(texts.reason, lang)}: ${bdi(reason, "auto")}</small>`
  }`;
};

/** A person's events as a table. */
export const historyTable = (events: readonly NamedEvent[], lang: Lang): Html =>
  table({
    caption: texts.title,
    captionHidden: true,
    lang,
    columns: [
      { head: texts.when },
      { head: texts.what },
      { head: texts.service },
      { head: texts.device },
      { head: texts.place },
    ],
    rows: events.map((event) => ({
      cells: [
        dateTime(event.at, lang),
        whatHappened(event, lang),
        event.service ?? "—",
        event.userAgent === null ? "—" : deviceName(event.userAgent),
        bdi(coarsePlace(event.address), "latin"),
      ],
    })),
    empty: emptyState({ title: texts.nothing, body: texts.nothingBody, lang }),
  });

const downloads = (asked: AskedHistory, lang: Lang): Html => {
  const query = historyQuery(asked, { before: undefined });
  const link = (format: "csv" | "json") =>
    linkButton({
      href: `/account/history.${format}${query}`,
      text: texts[format],
      lang,
      kind: "secondary",
    });
  return html`<h2>${words(texts.download, lang)}</h2>
    ${buttonRow(link("csv"), link("json"))}`;
};

/** All that happened with a person's account, page by page. */
export const historyPage = (
  view: Readonly<{ lang: Lang; path: string }>,
  asked: AskedHistory,
  input: Readonly<{ events: readonly NamedEvent[]; nextBefore: string | undefined }>,
): Html => {
  const { lang, path } = view;
  const { events, nextBefore } = input;
  const at = (before: string | undefined) => `/account/history${historyQuery(asked, { before })}`;
  return page({
    ...signInFrame(lang, path),
    title: texts.title,
    wide: true,
    back: { href: "/account", text: texts.back },
    main: html`${heading(texts.title, lang, { below: texts.lede })}${filterForm(asked, lang)}
    ${historyTable(events, lang)}
    ${pagination({
      lang,
      previousHref: asked.before === undefined ? undefined : at(undefined),
      nextHref: nextBefore === undefined ? undefined : at(nextBefore),
    })}
    ${downloads(asked, lang)}`,
  });
};
