import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { Database } from "#src/db-types.ts";
import type { ServiceId, SubsystemId } from "#src/member/identifier.ts";

type MemberId = Omit<SubsystemId, "subsystemCode">;

const memberKey = (id: MemberId) => ({
  instance: id.instance,
  member_class: id.memberClass,
  member_code: id.memberCode,
});

export const putMember = async (db: Kysely<Database>, id: MemberId, name: Text): Promise<void> => {
  const values = { ...memberKey(id), name: JSON.stringify(name) };
  await db
    .insertInto("member")
    .values(values)
    .onConflict((oc) =>
      oc.columns(["instance", "member_class", "member_code"]).doUpdateSet({ name: values.name }),
    )
    .execute();
};

export const putSubsystem = async (
  db: Kysely<Database>,
  id: SubsystemId,
  subsystem: { name: Text; publicKeyJwk?: object | undefined },
): Promise<void> => {
  const name = JSON.stringify(subsystem.name);
  const key = subsystem.publicKeyJwk ? JSON.stringify(subsystem.publicKeyJwk) : null;
  await db
    .insertInto("subsystem")
    .values({ ...memberKey(id), subsystem_code: id.subsystemCode, name, public_key: key })
    .onConflict((oc) =>
      oc
        .columns(["instance", "member_class", "member_code", "subsystem_code"])
        .doUpdateSet({ name, public_key: key }),
    )
    .execute();
};

export const putService = async (
  db: Kysely<Database>,
  id: ServiceId,
  service: { name: Text; url: string; fields: string[]; subjectFrom: string },
): Promise<void> => {
  const values = {
    name: JSON.stringify(service.name),
    url: service.url,
    fields: service.fields,
    subject_from: service.subjectFrom,
  };
  await db
    .insertInto("service")
    .values({
      ...memberKey(id),
      subsystem_code: id.subsystemCode,
      service_code: id.serviceCode,
      ...values,
    })
    .onConflict((oc) =>
      oc
        .columns(["instance", "member_class", "member_code", "subsystem_code", "service_code"])
        .doUpdateSet(values),
    )
    .execute();
};

export const putPurpose = async (
  db: Kysely<Database>,
  purpose: { code: string; text: Text; legalBasis: string },
): Promise<void> => {
  const values = { text: JSON.stringify(purpose.text), legal_basis: purpose.legalBasis };
  await db
    .insertInto("purpose")
    .values({ code: purpose.code, ...values })
    .onConflict((oc) => oc.column("code").doUpdateSet(values))
    .execute();
};

/** The purposes of one client at one service become exactly these. */
export const putAccessRights = async (
  db: Kysely<Database>,
  right: { client: string; service: string; purposes: readonly string[] },
): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom("access_right")
      .where("client", "=", right.client)
      .where("service", "=", right.service)
      .execute();
    await sql`
      insert into access_right (client, service, purpose)
      select ${right.client}, ${right.service}, unnest(${[...right.purposes]}::text[])`.execute(tx);
  });
};
