import { sql, type Kysely } from "kysely";
import type { Database } from "#src/db-types.ts";
import type { Offer } from "./offer.ts";

/** The queries of an instance in order, with the purposes for which a client may ask each. */
export const findOffers = async (
  db: Kysely<Database>,
  asked: Readonly<{ instance: string; client: string; offset: number; limit: number }>,
): Promise<Offer[]> => {
  const { rows } = await sql<Offer>`
    select service.member_code as "member", service.subsystem_code as "subsystem",
      service.service_code as "service", service.name, subsystem.name as "holder",
      service.fields, service.subject_from as "subjectFrom",
      coalesce((
        select jsonb_agg(jsonb_build_object('code', purpose.code, 'text', purpose.text)
          order by purpose.code)
        from access_right join purpose on purpose.code = access_right.purpose
        where access_right.client = ${asked.client}
          and access_right.service = concat_ws('/', service.instance, service.member_class,
            service.member_code, service.subsystem_code, service.service_code)), '[]') as "purposes"
    from service join subsystem using (instance, member_class, member_code, subsystem_code)
    where instance = ${asked.instance} and member_class = 'GOV'
    order by member_code, subsystem_code, service_code
    limit ${asked.limit} offset ${asked.offset}`.execute(db);
  return rows;
};
