import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { PayDatabase } from "#src/db-types.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

/** A service that is paid without a bill. */
export type PrepaidService = Readonly<{
  serviceType: string;
  institutionId: string;
  billerCode: string;
  /** The biller's Arabic name. */
  billerName: string;
  clientId: string;
  name: Text;
  currency: Currency;
  lowerMinor: bigint;
  upperMinor: bigint;
  active: boolean;
}>;

export type PrepaidAccount = Readonly<{ number: string; holderName: string; active: boolean }>;

export const findPrepaidService = async (
  db: Reader,
  serviceType: string,
): Promise<PrepaidService | undefined> => {
  const row = await db
    .selectFrom("prepaid_service as service")
    .innerJoin("biller", (join) =>
      join
        .onRef("biller.institution_id", "=", "service.institution_id")
        .onRef("biller.code", "=", "service.biller_code"),
    )
    .selectAll("service")
    .select("biller.name_ar as biller_name")
    .where("service.service_type", "=", serviceType)
    .executeTakeFirst();
  return (
    row && {
      serviceType: row.service_type,
      institutionId: row.institution_id,
      billerCode: row.biller_code,
      billerName: row.biller_name,
      clientId: row.client_id,
      name: { ar: row.name_ar, en: row.name_en },
      currency: row.currency,
      lowerMinor: row.lower_minor,
      upperMinor: row.upper_minor,
      active: row.active,
    }
  );
};

export const findPrepaidAccount = async (
  db: Reader,
  serviceType: string,
  number: string,
): Promise<PrepaidAccount | undefined> => {
  const row = await db
    .selectFrom("prepaid_account")
    .selectAll()
    .where("service_type", "=", serviceType)
    .where("number", "=", number)
    .executeTakeFirst();
  return row && { number: row.number, holderName: row.holder_name, active: row.active };
};

type PrepaidServiceBody = Readonly<{
  name: Text;
  currency: Currency;
  lowerMinor: bigint;
  upperMinor: bigint;
  active: boolean;
}>;

/** Makes or replaces a service of this biller; false where the code is another biller's. */
export const putPrepaidService = async (
  tx: Tx<PayDatabase>,
  key: Readonly<{
    serviceType: string;
    institutionId: string;
    billerCode: string;
    clientId: string;
  }>,
  body: PrepaidServiceBody,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    insert into prepaid_service as s (service_type, institution_id, biller_code, client_id,
      name_ar, name_en, currency, lower_minor, upper_minor, active)
    values (${key.serviceType}, ${key.institutionId}, ${key.billerCode}, ${key.clientId},
      ${body.name.ar}, ${body.name.en}, ${body.currency}, ${body.lowerMinor}, ${body.upperMinor},
      ${body.active})
    on conflict (service_type) do update set name_ar = excluded.name_ar,
      name_en = excluded.name_en, currency = excluded.currency,
      lower_minor = excluded.lower_minor, upper_minor = excluded.upper_minor,
      active = excluded.active, updated_at = now()
      where s.institution_id = excluded.institution_id and s.biller_code = excluded.biller_code
        and s.client_id = excluded.client_id`.execute(tx);
  return numAffectedRows === 1n;
};

/** Makes or replaces accounts of a service, all or none. */
export const putPrepaidAccounts = async (
  tx: Tx<PayDatabase>,
  serviceType: string,
  accounts: readonly PrepaidAccount[],
): Promise<void> => {
  await sql`
    insert into prepaid_account (service_type, number, holder_name, active)
    select ${serviceType}, number, holder_name, active from unnest(
      ${accounts.map((one) => one.number)}::text[],
      ${accounts.map((one) => one.holderName)}::text[],
      ${accounts.map((one) => one.active)}::boolean[]) as a (number, holder_name, active)
    on conflict (service_type, number) do update set holder_name = excluded.holder_name,
      active = excluded.active, updated_at = now()`.execute(tx);
};
