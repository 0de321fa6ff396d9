import type { Lang } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { searchBox } from "@gov/kit/ui/search-box.ts";
import { table } from "@gov/kit/ui/table.ts";
import { dueTag } from "./due-tag.ts";
import { inboxViews, type InboxView } from "./inbox.ts";
import { inboxLimit, type InboxRow } from "./inbox-queries.ts";
import { officeTexts } from "./office-texts.ts";

const holder = (row: InboxRow, username: string, lang: Lang): Html => {
  if (row.assignee === null) return words(officeTexts.nobody, lang);
  return row.assignee === username ? words(officeTexts.me, lang) : bdi(row.assignee);
};

export const checkHref = (id: string): string => `/office/checks/${id}`;

export const caseHref = (reference: string): string =>
  `/office/cases/${encodeURIComponent(reference)}`;

/** Where the work is done: the request itself, or what is asked about it. */
export const workHref = ({ reference, checkId }: Pick<InboxRow, "reference" | "checkId">): string =>
  checkId === null ? caseHref(reference) : checkHref(checkId);

/** Tasks or found requests as a table; the open one is marked. */
export const inboxTable = (
  rows: readonly InboxRow[],
  options: Readonly<{ lang: Lang; username: string; open?: string; empty?: Html }>,
): Html => {
  const { lang, username, open, empty } = options;
  return table({
    caption: officeTexts.inbox,
    captionHidden: true,
    dense: true,
    lang,
    empty,
    columns: [
      { head: officeTexts.request },
      { head: officeTexts.service },
      { head: officeTexts.applicant },
      { head: officeTexts.due },
      { head: officeTexts.assignee },
    ],
    rows: rows.map((row) => ({
      href: workHref(row),
      current: row.checkId === null && row.reference === open,
      cells: [
        bdi(row.reference),
        row.serviceTitle,
        row.checkId === null ? row.applicantName[lang] : words(officeTexts.asked, lang),
        row.dueAt === null ? nothing : dueTag(row.dueAt, lang),
        holder(row, username, lang),
      ],
    })),
  });
};

const viewTexts = {
  open: officeTexts.viewOpen,
  mine: officeTexts.viewMine,
  free: officeTexts.viewFree,
  late: officeTexts.viewLate,
} as const satisfies Record<InboxView, unknown>;

const viewLinks = (current: InboxView, lang: Lang): Html =>
  html`<nav class="row" aria-label="${officeTexts.inbox[lang]}">
    ${inboxViews.map((view) =>
      linkButton({
        href: `/office?view=${view}`,
        text:
          view === current
            ? html`<strong>${words(viewTexts[view], lang)}</strong>`
            : viewTexts[view],
        lang,
        kind: view === current ? "secondary" : "plain",
      }),
    )}
  </nav>`;

export type InboxInput = Readonly<{
  frame: Frame;
  username: string;
  view: InboxView;
  rows: readonly InboxRow[];
  total: number;
  offset: number;
  /** What was searched for; the rows are then what was found. */
  search?: string;
  /** What was just done. */
  done?: Html;
}>;

const emptyOf = ({ search, frame: { lang } }: InboxInput): Html =>
  search === undefined
    ? emptyState({ title: officeTexts.emptyInbox, body: officeTexts.emptyInboxBody, lang })
    : emptyState({
        title: officeTexts.emptySearch,
        body: officeTexts.emptySearchBody,
        lang,
        action: linkButton({ href: "/office", text: officeTexts.allTasks, lang }),
      });

const turnPages = ({ frame: { lang }, view, rows, total, offset }: InboxInput): Html => {
  const at = (start: number): string => `/office?view=${view}&offset=${start}`;
  const end = offset + rows.length;
  return pagination({
    lang,
    previousHref: offset > 0 ? at(Math.max(0, offset - inboxLimit)) : undefined,
    nextHref: end < total ? at(end) : undefined,
    position: { from: offset + 1, to: end, total },
  });
};

/** The desk: what waits, due first comes first. */
export const inboxPage = (input: InboxInput): Html => {
  const { frame, username, view, rows, total, search } = input;
  const { lang } = frame;
  const title = search === undefined ? officeTexts.inbox : officeTexts.found;
  const below = html`${bdi(String(total))} · ${words(officeTexts.order, lang)}`;
  const main = html`${input.done ?? nothing}
  ${heading(title, lang, search === undefined ? { below } : {})}
  ${searchBox({
    action: "/office",
    name: "q",
    value: search ?? "",
    label: officeTexts.search,
    keep: search === undefined ? { view } : {},
    lang,
  })}
  ${viewLinks(view, lang)} ${inboxTable(rows, { lang, username, empty: emptyOf(input) })}
  ${turnPages(input)}`;
  return page({ ...frame, title, main, wide: true });
};

/** The notice after a decision. */
export const doneNotice = (title: { ar: string; en: string }, reference: string, lang: Lang) =>
  notice({
    kind: "success",
    live: true,
    lang,
    title: html`${words(title, lang)} ${bdi(reference)}`,
  });
