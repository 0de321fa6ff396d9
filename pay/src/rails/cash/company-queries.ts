import { sql, type Selectable } from "kysely";
import { violatedConstraint, type Database, type Tx } from "@gov/kit/db.ts";
import type { Currency, Money } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { PayDatabase } from "#src/db-types.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type CompanyRow = Selectable<PayDatabase["cash_company"]>;
export type AgentRow = Selectable<PayDatabase["cash_agent"]>;

type NewCompany = Readonly<{
  code: string;
  institution: string;
  clientId: string;
  name: Text;
  active: boolean;
}>;

/** Makes or replaces a company; true when it is new. Throws where another has its client. */
export const putCompany = async (tx: Tx<PayDatabase>, company: NewCompany): Promise<boolean> => {
  const { rows } = await sql<{ created: boolean }>`
    insert into cash_company (company_code, institution, client_id, name_ar, name_en, active)
    values (${company.code}, ${company.institution}, ${company.clientId}, ${company.name.ar},
      ${company.name.en}, ${company.active})
    on conflict (company_code) do update set institution = excluded.institution,
      client_id = excluded.client_id, name_ar = excluded.name_ar, name_en = excluded.name_en,
      active = excluded.active, updated_at = now()
    returning xmax = 0 as created`.execute(tx);
  return rows[0]?.created === true;
};

/** Another company has this institution or client. */
export const isCompanyTaken = (error: unknown): boolean =>
  violatedConstraint(error)?.startsWith("cash_company_") === true;

export const findCompany = async (db: Reader, code: string): Promise<CompanyRow | undefined> =>
  await db
    .selectFrom("cash_company")
    .selectAll()
    .where("company_code", "=", code)
    .executeTakeFirst();

/** The company that a machine client speaks for; what it began it may finish when not active. */
export const findCompanyOfClient = async (
  db: Reader,
  clientId: string,
): Promise<CompanyRow | undefined> =>
  await db
    .selectFrom("cash_company")
    .selectAll()
    .where("client_id", "=", clientId)
    .executeTakeFirst();

export const listCompanies = async (db: Reader): Promise<CompanyRow[]> =>
  await db.selectFrom("cash_company").selectAll().orderBy("company_code").limit(200).execute();

type NewAgent = Readonly<{
  companyCode: string;
  code: string;
  name: Text;
  place: Text;
  active: boolean;
  clerks: readonly string[];
}>;

/** Makes or replaces an agent and who serves there; true when it is new. */
export const putAgent = async (tx: Tx<PayDatabase>, agent: NewAgent): Promise<boolean> => {
  const { companyCode, code } = agent;
  const { rows } = await sql<{ created: boolean }>`
    insert into cash_agent
      (company_code, agent_code, name_ar, name_en, place_ar, place_en, active)
    values (${companyCode}, ${code}, ${agent.name.ar}, ${agent.name.en}, ${agent.place.ar},
      ${agent.place.en}, ${agent.active})
    on conflict (company_code, agent_code) do update set name_ar = excluded.name_ar,
      name_en = excluded.name_en, place_ar = excluded.place_ar, place_en = excluded.place_en,
      active = excluded.active, updated_at = now()
    returning xmax = 0 as created`.execute(tx);
  await tx
    .deleteFrom("cash_clerk")
    .where("company_code", "=", companyCode)
    .where("agent_code", "=", code)
    .execute();
  if (agent.clerks.length > 0) {
    await tx
      .insertInto("cash_clerk")
      .values(
        agent.clerks.map((username) => ({
          company_code: companyCode,
          agent_code: code,
          username,
        })),
      )
      .execute();
  }
  return rows[0]?.created === true;
};

export const isClerkTaken = (error: unknown): boolean =>
  violatedConstraint(error) === "cash_clerk_pkey";

/** An active agent of the company. */
export const findAgent = async (
  db: Reader,
  companyCode: string,
  agentCode: string,
): Promise<AgentRow | undefined> =>
  await db
    .selectFrom("cash_agent")
    .selectAll()
    .where("company_code", "=", companyCode)
    .where("agent_code", "=", agentCode)
    .where("active", "=", true)
    .executeTakeFirst();

export type Counter = Readonly<{ company: CompanyRow; agent: AgentRow }>;

/** Where a person of the company's institution serves, if company and agent are active. */
export const findCounterOfClerk = async (
  db: Reader,
  institution: string,
  username: string,
): Promise<Counter | undefined> => {
  const company = await db
    .selectFrom("cash_company")
    .selectAll()
    .where("institution", "=", institution)
    .where("active", "=", true)
    .executeTakeFirst();
  if (!company) return undefined;
  const clerk = await db
    .selectFrom("cash_clerk")
    .select("agent_code")
    .where("company_code", "=", company.company_code)
    .where("username", "=", username)
    .executeTakeFirst();
  const agent = clerk && (await findAgent(db, company.company_code, clerk.agent_code));
  return agent ? { company, agent } : undefined;
};

export type FloatLine = Readonly<{ free: Money; held: Money }>;

/** What a company may still collect, and what is held, by currency. */
export const listFloats = async (
  db: Reader,
  treasury: string,
  companyCode: string,
): Promise<FloatLine[]> => {
  const { rows } = await sql<{ currency: Currency; free: bigint; held: bigint }>`
    select currency,
      coalesce(-sum(balance_minor) filter (where kind = 'agentFloat'), 0)::bigint as free,
      coalesce(-sum(balance_minor) filter (where kind = 'agentHold'), 0)::bigint as held
    from account_balance
    where institution_id = ${treasury} and kind in ('agentFloat', 'agentHold')
      and owner = ${companyCode}
    group by currency order by currency`.execute(db);
  return rows.map(({ currency, free, held }) => ({
    free: { amountMinor: free, currency },
    held: { amountMinor: held, currency },
  }));
};
