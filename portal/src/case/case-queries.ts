import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import type { CaseTable, PortalDb } from "#src/db-types.ts";
import type { CheckAnswers } from "./check.ts";
import type { CaseEvent, CaseEventKind, GovernmentCase } from "./case.ts";

type Key = Readonly<{ institution: string; id: string }>;

const fee = (row: Selectable<CaseTable>): Pick<GovernmentCase, "fee"> =>
  row.fee_minor !== null && row.fee_currency !== null
    ? { fee: { amountMinor: row.fee_minor, currency: row.fee_currency } }
    : {};

const bill = (row: Selectable<CaseTable>): Pick<GovernmentCase, "bill"> =>
  row.bill_id !== null && row.billing_number !== null && row.pay_url !== null
    ? { bill: { id: row.bill_id, billingNumber: row.billing_number, payUrl: row.pay_url } }
    : {};

export const toCase = (row: Selectable<CaseTable>): GovernmentCase => ({
  institution: row.institution,
  id: row.id,
  reference: row.reference,
  serviceCode: row.service_code,
  version: row.version,
  state: row.state,
  waitsFor: row.waits_for,
  applicant: {
    nationalId: row.applicant_national_id,
    name: row.applicant_name,
    ...(row.applicant_phone === null ? {} : { phone: row.applicant_phone }),
    ...(row.applicant_born === null ? {} : { dateOfBirth: row.applicant_born }),
  },
  ...(row.represented_national_id === null
    ? {}
    : { representedNationalId: row.represented_national_id }),
  answers: row.answers,
  facts: row.facts,
  ...fee(row),
  feeLines: row.fee_lines,
  feeExemptions: row.fee_exemptions,
  feeSplits: row.fee_splits,
  feeInstalments: row.fee_instalments,
  paidMinor: row.paid_minor,
  checks: row.checks,
  ...bill(row),
  ...(row.paid_at ? { paidAt: row.paid_at } : {}),
  ...(row.receipt_url === null ? {} : { receiptUrl: row.receipt_url }),
  ...(row.question ? { question: row.question } : {}),
  ...(row.decision ? { decision: row.decision } : {}),
  submittedAt: row.submitted_at,
  updatedAt: row.updated_at,
  ...(row.closed_at ? { closedAt: row.closed_at } : {}),
});

/** A case by its key, or undefined. */
export const findCase = async (
  db: Kysely<PortalDb>,
  { institution, id }: Key,
): Promise<GovernmentCase | undefined> => {
  const row = await db
    .selectFrom("government_case")
    .selectAll()
    .where("institution", "=", institution)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && toCase(row);
};

/** A case of this institution by its reference; another institution's is not found. */
export const findCaseByReference = async (
  db: Kysely<PortalDb>,
  { institution, reference }: Readonly<{ institution: string; reference: string }>,
): Promise<GovernmentCase | undefined> => {
  const row = await db
    .selectFrom("government_case")
    .selectAll()
    .where("institution", "=", institution)
    .where("reference", "=", reference)
    .executeTakeFirst();
  return row && toCase(row);
};

/** A case of this person by its reference; another person's is not found. */
export const findOwnCase = async (
  db: Kysely<PortalDb>,
  { nationalId, reference }: Readonly<{ nationalId: string; reference: string }>,
): Promise<GovernmentCase | undefined> => {
  const row = await db
    .selectFrom("government_case")
    .selectAll()
    .where("reference", "=", reference)
    .where("applicant_national_id", "=", nationalId)
    .executeTakeFirst();
  return row && toCase(row);
};

/** This person's cases, the last changed first, at most `limit`. */
export const findCasesOfPerson = async (
  db: Kysely<PortalDb>,
  nationalId: string,
  limit = 100,
): Promise<GovernmentCase[]> => {
  const rows = await db
    .selectFrom("government_case")
    .selectAll()
    .where("applicant_national_id", "=", nationalId)
    .orderBy("updated_at", "desc")
    .limit(limit)
    .execute();
  return rows.map(toCase);
};

/** Locks a case for a command; others who would change it wait. */
export const lockCase = async (
  tx: Transaction<PortalDb>,
  { institution, id }: Key,
): Promise<GovernmentCase | undefined> => {
  const row = await tx
    .selectFrom("government_case")
    .selectAll()
    .where("institution", "=", institution)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row && toCase(row);
};

/** Keeps what checks have answered beside the case, where its rules read it. */
export const setCheckAnswers = async (
  tx: Transaction<PortalDb>,
  { institution, id }: Key,
  checks: CheckAnswers,
): Promise<void> => {
  await tx
    .updateTable("government_case")
    .set({ checks: JSON.stringify(checks), updated_at: new Date() })
    .where("institution", "=", institution)
    .where("id", "=", id)
    .execute();
};

/** The timeline, oldest first; the institution's internal entries only where asked for. */
export const findCaseEvents = async (
  db: Kysely<PortalDb>,
  { institution, id }: Key,
  options: Readonly<{ internal: boolean }>,
): Promise<CaseEvent[]> => {
  let query = db
    .selectFrom("case_event")
    .selectAll()
    .where("institution", "=", institution)
    .where("case_id", "=", id);
  if (!options.internal) query = query.where("internal", "=", false);
  const rows = await query.orderBy("seq").limit(500).execute();
  return rows.map((row) => ({
    seq: row.seq,
    kind: row.kind as CaseEventKind,
    state: row.state,
    actorKind: row.actor_kind,
    ...(row.actor === null ? {} : { actor: row.actor }),
    internal: row.internal,
    data: row.data,
    at: row.at,
  }));
};

/** How long decided cases took in the last half year: half and nine tenths of them, in hours. */
export type UsualTime = Readonly<{ count: number; medianHours: number; ninetyHours: number }>;

/** By service, those of which enough was decided to say. */
export const measureUsualTimes = async (
  db: Kysely<PortalDb>,
  serviceCode?: string,
): Promise<Map<string, UsualTime>> => {
  const hours = sql`extract(epoch from closed_at - submitted_at) / 3600`;
  const one = serviceCode === undefined ? sql`true` : sql`service_code = ${serviceCode}`;
  const { rows } = await sql<{ code: string; count: number; median: number; ninety: number }>`
    select service_code as code, count(*)::int as count,
      percentile_cont(0.5) within group (order by ${hours}) as median,
      percentile_cont(0.9) within group (order by ${hours}) as ninety
    from government_case
    where ${one} and decision is not null and closed_at > now() - interval '180 days'
    group by service_code having count(*) >= 10`.execute(db);
  return new Map(
    rows.map(({ code, count, median, ninety }) => [
      code,
      { count, medianHours: median, ninetyHours: ninety },
    ]),
  );
};

/** The same of one service, or undefined. */
export const measureUsualTime = async (
  db: Kysely<PortalDb>,
  serviceCode: string,
): Promise<UsualTime | undefined> => (await measureUsualTimes(db, serviceCode)).get(serviceCode);
