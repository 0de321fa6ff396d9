import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { isTestLane } from "#src/lane/lane.ts";
import { askIbanChange } from "#src/settlement/iban-change-queries.ts";

export type Biller = Readonly<{
  code: string;
  institution: string;
  name: Text;
  ibans: readonly Readonly<{ currency: Currency; iban: string }>[];
  serviceTypes: readonly string[];
}>;

/** The query for billers of these codes with their accounts and service types. */
export const billersQuery = (codes: readonly string[]) =>
  sql<Biller>`
    select b.code, b.institution_id as institution,
      json_build_object('ar', b.name_ar, 'en', b.name_en) as name,
      coalesce((select json_agg(json_build_object('currency', a.currency, 'iban', a.iban)
          order by a.currency) from biller_account a
        where a.institution_id = b.institution_id and a.biller_code = b.code), '[]') as ibans,
      coalesce((select json_agg(s.service_type order by s.service_type)
        from biller_service_type s
        where s.institution_id = b.institution_id and s.biller_code = b.code), '[]')
        as "serviceTypes"
    from biller b where b.code = any(${[...codes]}::text[])`;

/** A biller with its accounts and service types, or undefined. */
export const findBiller = async (
  db: Database<PayDatabase> | Tx<PayDatabase>,
  code: string,
): Promise<Biller | undefined> => (await billersQuery([code]).execute(db)).rows[0];

const putAccounts = async (
  tx: Tx<PayDatabase>,
  { code, institution, ibans }: Pick<Biller, "code" | "institution" | "ibans">,
): Promise<void> => {
  await sql`delete from biller_account
    where institution_id = ${institution} and biller_code = ${code}`.execute(tx);
  await sql`
    insert into biller_account (institution_id, biller_code, currency, iban)
    select ${institution}, ${code}, currency, iban from
      unnest(${ibans.map((one) => one.currency)}::text[],
        ${ibans.map((one) => one.iban)}::text[]) as a (currency, iban)`.execute(tx);
};

/**
 * The accounts that a biller keeps of those it had; each other one that is given waits for a
 * second person, because money is paid out to it.
 */
const keptAccounts = async (
  tx: Tx<PayDatabase>,
  input: Readonly<{ before: Biller; after: Biller; clientId: string }>,
): Promise<Result<Biller["ibans"], "ibanChangeOpen">> => {
  const { before, after, clientId } = input;
  for (const { currency, iban } of after.ibans) {
    if (before.ibans.some((one) => one.currency === currency && one.iban === iban)) continue;
    const by = { kind: "client", name: clientId } as const;
    const asked = await askIbanChange(tx, { billerCode: after.code, currency, newIban: iban, by });
    if (!asked.ok && asked.error === "ibanChangeOpen") return err(asked.error);
  }
  const stays = new Set(after.ibans.map((one) => one.currency));
  return ok(before.ibans.filter((one) => stays.has(one.currency)));
};

/**
 * Makes or replaces a biller; it never moves to another institution. Of one that is there already,
 * another account is only asked for.
 */
export const putBiller = async (
  tx: Tx<PayDatabase>,
  biller: Biller,
  clientId: string,
): Promise<Result<"created" | "updated", "billerElsewhere" | "ibanChangeOpen">> => {
  const { code, institution } = biller;
  const before = await findBiller(tx, code);
  if (before && before.institution !== institution) return err("billerElsewhere");
  await sql`insert into institution (institution_id) values (${institution})
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ created: boolean }>`
    insert into biller as b (institution_id, code, name_ar, name_en)
    values (${institution}, ${code}, ${biller.name.ar}, ${biller.name.en})
    on conflict (code) do update
      set name_ar = excluded.name_ar, name_en = excluded.name_en, updated_at = now()
      where b.institution_id = excluded.institution_id
    returning xmax = 0 as created`.execute(tx);
  if (!rows[0]) return err("billerElsewhere");
  const accounts =
    before && !isTestLane(institution)
      ? await keptAccounts(tx, { before, after: biller, clientId })
      : ok(biller.ibans);
  if (!accounts.ok) return accounts;
  await putAccounts(tx, { ...biller, ibans: accounts.value });
  await sql`delete from biller_service_type
    where institution_id = ${institution} and biller_code = ${code}`.execute(tx);
  await sql`
    insert into biller_service_type (institution_id, biller_code, service_type)
    select ${institution}, ${code}, unnest(${[...biller.serviceTypes]}::text[])`.execute(tx);
  return ok(rows[0].created ? "created" : "updated");
};

const mostServiceTypes = 200;

/** Adds what a biller collects for; one that it had stays. */
export const addServiceType = async (
  tx: Tx<PayDatabase>,
  { code, serviceType }: Readonly<{ code: string; serviceType: string }>,
): Promise<Result<"created" | "updated", "billerUnknown" | "serviceTypesFull">> => {
  const biller = await findBiller(tx, code);
  if (!biller) return err("billerUnknown");
  if (biller.serviceTypes.includes(serviceType)) return ok("updated");
  if (biller.serviceTypes.length >= mostServiceTypes) return err("serviceTypesFull");
  await sql`
    insert into biller_service_type (institution_id, biller_code, service_type)
    values (${biller.institution}, ${code}, ${serviceType}) on conflict do nothing`.execute(tx);
  return ok("created");
};
