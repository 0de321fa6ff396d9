import { notFound, uuidOf, type ConsoleApp, type Desk } from "#src/console/desk.ts";
import { momentHere } from "#src/console/moment-here.ts";
import { scopeHolds } from "#src/lane/scope.ts";
import {
  findAccount,
  findBalance,
  findCause,
  findTransfer,
  listAccounts,
  listEntries,
  listInstitutions,
  listTrialBalance,
} from "#src/ledger/explorer-queries.ts";
import { readEntryCursor } from "#src/ledger/explorer-cursors.ts";
import { readLedgerFilter } from "./ledger-filter.ts";
import { accountPage } from "./account-page.ts";
import { ledgerPage } from "./ledger-page.ts";
import { transferPage } from "./transfer-page.ts";

const pageRows = 50;

const showLedger = async (desk: Desk): Promise<Response> => {
  const { c, db, scope, frame } = desk;
  const read = readLedgerFilter(c.req.query());
  const page = { after: read.after, limit: pageRows + 1 };
  const [accounts, trial, institutions] = await Promise.all([
    listAccounts(db, scope, read.filter, page),
    listTrialBalance(db, scope, read.filter),
    listInstitutions(db, scope),
  ]);
  const more = accounts.length > pageRows;
  const input = { read, accounts: accounts.slice(0, pageRows), more, trial, institutions };
  return c.html(ledgerPage(frame, input), read.wrongMoment ? 422 : 200);
};

const showAccount = async (desk: Desk): Promise<Response> => {
  const { c, db, scope, frame } = desk;
  const { institution = "", account: id = "" } = c.req.param();
  const known = /^\d{1,18}$/.test(id) && scopeHolds(scope, institution);
  const account = known ? await findAccount(db, { institution, id: BigInt(id) }) : undefined;
  if (!account) return notFound(desk);
  const typedAt = (c.req.query("at") ?? "").slice(0, 40);
  const at = momentHere(typedAt);
  const wrongMoment = typedAt !== "" && at === undefined;
  const after = readEntryCursor(c.req.query("after") ?? "");
  const [balanceMinor, entries] = await Promise.all([
    findBalance(db, account, at),
    listEntries(db, account, { at, after, limit: pageRows + 1 }),
  ]);
  const input = {
    account,
    balanceMinor,
    entries: entries.slice(0, pageRows),
    more: entries.length > pageRows,
    typedAt,
    at,
    wrongMoment,
    after: after !== undefined,
  };
  return c.html(accountPage(frame, input), wrongMoment ? 422 : 200);
};

const showTransfer = async (desk: Desk): Promise<Response> => {
  const { c, db, scope, frame } = desk;
  const { institution = "" } = c.req.param();
  const id = uuidOf(desk);
  const known = id !== undefined && scopeHolds(scope, institution);
  const found = known ? await findTransfer(db, { institution, id }) : undefined;
  if (!found) return notFound(desk);
  const cause = await findCause(db, found.transfer);
  const { source_kind: kind, source_id: source } = found.transfer;
  const accepted = desk.treasury && kind === "breakAccepted";
  const breakId = accepted ? source.slice(0, source.indexOf("/")) : undefined;
  return c.html(transferPage(frame, { ...found, cause, breakId }));
};

/** The ledger: accounts, an account's transfers, a transfer's legs and their cause. */
export const addLedgerDeskRoutes = (app: ConsoleApp): void => {
  app.get("/console/ledger", showLedger);
  app.get("/console/ledger/accounts/:institution/:account", showAccount);
  app.get("/console/ledger/transfers/:institution/:id", showTransfer);
};
