import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { requirePerson, type OwnSession } from "#src/account/own-session.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { streamFile } from "#src/page/stream-answer.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { csvHead, csvPart, jsonPart, type NamedEvent } from "./history-download.ts";
import { historyFilter, readHistoryFilter } from "./history-filter.ts";
import { historyPage } from "./history-pages.ts";
import { listHistory, type HistoryEvent, type HistoryFilter } from "./history-queries.ts";

const onePage = 30;
const onePart = 500;
/** Nobody has done so much: where an account was attacked for years, the newest are given. */
const mostParts = 100;

/** Events with the names of the services they were for. */
export const withServices = async (
  { clients }: Pick<SignInDeps, "clients">,
  events: readonly HistoryEvent[],
): Promise<NamedEvent[]> =>
  await Promise.all(
    events.map(async (event) => {
      const client = event.clientId === null ? undefined : await clients.find(event.clientId);
      return { ...event, service: client?.metadata.name };
    }),
  );

/** Everything that fits a filter, in parts, newest first. */
async function* historyParts(
  deps: SignInDeps,
  personId: string,
  filter: HistoryFilter,
): AsyncGenerator<NamedEvent[]> {
  let before = filter.before;
  for (let part = 0; part < mostParts; part += 1) {
    const events = await listHistory(deps.db, personId, { ...filter, before }, onePart);
    if (events.length > 0) yield await withServices(deps, events);
    if (events.length < onePart) return;
    before = events.at(-1)?.id;
  }
}

async function* csvFile(
  parts: AsyncGenerator<NamedEvent[]>,
  lang: "ar" | "en",
): AsyncGenerator<string> {
  yield csvHead(lang);
  for await (const events of parts) yield csvPart(events, lang);
}

async function* jsonFile(parts: AsyncGenerator<NamedEvent[]>): AsyncGenerator<string> {
  let first = true;
  yield '{"events":[';
  for await (const events of parts) {
    yield jsonPart(events, first);
    first = false;
  }
  yield "\n]}\n";
}

const download = async (
  deps: SignInDeps,
  c: AppContext,
  own: OwnSession,
  format: "csv" | "json",
): Promise<Response> => {
  const personId = own.person.id;
  const origin = requestOrigin(deps, c);
  await recordEvent(deps.db, {
    event: "history.downloaded",
    personId,
    detail: { format },
    ...origin,
  });
  const filter = historyFilter({ ...readHistoryFilter(c.req.query()), before: undefined });
  const parts = historyParts(deps, personId, filter);
  const name = `account-history.${format}`;
  return format === "csv"
    ? streamFile(c, { name, type: "text/csv" }, csvFile(parts, c.get("lang")))
    : streamFile(c, { name, type: "application/json" }, jsonFile(parts));
};

/** `/account/history`: a person's whole record, to read, to filter and to take home. */
export const addHistoryRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/account/history", async (c) => {
    const own = await requirePerson(deps, c);
    if (own instanceof Response) return own;
    const asked = readHistoryFilter(c.req.query());
    // One more than is shown tells whether there is a next page.
    const found = await listHistory(deps.db, own.person.id, historyFilter(asked), onePage + 1);
    const events = await withServices(deps, found.slice(0, onePage));
    const nextBefore = found.length > onePage ? events.at(-1)?.id : undefined;
    const here = new URL(c.req.url);
    const view = { lang: c.get("lang"), path: `${here.pathname}${here.search}` };
    return c.html(historyPage(view, asked, { events, nextBefore }));
  });

  for (const format of ["csv", "json"] as const) {
    app.get(`/account/history.${format}`, async (c) => {
      const own = await requirePerson(deps, c, { back: "/account/history" });
      return own instanceof Response ? own : await download(deps, c, own, format);
    });
  }
};
