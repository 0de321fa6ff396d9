import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { toWesternDigits } from "@gov/country/digits.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { findCaseByReference } from "#src/case/case-queries.ts";
import { recordDataLook } from "#src/case/data-look.ts";
import { show } from "#src/frame.ts";
import { checkTexts } from "#src/case/check-texts.ts";
import { readSearch, readView } from "./inbox.ts";
import { doneNotice, inboxPage, workHref } from "./inbox-pages.ts";
import { findInbox, findNextWork, searchCases } from "./inbox-queries.ts";
import { forStaff, officeFrame, type OfficeDeps } from "./office-frame.ts";
import { officeTexts } from "./office-texts.ts";
import { officerOf, type StaffSession } from "./staff-session.ts";

const doneTexts = {
  approved: officeTexts.approvedNotice,
  rejected: officeTexts.rejectedNotice,
  asked: officeTexts.askedNotice,
  cleared: checkTexts.clearedNotice,
  objected: checkTexts.objectedNotice,
} as const;

/** What was just done, told on the page the officer comes to. */
export const doneOf = (c: AppContext): Html | undefined => {
  const how = c.req.query("how");
  const reference = c.req.query("done") ?? "";
  if (how === undefined || !(how in doneTexts) || !/^[A-Z0-9-]{5,40}$/.test(reference)) {
    return undefined;
  }
  return doneNotice(doneTexts[how as keyof typeof doneTexts], reference, c.get("lang"));
};

const showSearch = async (
  c: AppContext,
  deps: OfficeDeps,
  session: StaffSession,
  search: string,
): Promise<Response> => {
  const officer = officerOf(session);
  const rows = await searchCases(deps.db, officer, search);
  for (const { reference } of rows) {
    const seen = await findCaseByReference(deps.db, {
      institution: officer.institution,
      reference,
    });
    if (seen) await recordDataLook(deps.db, { officer, seen, what: "list" });
  }
  const frame = officeFrame(c, deps, session);
  const { username } = session;
  const input = { frame, username, view: "open", rows, total: rows.length, offset: 0 } as const;
  return await show(c, inboxPage({ ...input, search }));
};

const showInbox = async (
  c: AppContext,
  deps: OfficeDeps,
  session: StaffSession,
): Promise<Response> => {
  const search = readSearch(toWesternDigits((c.req.query("q") ?? "").replaceAll("\0", "")));
  if (search !== undefined) return await showSearch(c, deps, session, search);
  const view = readView(c.req.query("view"));
  const given = Number(c.req.query("offset") ?? "0");
  const offset = Number.isSafeInteger(given) && given >= 0 ? Math.min(given, 100_000) : 0;
  const found = await findInbox(deps.db, officerOf(session), view, offset);
  const frame = officeFrame(c, deps, session);
  const done = doneOf(c);
  const { username } = session;
  return await show(
    c,
    inboxPage({ frame, username, view, ...found, offset, ...(done ? { done } : {}) }),
  );
};

/** `/office` and `/office/next`: after a decision, the next request opens. */
export const addInbox = (app: HttpApp, deps: OfficeDeps): void => {
  app.get(
    "/office",
    forStaff(deps, (c, session) => showInbox(c, deps, session)),
  );
  app.get(
    "/office/next",
    forStaff(deps, async (c, session) => {
      const next = await findNextWork(deps.db, officerOf(session));
      const { search } = new URL(c.req.url);
      const place = next === undefined ? "/office" : workHref(next);
      return c.redirect(`${place}${search}`);
    }),
  );
};

/** Why nothing was done, on top of the page. */
export const failedNotice = (c: AppContext, body: { ar: string; en: string }): Html =>
  notice({ kind: "warn", lang: c.get("lang"), title: officeTexts.failed, body, live: true });
