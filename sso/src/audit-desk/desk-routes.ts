import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { nothing } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import type { Staff } from "#src/account/account.ts";
import { requireStaff } from "#src/account/own-session.ts";
import { countUnsealed, findMark } from "#src/audit/audit-chain-queries.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { findPersonId } from "#src/intervention/person-queries.ts";
import { csvLine } from "#src/page/csv.ts";
import { streamFile } from "#src/page/stream-answer.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { readAuditFilter, type AskedAudit } from "./desk-filter.ts";
import { auditPage } from "./desk-pages.ts";
import { listAudit, type DeskEvent } from "./desk-queries.ts";
import { deskTexts as texts } from "./desk-texts.ts";

const onePage = 50;
const onePart = 1_000;
const mostParts = 100;

type Filter = Omit<AskedAudit, "who"> & Readonly<{ personId?: string | undefined }>;

/** The filter with the person's id; `nobody` where no account has the name. */
const resolve = async (deps: SignInDeps, asked: AskedAudit): Promise<Filter | "nobody"> => {
  const { who, ...filter } = asked;
  if (who === undefined || who === "") return filter;
  const personId = await findPersonId(deps.db, who);
  return personId === undefined ? "nobody" : { ...filter, personId };
};

/** Whoever reads the audit is in it: where they ask about a person, that person sees it. */
const noteLook = async (
  deps: SignInDeps,
  c: AppContext,
  operator: Staff,
  event: "audit.looked" | "audit.exported",
  filter: Filter,
): Promise<void> =>
  await recordEvent(deps.db, {
    event,
    personId: filter.personId,
    actor: operator.username,
    ...requestOrigin(deps, c),
    detail: Object.fromEntries(
      Object.entries(filter).filter(
        (pair): pair is [string, string] => pair[0] !== "personId" && pair[1] !== undefined,
      ),
    ),
  });

const lineOf = (event: DeskEvent): string =>
  csvLine([
    event.id,
    event.at.toISOString(),
    event.event,
    event.person ?? "",
    event.actor ?? "",
    event.clientId ?? "",
    event.address?.replace(/\/\d+$/, "") ?? "",
    event.userAgent ?? "",
    JSON.stringify(event.detail),
  ]);

const columns = ["id", "at", "event", "about", "actor", "client", "address", "browser", "detail"];

/** Everything that fits, as lines, part by part, newest first and bounded. */
async function* exportLines(deps: SignInDeps, filter: Filter): AsyncGenerator<string> {
  yield `\ufeff${csvLine(columns)}`;
  let before = filter.before;
  for (let part = 0; part < mostParts; part += 1) {
    const events = await listAudit(deps.db, { ...filter, before }, onePart);
    if (events.length > 0) yield events.map(lineOf).join("");
    if (events.length < onePart) return;
    before = events.at(-1)?.id;
  }
}

const need = { roles: ["operator"] } as const;

/** `/office/audit`: operators ask what happened, and take it away as a table. */
export const addAuditDeskRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/office/audit", async (c) => {
    const own = await requireStaff(deps, c, need);
    if (own instanceof Response) return own;
    const lang = c.get("lang");
    const asked = readAuditFilter(c.req.query());
    const filter = await resolve(deps, asked);
    const found = filter === "nobody" ? [] : await listAudit(deps.db, filter, onePage + 1);
    if (filter !== "nobody" && asked.before === undefined) {
      await noteLook(deps, c, own.person, "audit.looked", filter);
    }
    const events = found.slice(0, onePage);
    const here = new URL(c.req.url);
    const note =
      filter === "nobody"
        ? notice({ kind: "info", title: texts.nobody, lang, live: true })
        : nothing;
    const [head, unsealed] = await Promise.all([findMark(deps.db, "head"), countUnsealed(deps.db)]);
    return c.html(
      auditPage({ lang, path: `${here.pathname}${here.search}`, note }, asked, {
        events,
        nextBefore: found.length > onePage ? events.at(-1)?.id : undefined,
        chain: { position: head?.position ?? 0n, unsealed },
      }),
    );
  });

  app.get("/office/audit.csv", async (c) => {
    const own = await requireStaff(deps, c, { ...need, back: "/office/audit" });
    if (own instanceof Response) return own;
    const filter = await resolve(deps, readAuditFilter(c.req.query()));
    if (filter === "nobody") return c.redirect("/office/audit", 303);
    await noteLook(deps, c, own.person, "audit.exported", filter);
    return streamFile(c, { name: "audit.csv", type: "text/csv" }, exportLines(deps, filter));
  });
};
