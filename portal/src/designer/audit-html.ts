import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { table } from "@gov/kit/ui/table.ts";
import { versionText } from "./list-texts.ts";
import { overviewTexts } from "./overview-texts.ts";
import { actErrorTexts, actTexts, reviewTexts as texts } from "./review-texts.ts";
import type { ServiceEvent } from "./service-event.ts";

/** The time that was set, or why publishing failed. */
const detail = ({ data }: ServiceEvent, lang: Lang): Html => {
  const { publishAt, reason, restores } = data;
  if (typeof publishAt === "string") return html` ${dateTime(new Date(publishAt), lang)}`;
  if (typeof restores === "number") return html` (${words(versionText(restores), lang)})`;
  const why: Text | undefined =
    reason === "notPublishable" || reason === "baseMoved" ? actErrorTexts[reason] : undefined;
  return why ? html`: ${words(why, lang)}` : nothing;
};

const what = (event: ServiceEvent, lang: Lang): Html =>
  html`${words(actTexts[event.act], lang)}${
    event.version === undefined ? nothing : html`: ${words(versionText(event.version), lang)}`
  }${detail(event, lang)}`;

/** Who did what when to a service, and their words; the last first. */
export const auditTable = (events: readonly ServiceEvent[], lang: Lang): Html =>
  table({
    caption: texts.audit,
    captionHidden: true,
    dense: true,
    lang,
    empty: texts.auditNone,
    columns: [
      { head: overviewTexts.what },
      { head: overviewTexts.who },
      { head: texts.words },
      { head: overviewTexts.when },
    ],
    rows: events.map((event) => ({
      cells: [
        what(event, lang),
        event.by ? html`<bdi>${event.by.name[lang]}</bdi>` : words(texts.system, lang),
        event.words === undefined ? "" : bdi(event.words, "auto"),
        dateTime(event.at, lang),
      ],
    })),
  });
