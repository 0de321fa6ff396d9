import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { Database } from "#src/db-types.ts";
import { officerOf, type Usage } from "./usage.ts";

type Row = {
  at: Date;
  institution: Text;
  system: Text;
  user_id: string | null;
  purpose: Text;
  legal_basis: string;
  issue: string | null;
  service: string;
  fields: string[];
  status: number;
};

const toUsage = (row: Row): Usage => ({
  at: row.at.toISOString(),
  institution: row.institution,
  system: row.system,
  officer: officerOf(row.user_id),
  purpose: row.purpose,
  legalBasis: row.legal_basis,
  caseReference: row.issue,
  service: row.service,
  fields: row.fields,
  answered: row.status >= 200 && row.status < 300,
});

/**
 * Who asked for a person's data, newest first. `subject` as X-Road writes people (`PS` and the
 * national number); `limit` at most 100 rows from `offset`.
 */
export const findUsages = async (
  db: Kysely<Database>,
  page: { subject: string; offset: number; limit: number },
): Promise<{ rows: Usage[]; total: number }> => {
  const { rows } = await sql<Row>`
    select m.at, asker.name as institution, system.name as system, m.user_id,
      purpose.text as purpose, purpose.legal_basis, m.issue, m.service, service.fields, m.status
    from message m
    join member asker on asker.instance = split_part(m.client, '/', 1)
      and asker.member_class = split_part(m.client, '/', 2)
      and asker.member_code = split_part(m.client, '/', 3)
    join subsystem system on system.instance = asker.instance
      and system.member_class = asker.member_class and system.member_code = asker.member_code
      and system.subsystem_code = split_part(m.client, '/', 4)
    join service on service.instance = split_part(m.service, '/', 1)
      and service.member_class = split_part(m.service, '/', 2)
      and service.member_code = split_part(m.service, '/', 3)
      and service.subsystem_code = split_part(m.service, '/', 4)
      and service.service_code = split_part(m.service, '/', 5)
    join purpose on purpose.code = m.purpose
    where m.kind = 'response' and m.subject = ${page.subject}
    order by m.id desc limit ${page.limit} offset ${page.offset}`.execute(db);
  const counted = await db
    .selectFrom("message")
    .select((eb) => eb.fn.countAll<bigint>().as("total"))
    .where("kind", "=", "response")
    .where("subject", "=", page.subject)
    .executeTakeFirstOrThrow();
  return { rows: rows.map(toUsage), total: Number(counted.total) };
};

/** When the log of a person's data begins and ends; nulls when nobody ever asked. */
export const findUsagePeriod = async (
  db: Kysely<Database>,
  subject: string,
): Promise<{ from: Date | null; to: Date | null }> => {
  const row = await db
    .selectFrom("message")
    .select((eb) => [eb.fn.min("at").as("from"), eb.fn.max("at").as("to")])
    .where("kind", "=", "response")
    .where("subject", "=", subject)
    .executeTakeFirstOrThrow();
  return { from: row.from, to: row.to };
};
