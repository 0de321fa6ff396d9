import { sql, type Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { inScope } from "#src/lane/scope-queries.ts";
import type { Scope } from "#src/lane/scope.ts";
import { lockToMend, mendPayout } from "./payout-queries.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type IbanChangeRow = Selectable<PayDatabase["iban_change"]>;

/** Who asks for another account: a person at the console, or a program over the API. */
export type Asker = Readonly<{ kind: "staff" | "client"; name: string }>;
export type AskRefusal = "billerUnknown" | "ibanSame" | "ibanChangeOpen";

type Asked = Readonly<{ billerCode: string; currency: Currency; newIban: string; by: Asker }>;

/** Notes that a biller is to be paid to another account; nothing changes until another approves. */
export const askIbanChange = async (
  tx: Tx<PayDatabase>,
  { billerCode, currency, newIban, by }: Asked,
): Promise<Result<"asked" | "asBefore", AskRefusal>> => {
  const biller = await tx
    .selectFrom("biller")
    .leftJoin("biller_account", (join) =>
      join
        .onRef("biller_account.institution_id", "=", "biller.institution_id")
        .onRef("biller_account.biller_code", "=", "biller.code")
        .on("biller_account.currency", "=", currency),
    )
    .select(["biller.institution_id", "biller_account.iban"])
    .where("biller.code", "=", billerCode)
    .executeTakeFirst();
  if (!biller) return err("billerUnknown");
  if (biller.iban === newIban) return err("ibanSame");
  const open = await tx
    .selectFrom("iban_change")
    .selectAll()
    .where("biller_code", "=", billerCode)
    .where("currency", "=", currency)
    .where(sql<boolean>`status = 'waits'`)
    .executeTakeFirst();
  if (open) return open.new_iban === newIban ? ok("asBefore") : err("ibanChangeOpen");
  await tx
    .insertInto("iban_change")
    .values({
      institution_id: biller.institution_id,
      biller_code: billerCode,
      currency,
      old_iban: biller.iban,
      new_iban: newIban,
      asked_by_kind: by.kind,
      asked_by: by.name,
      decided_by: null,
      decided_at: null,
    })
    .execute();
  return ok("asked");
};

export type ChangeVerdict = "approved" | "rejected";
export type ChangeRefusal = "changeUnknown" | "changeDecided" | "samePerson";

/** Whether this person may decide so: who asked may take it back, and never approve it. */
export const decideChange = (
  change: Pick<IbanChangeRow, "status" | "asked_by_kind" | "asked_by">,
  verdict: ChangeVerdict,
  person: string,
): "decide" | ChangeRefusal => {
  if (change.status !== "waits") return "changeDecided";
  const own = change.asked_by_kind === "staff" && change.asked_by === person;
  return own && verdict === "approved" ? "samePerson" : "decide";
};

/**
 * A second person decides. Approved, the biller is paid to the new account from now on, and what
 * came back from the old one no longer stands in the way.
 */
export const decideOnChange = async (
  tx: Tx<PayDatabase>,
  input: Readonly<{ id: string; verdict: ChangeVerdict; person: string }>,
): Promise<Result<IbanChangeRow, ChangeRefusal>> => {
  const { id, verdict, person } = input;
  const change = await tx
    .selectFrom("iban_change")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!change) return err("changeUnknown");
  const decision = decideChange(change, verdict, person);
  if (decision !== "decide") return err(decision);
  const decided = await tx
    .updateTable("iban_change")
    .set({ status: verdict, decided_by: person, decided_at: new Date() })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (verdict === "rejected") return ok(decided);
  const { institution_id, biller_code, currency, new_iban } = change;
  await sql`
    insert into biller_account (institution_id, biller_code, currency, iban)
    values (${institution_id}, ${biller_code}, ${currency}, ${new_iban})
    on conflict (institution_id, biller_code, currency) do update set iban = excluded.iban
    `.execute(tx);
  for (const payout of await lockToMend(tx, { billerCode: biller_code, currency })) {
    await mendPayout(tx, payout, { person, how: "ibanChanged" });
  }
  return ok(decided);
};

export type ShownChange = IbanChangeRow & Readonly<{ name_ar: string; name_en: string }>;

/** Changes of accounts, those that wait first. */
export const listIbanChanges = async (
  db: Reader,
  scope: Scope,
  limit: number,
): Promise<ShownChange[]> => {
  const { rows } = await sql<ShownChange>`
    select c.*, b.name_ar, b.name_en from iban_change c join biller b on b.code = c.biller_code
    where ${inScope(scope, "b")}
    order by c.status = 'waits' desc, c.asked_at desc, c.id desc limit ${limit}`.execute(db);
  return rows;
};

/** Accounts that were asked for and wait, of one biller. */
export const listOpenChanges = async (
  db: Reader,
  billerCode: string,
): Promise<Pick<IbanChangeRow, "currency" | "new_iban">[]> =>
  await db
    .selectFrom("iban_change")
    .select(["currency", "new_iban"])
    .where("biller_code", "=", billerCode)
    .where(sql<boolean>`status = 'waits'`)
    .orderBy("currency")
    .execute();

export type AccountLine = Readonly<{
  institution_id: string;
  biller_code: string;
  name_ar: string;
  name_en: string;
  currency: Currency;
  iban: string | null;
}>;

/**
 * The accounts that billers are paid to, and those that are missing in a currency in which something
 * was collected; no test lane's, which are never paid.
 */
export const listBillerAccounts = async (db: Reader, scope: Scope): Promise<AccountLine[]> => {
  const { rows } = await sql<AccountLine>`
    select b.institution_id, b.code as biller_code, b.name_ar, b.name_en, k.currency, a.iban
    from (select biller_code, currency from biller_account
        union select owner, currency from ledger_account where kind = 'billerPayable') k
      join biller b on b.code = k.biller_code
      left join biller_account a on a.institution_id = b.institution_id
        and a.biller_code = b.code and a.currency = k.currency
    where ${inScope(scope, "b")} and b.institution_id not like '%-test'
    order by b.code, k.currency limit 1000`.execute(db);
  return rows;
};
