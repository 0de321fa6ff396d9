import type { Text } from "@gov/kit/text.ts";
import { csrfField } from "@gov/kit/ui/csrf-field.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { emptyState } from "@gov/kit/ui/empty-state.ts";
import { button, buttonRow } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { signInFrame } from "#src/page/frame.ts";
import { requestTexts as texts, wantedText } from "./act-texts.ts";
import { directoryTexts } from "./directory-texts.ts";
import type { ShownRequest } from "./request-queries.ts";
import { roleNames } from "./role-texts.ts";
import type { OfficeView } from "./staff-pages.ts";

type Names = Readonly<{ institutionNames: ReadonlyMap<string, Text>; viewerId: string }>;

const wanted = ({ act, detail }: ShownRequest, { institutionNames }: Names): Text =>
  wantedText(act, roleNames(detail.roles ?? []), institutionNames.get(detail.to ?? ""));

const buttons = (
  request: ShownRequest,
  viewerId: string,
  { lang, csrfToken }: OfficeView,
): Html => {
  if (request.staffId === viewerId) return nothing;
  const choice = (value: string, text: Text, kind: "primary" | "secondary"): Html =>
    button({ name: "choice", value, text, kind, lang });
  const own = request.requestedBy === viewerId;
  return html`<form class="act" method="post" action="/office/staff/requests/${request.id}">
    ${csrfField(csrfToken)}${
      own
        ? buttonRow(choice("cancel", texts.cancel, "secondary"))
        : buttonRow(
            choice("confirm", texts.confirm, "primary"),
            choice("refuse", texts.refuse, "secondary"),
          )
    }
  </form>`;
};

const requestCard = (view: OfficeView, request: ShownRequest, names: Names): Html => {
  const { lang } = view;
  const rows = [
    { key: texts.askedBy, value: request.askedBy ?? texts.bySystem },
    { key: texts.until, value: dateTime(request.expiresAt, lang) },
  ];
  return html`<article class="card">
    <h3>${words(request.name, lang)}</h3>
    <p>${words(wanted(request, names), lang)}</p>
    ${summaryList(rows, lang)} ${buttons(request, names.viewerId, view)}
  </article>`;
};

/** Requests beneath each other, each with what the viewer can do about it. */
export const requestList = (
  view: OfficeView,
  input: Names & Readonly<{ requests: readonly ShownRequest[] }>,
): Html =>
  html`<section>
    <h2>${words(texts.waits, view.lang)}</h2>
    <div class="cards">${input.requests.map((request) => requestCard(view, request, input))}</div>
  </section>`;

export type DecidedName = "confirmed" | "refused" | "cancelled";

/** All that waits for a second person in an institution, or for an operator. */
export const requestsPage = (
  view: OfficeView,
  input: Names &
    Readonly<{
      requests: readonly ShownRequest[];
      decided?: DecidedName | undefined;
      refusal?: Text | undefined;
      back: string;
    }>,
): Html => {
  const { lang } = view;
  const { decided, refusal } = input;
  const said = refusal
    ? notice({
        kind: "warn",
        live: true,
        lang,
        title: directoryTexts.nothingChanged,
        body: refusal,
      })
    : decided && notice({ kind: "success", live: true, lang, title: texts[decided] });
  return page({
    ...signInFrame(lang, view.path),
    title: texts.title,
    back: {
      href: input.back,
      text: input.back === "/office" ? directoryTexts.office : directoryTexts.back,
    },
    notice: said ?? nothing,
    main: html`${heading(texts.title, lang, { below: texts.lede })}
    ${
      input.requests.length === 0
        ? emptyState({ title: texts.none, lang })
        : requestList(view, input)
    }`,
  });
};
