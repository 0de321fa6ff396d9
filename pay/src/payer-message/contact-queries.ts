import { sql } from "kysely";
import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { Lang } from "@gov/kit/text.ts";
import type { PayDatabase } from "#src/db-types.ts";

/** A charge or a bill: both have their own ids. */
export type ContactSubject = Readonly<{ institution_id: string; id: string }>;
export type Contact = Readonly<{ phone: string; lang: Lang }>;

const contextOf = (subjectId: string): string => `payer_contact/${subjectId}`;

/** Keeps where the payer is told, encrypted; the last one counts. */
export const saveContact = async (
  tx: Tx<PayDatabase>,
  encryptionKey: Uint8Array,
  { institution_id, id }: ContactSubject,
  { phone, lang }: Contact,
): Promise<void> => {
  const sealed = encryptAtRest(encryptionKey, Buffer.from(phone), contextOf(id));
  await sql`
    insert into payer_contact (institution_id, subject_id, phone_sealed, lang)
    values (${institution_id}, ${id}, ${sealed}, ${lang})
    on conflict (institution_id, subject_id) do update
      set phone_sealed = excluded.phone_sealed, lang = excluded.lang, created_at = now()
    `.execute(tx);
};

export const openContact = (
  encryptionKey: Uint8Array,
  row: Readonly<{ subject_id: string; phone_sealed: Buffer }>,
): string => decryptAtRest(encryptionKey, row.phone_sealed, contextOf(row.subject_id)).toString();

/** Forgets numbers and what was sent after half a year: a later refund goes without a message. */
export const sweepContacts = async (db: Database<PayDatabase>, limit: number): Promise<void> => {
  await sql`
    delete from payer_contact where (institution_id, subject_id) in
      (select institution_id, subject_id from payer_contact
        where created_at < now() - interval '180 days' limit ${limit})`.execute(db);
  await sql`
    delete from payer_message where (institution_id, charge_id, position) in
      (select institution_id, charge_id, position from payer_message
        where created_at < now() - interval '180 days' limit ${limit})`.execute(db);
};
