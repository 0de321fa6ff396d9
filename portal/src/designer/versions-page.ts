import type { Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import type { Difference } from "@gov/services/language/diff-definitions.ts";
import { auditTable } from "./audit-html.ts";
import { designPath } from "./designer-paths.ts";
import { differenceHtml } from "./difference-html.ts";
import type { DraftKey } from "./draft.ts";
import { listTexts, versionText } from "./list-texts.ts";
import { overviewTexts } from "./overview-texts.ts";
import { reviewTexts as texts } from "./review-texts.ts";
import { rollBackNotice, rollBackPart } from "./roll-back-html.ts";
import type { RollBack } from "./roll-back.ts";
import type { ServiceEvent } from "./service-event.ts";
import type { VersionRow } from "./services-queries.ts";

const publisher = ({ publishedBy, restores, askedBy }: VersionRow, lang: Frame["lang"]): Html => {
  const who = publishedBy === undefined ? words(texts.withSystem, lang) : bdi(publishedBy);
  if (restores === undefined) return who;
  return html`${who} ·
  ${words(
    {
      ar: `${texts.restores.ar} ${restores}`,
      en: `${texts.restores.en} ${restores}`,
    },
    lang,
  )}${askedBy === undefined ? nothing : html` ${words(texts.askedBy, lang)} ${bdi(askedBy)}`}`;
};

/** The versions of a service and everything that happened to it. */
export const versionsPage = (
  input: Readonly<{
    frame: Frame;
    key: DraftKey;
    title: Text;
    versions: readonly VersionRow[];
    events: readonly ServiceEvent[];
    asked: RollBack | undefined;
  }>,
): Html => {
  const { frame, key, title, versions, events, asked } = input;
  const { lang } = frame;
  const [newest] = versions;
  const main = html`${heading(texts.versions, lang, { above: title })}
  ${asked ? rollBackNotice(asked, lang) : nothing}
  ${table({
    caption: texts.versions,
    captionHidden: true,
    lang,
    empty: listTexts.never,
    columns: [
      { head: texts.version },
      { head: texts.publishedOn },
      { head: texts.by },
      { head: texts.running, numeric: true },
    ],
    rows: versions.map((row) => ({
      href: designPath(key, "versions", row.version),
      cells: [
        versionText(row.version),
        html`${dateTime(row.publishedAt, lang)}
        ${row === newest ? tag(texts.newest, "runs", lang) : nothing}`,
        publisher(row, lang),
        bdi(String(row.openCases)),
      ],
    })),
  })}
  ${section(texts.audit, lang, auditTable(events, lang))}`;
  return page({
    ...frame,
    title: texts.versions,
    main,
    back: { href: designPath(key), text: texts.toOverview },
    wide: true,
  });
};

export type VersionInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  key: DraftKey;
  title: Text;
  version: number;
  newest: number;
  previous: readonly Difference[] | undefined;
  /** What it would change in the newest, were it published anew. */
  fromNewest: readonly Difference[] | undefined;
  /** The version that is asked for anew, whichever. */
  asked: RollBack | undefined;
  username: string;
  typed: string;
  errors: Readonly<{ words?: Text }>;
  failed?: Text | undefined;
}>;

/** One version: what it changed, how it differs from what is published now, publishing it anew. */
export const versionPage = (input: VersionInput): Html => {
  const { frame, key, title, version, newest, previous, fromNewest, errors, failed } = input;
  const { lang } = frame;
  const main = html`${failed ? notice({ kind: "warn", title: failed, lang, live: true }) : nothing}
    ${heading(versionText(version), lang, {
      above: title,
      ...(version === newest ? { below: texts.newest } : {}),
    })}
    <p>
      <a href="${designPath(key, "versions", version, "export")}"
        >${words(overviewTexts.export, lang)}</a
      >
    </p>
    ${
      previous === undefined
        ? nothing
        : section(texts.againstPrevious, lang, differenceHtml(previous, lang))
    }
    ${
      fromNewest === undefined
        ? nothing
        : html`${section(texts.againstNewest, lang, differenceHtml(fromNewest, lang))}
          ${section(texts.rollBack, lang, rollBackPart({ ...input, lang, error: errors.words }))}`
    }`;
  return page({
    ...frame,
    title: versionText(version),
    main,
    back: { href: designPath(key, "versions"), text: texts.versions },
    errors: errors.words ? [{ name: "words", text: errors.words }] : [],
  });
};
