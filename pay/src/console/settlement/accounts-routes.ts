import { inTransaction } from "@gov/kit/db.ts";
import { currencySchema } from "@gov/kit/money-schema.ts";
import type { Text } from "@gov/kit/text.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { ibanErrorTexts, parseIban } from "@gov/country/iban.ts";
import {
  askIbanChange,
  decideOnChange,
  listBillerAccounts,
  listIbanChanges,
} from "#src/settlement/iban-change-queries.ts";
import { scopeHolds } from "#src/lane/scope.ts";
import { mayDecide, notFound, uuidOf, type ConsoleApp, type Desk } from "../desk.ts";
import { formTexts } from "../form-once.ts";
import { accountsPage } from "./accounts-page.ts";
import { accountsPath, changeRefusalTexts, settlementTexts as texts } from "./settlement-texts.ts";

const shownChanges = 100;

/** Supervisors and administrators ask, of the biller's institution or of the treasury. */
const mayAsk = ({ staff, scope }: Desk): boolean => mayDecide(staff) && !scope.test;
/** The treasury decides, because it is its money that goes there. */
const mayDecideHere = ({ staff, treasury, scope }: Desk): boolean =>
  treasury && !scope.test && mayDecide(staff);

type More = Readonly<{
  biller?: string | undefined;
  currency?: string | undefined;
  typed?: string;
  error?: Text;
  warning?: Text;
  done?: boolean;
}>;

const showAccounts = async (desk: Desk, more: More): Promise<Response> => {
  const { c, db, scope, staff, frame, lang, csrfToken } = desk;
  const [accounts, changes] = await Promise.all([
    listBillerAccounts(db, scope),
    listIbanChanges(db, scope, shownChanges),
  ]);
  const chosen = mayAsk(desk)
    ? accounts.find((one) => one.biller_code === more.biller && one.currency === more.currency)
    : undefined;
  const said = more.warning ?? (more.done ? texts.askedDone : undefined);
  const page = accountsPage(
    { ...frame, path: accountsPath },
    {
      accounts,
      changes,
      chosen,
      typed: more.typed ?? "",
      error: more.error,
      person: staff.username,
      mayAsk: mayAsk(desk),
      mayDecide: mayDecideHere(desk),
      csrfToken,
      notice: said
        ? notice({ kind: more.warning ? "warn" : "success", lang, live: true, title: said })
        : undefined,
    },
  );
  return c.html(page, more.error ? 422 : more.warning ? 409 : 200);
};

const ask = async (desk: Desk): Promise<Response> => {
  const { c, db, scope, staff } = desk;
  const { biller = "", currency: typedCurrency = "", iban: typed = "" } = await formTexts(desk);
  const currency = currencySchema.safeParse(typedCurrency);
  const accounts = await listBillerAccounts(db, scope);
  const account = accounts.find(
    (one) => one.biller_code === biller && one.currency === currency.data,
  );
  if (!mayAsk(desk) || !account || !scopeHolds(scope, account.institution_id)) {
    return notFound(desk);
  }
  const chosen = { biller, currency: account.currency, typed };
  const iban = parseIban(typed);
  if (!iban.ok) return await showAccounts(desk, { ...chosen, error: ibanErrorTexts[iban.error] });
  const by = { kind: "staff", name: staff.username } as const;
  const asked = await inTransaction(db, (tx) =>
    askIbanChange(tx, {
      billerCode: biller,
      currency: account.currency,
      newIban: iban.value,
      by,
    }),
  );
  if (asked.ok) return c.redirect(`${accountsPath}?done=1`, 303);
  return await showAccounts(desk, { ...chosen, error: changeRefusalTexts[asked.error] });
};

const decide = async (desk: Desk): Promise<Response> => {
  const { c, db, scope, staff } = desk;
  const id = uuidOf(desk);
  const { verdict } = await formTexts(desk);
  if (id === undefined || (verdict !== "approved" && verdict !== "rejected")) return notFound(desk);
  const shown = await listIbanChanges(db, scope, shownChanges);
  const change = shown.find((one) => one.id === id);
  const own = change?.asked_by_kind === "staff" && change.asked_by === staff.username;
  const may = mayDecideHere(desk) || (own && verdict === "rejected");
  if (!change || !may) return notFound(desk);
  const decided = await inTransaction(db, (tx) =>
    decideOnChange(tx, { id, verdict, person: staff.username }),
  );
  if (decided.ok) return c.redirect(accountsPath, 303);
  return await showAccounts(desk, { warning: changeRefusalTexts[decided.error] });
};

/** Billers' accounts, and the changes of them that two people make. */
export const addAccountRoutes = (app: ConsoleApp): void => {
  app.get(accountsPath, (desk) => {
    const { biller, currency, done } = desk.c.req.query();
    return showAccounts(desk, { biller, currency, done: done === "1" });
  });
  app.post(accountsPath, ask);
  app.post(`${accountsPath}/:id`, decide);
};
