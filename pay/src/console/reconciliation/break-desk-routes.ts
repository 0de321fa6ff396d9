import type { Text } from "@gov/kit/text.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { mayDecide, notFound, uuidOf, type ConsoleApp, type Desk } from "#src/console/desk.ts";
import { formTexts } from "#src/console/form-once.ts";
import { resolutions } from "#src/reconciliation/break.ts";
import { findBreak, listBreakEvents, type BreakRow } from "#src/reconciliation/break-queries.ts";
import {
  acceptProposal,
  dropProposal,
  proposeJournal,
  watchBreak,
  type Decided,
} from "#src/reconciliation/decide.ts";
import { listGroupEntries, listGroupLines } from "#src/reconciliation/group-queries.ts";
import type { Reconciliation } from "#src/reconciliation/reconciliation.ts";
import type { BreakActions } from "./break-decision.ts";
import { breakPage } from "./break-page.ts";
import { forTreasury } from "./for-treasury.ts";
import { listPosted } from "./reconciliation-desk-queries.ts";
import { breakHref, reconciliationPath } from "./reconciliation-hrefs.ts";
import { decideErrorTexts, recTexts } from "./reconciliation-texts.ts";

/** One of the treasury proposes, a supervisor other than that one accepts. */
const actionsFor = ({ staff }: Desk, row: BreakRow): BreakActions => {
  const waits = row.status === "proposed";
  const own = waits && row.proposed_by === staff.username;
  const decides = mayDecide(staff);
  return {
    own,
    propose: row.status === "open",
    accept: waits && !own && decides,
    drop: waits && (own || decides),
  };
};

type Said = Readonly<{
  error?: Text;
  errors?: readonly Readonly<{ name: string; text: Text }>[];
  typed?: Readonly<Record<string, string>>;
}>;

const showBreak = async (desk: Desk, row: BreakRow, said: Said = {}): Promise<Response> => {
  const { c, db, frame, lang, csrfToken } = desk;
  const [lines, entries, events, posted] = await Promise.all([
    listGroupLines(db, [row]),
    listGroupEntries(db, [row]),
    listBreakEvents(db, row.id),
    listPosted(db, row),
  ]);
  const { error, errors = [], typed = {} } = said;
  const input = {
    row,
    lines,
    entries,
    events,
    posted,
    actions: actionsFor(desk, row),
    typed,
    errors,
    csrfToken,
    notice: error && notice({ kind: "warn", lang, live: true, title: error }),
    now: new Date(),
  };
  const status = error ? 409 : errors.length > 0 ? 422 : 200;
  return c.html(breakPage({ ...frame, path: breakHref(row.id) }, input), status);
};

type Command = (
  desk: Desk,
  row: BreakRow,
  form: Readonly<Record<string, string>>,
) => Promise<Decided | Said>;

const isDecided = (said: Decided | Said): said is Decided => "ok" in said;

/** What people type is one line, without what no line holds. */
const noteOf = (form: Readonly<Record<string, string>>): string =>
  (form["note"] ?? "")
    .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
    .trim()
    .slice(0, 500);

const take = (command: Command) =>
  forTreasury(async (desk) => {
    const { c, db } = desk;
    const id = uuidOf(desk);
    const row = id === undefined ? undefined : await findBreak(db, id);
    if (!row) return notFound(desk);
    const done = await command(desk, row, await formTexts(desk));
    if (!isDecided(done)) return await showBreak(desk, row, done);
    if (done.ok) return c.redirect(breakHref(row.id), 303);
    const now = (await findBreak(db, row.id)) ?? row;
    return await showBreak(desk, now, { error: decideErrorTexts[done.error] });
  });

const noNote = [{ name: "note", text: recTexts.nothingTyped }];

/** A break's page, and what the treasury's people decide about it. */
export const addBreakDeskRoutes = (app: ConsoleApp, reconciliation: Reconciliation): void => {
  const base = `${reconciliationPath}/breaks/:id`;
  app.get(
    base,
    forTreasury(async (desk) => {
      const id = uuidOf(desk);
      const row = id === undefined ? undefined : await findBreak(desk.db, id);
      return row ? await showBreak(desk, row) : notFound(desk);
    }),
  );
  app.post(
    `${base}/propose`,
    take(async ({ staff }, row, form) => {
      const note = noteOf(form);
      const resolution = resolutions.find((one) => one === form["resolution"]);
      const errors = [
        ...(resolution ? [] : [{ name: "resolution", text: recTexts.chooseOne }]),
        ...(note === "" ? noNote : []),
      ];
      if (!resolution || errors.length > 0) return { errors, typed: form };
      return await proposeJournal(reconciliation, row.id, { by: staff.username, note, resolution });
    }),
  );
  app.post(
    `${base}/watch`,
    take(async ({ staff }, row, form) => {
      const note = noteOf(form);
      if (note === "") return { errors: noNote, typed: form };
      return await watchBreak(reconciliation, row.id, { by: staff.username, note });
    }),
  );
  app.post(
    `${base}/accept`,
    take(async (desk, row, form) => {
      const said = { by: desk.staff.username, note: noteOf(form) };
      // The same person is refused below, supervisor or not; others need the right to decide.
      if (row.proposed_by !== said.by && !mayDecide(desk.staff)) {
        return { error: recTexts.supervisorAccepts };
      }
      return await acceptProposal(reconciliation, row.id, said);
    }),
  );
  app.post(
    `${base}/drop`,
    take(async (desk, row, form) => {
      const said = { by: desk.staff.username, note: noteOf(form) };
      if (row.proposed_by !== said.by && !mayDecide(desk.staff)) {
        return { error: recTexts.supervisorAccepts };
      }
      return await dropProposal(reconciliation, row.id, said);
    }),
  );
};
