import type { Kysely } from "kysely";
import { findAccountById } from "#src/account/account-queries.ts";
import type { Account } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { CivilPerson, CivilRegistry } from "#src/registry/civil-registry.ts";

/** What the registry says now of the person before the counter. */
export type RegistryAnswer =
  | Readonly<{ kind: "found"; person: CivilPerson }>
  | Readonly<{ kind: "unknown" }>
  | Readonly<{ kind: "down"; since: Date }>;

export type CounterPerson = Readonly<{ account: Account; registry: RegistryAnswer }>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An account, and what the registry says of its owner, asked now in the registrar's name. */
export const findCounterPerson = async (
  { db, registry }: Readonly<{ db: Kysely<SsoDatabase>; registry: CivilRegistry }>,
  personId: string,
  registrar: string,
): Promise<CounterPerson | undefined> => {
  const account = uuid.test(personId) ? await findAccountById(db, personId) : undefined;
  if (!account) return undefined;
  const found = await registry.find(account.nationalId, {
    purpose: "identity-proofing",
    asker: { officer: registrar },
  });
  const answer: RegistryAnswer = found.ok ? { kind: "found", person: found.value } : found.error;
  return { account, registry: answer };
};
