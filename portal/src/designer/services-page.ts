import type { Lang } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateOnly, dateTime } from "@gov/kit/ui/date-time.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { designPath, newServicePath } from "./designer-paths.ts";
import { designerTexts } from "./designer-texts.ts";
import { listTexts as texts, stateTexts, stateTones, versionText } from "./list-texts.ts";
import type { ServiceRow } from "./services-queries.ts";
import { reviewTexts } from "./review-texts.ts";

const publishedCell = ({ version, publishedAt }: ServiceRow, lang: Lang): Html =>
  version === undefined || publishedAt === undefined
    ? words(texts.never, lang)
    : html`${words(versionText(version), lang)} · ${dateOnly(publishedAt, lang)}`;

const draftCell = ({ draft, publishAt }: ServiceRow, lang: Lang): Html => {
  if (draft === undefined) return words(texts.noDraft, lang);
  const state = tag(stateTexts[draft], stateTones[draft], lang);
  if (publishAt === undefined) return state;
  return html`${state} ${words(reviewTexts.publishesAt, lang)} ${dateTime(publishAt, lang)}`;
};

/** The services of an institution, published and being written. */
export const servicesPage = (
  input: Readonly<{ frame: Frame; rows: readonly ServiceRow[] }>,
): Html => {
  const { frame, rows } = input;
  const { lang } = frame;
  const create = linkButton({ href: newServicePath, text: texts.create, lang });
  const main = html`${heading(designerTexts.services, lang, { below: texts.below })}
    <p>${create}</p>
    ${table({
      caption: designerTexts.services,
      captionHidden: true,
      lang,
      empty: emptyState({ title: texts.none, body: texts.noneBody, lang }),
      columns: [
        { head: texts.service },
        { head: texts.published },
        { head: texts.draft },
        { head: texts.cases, numeric: true },
      ],
      rows: rows.map((row) => ({
        href: designPath(row),
        cells: [
          row.title,
          publishedCell(row, lang),
          draftCell(row, lang),
          bdi(String(row.openCases)),
        ],
      })),
    })}`;
  return page({ ...frame, title: designerTexts.services, main, wide: true });
};
