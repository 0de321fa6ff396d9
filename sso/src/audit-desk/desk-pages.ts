import type { Lang } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { button, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { attributes, html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { table } from "@gov/kit/ui/table.ts";
import { eventNames, eventText } from "#src/history/event-texts.ts";
import { signInFrame } from "#src/page/frame.ts";
import { auditQuery, type AskedAudit } from "./desk-filter.ts";
import type { DeskEvent } from "./desk-queries.ts";
import { chainText, deskTexts as texts } from "./desk-texts.ts";

const box = (
  name: "who" | "actor" | "client" | "from" | "to",
  asked: AskedAudit,
  lang: Lang,
): Html => {
  const type = name === "from" || name === "to" ? "date" : "text";
  const value = asked[name] ?? "";
  return html`<div class="field">
    <label for="f-${name}">${words(texts[name], lang)}</label>
    <input ${attributes({ id: `f-${name}`, name, type, value, dir: "ltr", maxlength: 100 })} />
  </div>`;
};

const filterForm = (asked: AskedAudit, lang: Lang): Html =>
  html`<form class="form filter" method="get" action="/office/audit">
    <div class="field">
      <label for="f-event">${words(texts.event, lang)}</label>
      <select id="f-event" name="event">
        <option value="">${words(texts.any, lang)}</option>
        ${eventNames.map(
          (name) =>
            html`<option ${attributes({ value: name, selected: asked.event === name })}>
              ${eventText(name)[lang]}
            </option>`,
        )}
      </select>
    </div>
    ${box("who", asked, lang)}${box("actor", asked, lang)}${box("client", asked, lang)}
    ${box("from", asked, lang)}${box("to", asked, lang)}
    ${buttonRow(button({ text: texts.show, lang }))}
  </form>`;

const detailOf = ({ detail }: DeskEvent): Html =>
  Object.keys(detail).length === 0
    ? nothing
    : html`<br /><small
          >${bdi(
            Object.entries(detail)
              .map(([name, value]) => `${name}: ${String(value)}`)
              .join(", "),
            "auto",
          )}</small
        >`;

const eventTable = (events: readonly DeskEvent[], lang: Lang): Html =>
  table({
    caption: texts.title,
    captionHidden: true,
    dense: true,
    lang,
    columns: [
      { head: texts.when },
      { head: texts.event },
      { head: texts.about },
      { head: texts.actor },
      { head: texts.service },
      { head: texts.address },
    ],
    rows: events.map((event) => ({
      cells: [
        dateTime(event.at, lang),
        html`${words(eventText(event.event), lang)}${detailOf(event)}`,
        event.person === null ? "—" : bdi(event.person, "latin"),
        event.actor === null ? "—" : bdi(event.actor, "latin"),
        event.clientId === null ? "—" : bdi(event.clientId, "latin"),
        event.address === null ? "—" : bdi(event.address.replace(/\/\d+$/, ""), "latin"),
      ],
    })),
    empty: emptyState({ title: texts.nothing, lang }),
  });

/** The audit as operators ask it. */
export const auditPage = (
  view: Readonly<{ lang: Lang; path: string; note: Html }>,
  asked: AskedAudit,
  input: Readonly<{
    events: readonly DeskEvent[];
    nextBefore: string | undefined;
    chain: Readonly<{ position: bigint; unsealed: number }>;
  }>,
): Html => {
  const { lang, path, note } = view;
  const { events, nextBefore, chain } = input;
  const at = (before: string | undefined) => `/office/audit${auditQuery(asked, { before })}`;
  return page({
    ...signInFrame(lang, path),
    title: texts.title,
    wide: true,
    notice: note,
    back: { href: "/office", text: texts.office },
    main: html`${heading(texts.title, lang, { below: texts.lede })}${filterForm(asked, lang)}
      ${eventTable(events, lang)}
      ${pagination({
        lang,
        previousHref: asked.before === undefined ? undefined : at(undefined),
        nextHref: nextBefore === undefined ? undefined : at(nextBefore),
      })}
      ${buttonRow(
        linkButton({
          href: `/office/audit.csv${auditQuery(asked, { before: undefined })}`,
          text: texts.export,
          lang,
          kind: "secondary",
        }),
      )}
      <p class="hint">${words(texts.exportHint, lang)}</p>
      <p class="hint">${words(chainText(chain.position, chain.unsealed), lang)}</p>`,
  });
};
