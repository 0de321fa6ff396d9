import { inTransaction } from "@gov/kit/db.ts";
import type { ExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import { findAccountById } from "#src/account/account-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { askRepresented, type Represented } from "#src/registry/represented.ts";
import { takeStep } from "./change-mandate.ts";
import {
  insertMandate,
  listUnconfirmed,
  lockRegistryMandates,
  saveConfirmation,
} from "./mandate-queries.ts";
import type { Mandate } from "./mandate.ts";
import { writeMandateEvent } from "./write-event.ts";

type Db = Kysely<SsoDatabase>;
type Person = Readonly<{ id: string; nationalId: string }>;

const byRegistry = { side: "registry", personId: null } as const;

const recogniseNew = async (
  tx: Db,
  person: Person,
  fact: Represented,
  now: Date,
): Promise<void> => {
  const mandate = {
    kind: fact.kind,
    representativeId: person.id,
    representedNumber: fact.number,
    representedName: fact.name,
    role: fact.role,
    services: null,
    state: "active",
    validFrom: now,
    validUntil: fact.until,
    answerUntil: null,
    checkedAt: now,
  } as const;
  const id = await insertMandate(tx, mandate);
  if (id === undefined) return;
  await writeMandateEvent(
    tx,
    { ...mandate, id },
    { ...byRegistry, event: "recognise", clientId: null },
  );
};

const follow = async (
  tx: Db,
  mandate: Mandate,
  fact: Represented | undefined,
  now: Date,
): Promise<void> => {
  if (fact) {
    await saveConfirmation(tx, mandate.id, fact, now);
    const known = { ...mandate, validUntil: fact.until, checkedAt: now };
    if (known.state === "expired") {
      await takeStep(tx, known, { ...byRegistry, event: "recognise" }, now);
    }
  } else if (mandate.state === "active") {
    await takeStep(tx, mandate, { ...byRegistry, event: "lapse" }, now);
  }
};

/**
 * Asks a registry whom the person may act for, and brings their mandates up to it: new ones are
 * recognised, gone ones lapse and end what was issued under them. A registry that is down changes
 * nothing.
 */
export const confirmMandates = async (
  { db, registries }: Readonly<{ db: Db; registries: ExchangeClient }>,
  person: Person,
  kind: Represented["kind"],
  now = new Date(),
): Promise<Result<void, "down">> => {
  const answer = await askRepresented(registries, kind, person.nationalId);
  if (!answer.ok) return err(answer.error);
  const facts = new Map(
    answer.value
      .filter(({ until }) => until === null || until > now)
      .map((fact) => [fact.number, fact]),
  );
  await inTransaction(db, async (tx) => {
    const known = await lockRegistryMandates(tx, person.id, kind);
    for (const mandate of known) {
      await follow(tx, mandate, facts.get(mandate.representedNumber), now);
    }
    const numbers = new Set(known.map(({ representedNumber }) => representedNumber));
    for (const fact of facts.values()) {
      if (!numbers.has(fact.number)) await recogniseNew(tx, person, fact, now);
    }
  });
  return ok(undefined);
};

const dailyMs = 20 * 3_600_000;
const batch = 2_000;

/**
 * Asks the registries again about every mandate that they have not confirmed for a day. Stops
 * asking a registry that is down; gives how many people were asked about.
 */
export const confirmAll = async (
  deps: Readonly<{ db: Db; registries: ExchangeClient }>,
  now = new Date(),
): Promise<number> => {
  const due = await listUnconfirmed(deps.db, new Date(now.getTime() - dailyMs), batch);
  const down = new Set<string>();
  let asked = 0;
  for (const { representativeId, kind } of due) {
    const person = await findAccountById(deps.db, representativeId);
    if (!person || down.has(kind)) continue;
    const confirmed = await confirmMandates(deps, person, kind, now);
    if (confirmed.ok) asked += 1;
    else down.add(kind);
  }
  return asked;
};
