import { cutOffAt, lastDayOf } from "#src/settlement/cut-off.ts";
import { judgeLine } from "#src/settlement/due.ts";
import { listDue } from "#src/settlement/due-queries.ts";
import { approveRun, type ApproveRefusal } from "#src/settlement/approve-run.ts";
import { listMessages, listTroubled } from "#src/settlement/message-queries.ts";
import { listToMend } from "#src/settlement/payout-view-queries.ts";
import { decideOnRun, proposeRun, type ProposeRefusal } from "#src/settlement/propose-run.ts";
import {
  findOpenRun,
  findRun,
  listLines,
  listRuns,
  type RunRow,
} from "#src/settlement/run-queries.ts";
import { listAccountStands, listUnmatched } from "#src/settlement/statement-queries.ts";
import type { Settlement } from "#src/settlement/settlement.ts";
import type { Result } from "@gov/kit/result.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { mayDecide, notFound, uuidOf, type ConsoleApp, type Desk } from "../desk.ts";
import type { Staff } from "../staff-signin.ts";
import { runPage, type RunActions } from "./run-page.ts";
import { settlementPage, type TreasuryView } from "./settlement-page.ts";
import {
  runHref,
  runRefusalTexts,
  settlementPath,
  type RunRefusalShown,
} from "./settlement-texts.ts";

const shownRuns = 20;
const shownTroubles = 50;

const proposers = new Set(["officer", "supervisor", "administrator"]);
/** Who may propose; others of the treasury may look. */
const mayPropose = (staff: Staff): boolean => staff.roles.some((role) => proposers.has(role));

/** The treasury's people, outside test mode: there is nothing to pay out in a test. */
const isTreasury = ({ treasury, scope }: Desk): boolean => treasury && !scope.test;

const treasuryView = async (desk: Desk, settlement: Settlement): Promise<TreasuryView> => {
  const { db, staff } = desk;
  const [open, runs, troubled, stands, unmatched] = await Promise.all([
    findOpenRun(db),
    listRuns(db, shownRuns),
    listTroubled(db, shownTroubles),
    listAccountStands(db, settlement.treasury),
    listUnmatched(db, shownTroubles),
  ]);
  const hasBank = settlement.bank !== undefined;
  return { open, runs, troubled, stands, unmatched, mayPropose: mayPropose(staff), hasBank };
};

const showSettlement = async (
  desk: Desk,
  settlement: Settlement,
  refusal?: ProposeRefusal,
): Promise<Response> => {
  const { c, db, scope, frame, lang, csrfToken } = desk;
  const { afterDays, policy } = settlement;
  const cutOff = cutOffAt(settlement.now(), afterDays);
  const [due, toMend] = await Promise.all([
    listDue(db, cutOff, scope),
    listToMend(db, scope, shownTroubles),
  ]);
  const judged = due.map((line) => ({ line, verdict: judgeLine(line, policy) }));
  const input = {
    lastDay: afterDays === 0 ? undefined : lastDayOf(cutOff),
    due: judged.filter(({ verdict }) => verdict !== "nothingDue"),
    toMend,
    treasury: isTreasury(desk) ? await treasuryView(desk, settlement) : undefined,
    csrfToken,
    notice: refusal
      ? notice({ kind: "warn", lang, live: true, title: runRefusalTexts[refusal] })
      : undefined,
  };
  const page = settlementPage({ ...frame, path: settlementPath }, input);
  return c.html(page, refusal ? 409 : 200);
};

const actionsFor = ({ staff }: Desk, run: RunRow): RunActions => {
  const own = run.status === "proposed" && run.proposed_by === staff.username;
  const open = run.status === "drafted" || run.status === "proposed";
  return {
    own,
    propose: run.status === "drafted" && mayPropose(staff),
    approve: run.status === "proposed" && !own && mayDecide(staff),
    withdraw: open && (own || mayDecide(staff)),
  };
};

const showRun = async (desk: Desk, run: RunRow, refusal?: RunRefusalShown): Promise<Response> => {
  const { c, db, frame, lang, csrfToken } = desk;
  const [lines, messages] = await Promise.all([listLines(db, run.id), listMessages(db, run.id)]);
  const input = {
    run,
    lines,
    messages,
    actions: actionsFor(desk, run),
    csrfToken,
    notice: refusal
      ? notice({ kind: "warn", lang, live: true, title: runRefusalTexts[refusal] })
      : undefined,
  };
  return c.html(runPage({ ...frame, path: runHref(run.id) }, input), refusal ? 409 : 200);
};

const findAsked = async (desk: Desk): Promise<RunRow | undefined> => {
  const id = uuidOf(desk);
  return id === undefined || !isTreasury(desk) ? undefined : await findRun(desk.db, id);
};

type Decide = (
  input: Readonly<{ runId: string; person: string }>,
) => Promise<Result<RunRow, ApproveRefusal>>;

const decide =
  (allowed: keyof RunActions, work: Decide) =>
  async (desk: Desk): Promise<Response> => {
    const run = await findAsked(desk);
    if (!run) return notFound(desk);
    const actions = actionsFor(desk, run);
    if (!actions[allowed]) {
      const open = run.status === "drafted" || run.status === "proposed";
      return await showRun(
        desk,
        run,
        actions.own ? "samePerson" : open ? "notYours" : "runDecided",
      );
    }
    const decided = await work({ runId: run.id, person: desk.staff.username });
    if (decided.ok) return desk.c.redirect(runHref(run.id), 303);
    return await showRun(desk, (await findRun(desk.db, run.id)) ?? run, decided.error);
  };

/** What is due, runs, and the two people's decisions about them. */
export const addSettlementRoutes = (app: ConsoleApp, settlement: Settlement): void => {
  app.get(settlementPath, (desk) => showSettlement(desk, settlement));
  app.post(`${settlementPath}/runs`, async (desk) => {
    if (!isTreasury(desk) || !mayPropose(desk.staff)) return notFound(desk);
    const run = await proposeRun(settlement, desk.staff.username);
    if (!run.ok) return await showSettlement(desk, settlement, run.error);
    return desk.c.redirect(runHref(run.value.id), 303);
  });
  app.get(`${settlementPath}/runs/:id`, async (desk) => {
    const run = await findAsked(desk);
    return run ? await showRun(desk, run) : notFound(desk);
  });
  const run = `${settlementPath}/runs/:id`;
  app.post(
    `${run}/approve`,
    decide("approve", (input) => approveRun(settlement, input)),
  );
  for (const event of ["propose", "withdraw"] as const) {
    app.post(
      `${run}/${event}`,
      decide(event, (input) => decideOnRun(settlement, { ...input, event })),
    );
  }
};
