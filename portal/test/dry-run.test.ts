import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inTransaction } from "@gov/kit/db.ts";
import { handleOne } from "@gov/kit/outbox.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { sql } from "kysely";
import { draftKey } from "#src/designer/draft.ts";
import { beginDraft } from "#src/designer/draft-life-queries.ts";
import { findDraft, saveDraft } from "#src/designer/draft-queries.ts";
import {
  beginDryRun,
  continueDryRun,
  dryRunKind,
  findChanges,
  findLastRun,
} from "#src/designer/dry-run-queries.ts";
import { catalogue, createCaseDatabase, layla, serviceCode, silent } from "./case-under-test.ts";

let database: Awaited<ReturnType<typeof createCaseDatabase>>;
before(async () => (database = await createCaseDatabase()));
after(async () => await database.drop());

const count = 10_000;
const key = draftKey("transport", "vehicle-licence");
const officer = {
  username: "rula",
  name: { ar: "رلى", en: "Rula" },
  institution: "transport",
  roles: ["designer"],
};

/** Case number n: every combination of engine, fines and period, some thousand times over. */
const engineOf = (n: number): number => 1000 + (n % 40) * 50;
const finesOf = (n: number): number => (n % 7 === 0 ? 1 : 0);
const periodOf = (n: number): string => (n % 3 === 0 ? "halfYear" : "year");
const referenceOf = (n: number): string => `VL-2025-${String(n).padStart(8, "0")}`;

/** Sent long ago, as the newest version wants them, none of it by anybody real. */
const addCases = async (): Promise<void> => {
  await sql`
    insert into government_case (institution, reference, application_id, service_code, version,
      state, waits_for, applicant_national_id, applicant_name, answers, facts)
    select 'transport', 'VL-2025-' || lpad(n::text, 8, '0'), uuidv7(), ${serviceCode}, 1,
      'inReview', 'nobody', ${layla.nationalId}, ${JSON.stringify(layla.name)}::jsonb,
      jsonb_build_object('plate', '7-4821-H', 'phone', '+970599123456',
        'period', case when n % 3 = 0 then 'halfYear' else 'year' end,
        'confirmed.vehicle', 'MOT/vehicle-registry/vehicle/7-4821-H'),
      jsonb_build_object('vehicle', jsonb_build_object(
        'outcome', 'answered', 'askedFor', 'MOT/vehicle-registry/vehicle/7-4821-H',
        'values', jsonb_build_object(
          'vehicle.ownerNationalId', ${layla.nationalId}::text,
          'vehicle.make', '{"ar": "هيونداي", "en": "Hyundai"}'::jsonb,
          'vehicle.engineCc', 1000 + (n % 40) * 50,
          'vehicle.unpaidFines', case when n % 7 = 0 then 1 else 0 end)))
    from generate_series(1, ${count}) n`.execute(database.db);
};

/** Dearer engines from 1801 cm³, and one fine no longer keeps anybody from a licence. */
const changed = (definition: DraftDefinition): DraftDefinition => {
  const text = JSON.stringify(definition)
    .replace("vehicle.engineCc <= 2000", "vehicle.engineCc <= 1800")
    .replace("vehicle.unpaidFines = 0", "vehicle.unpaidFines <= 1");
  return JSON.parse(text) as DraftDefinition;
};

test("over ten thousand past cases exactly those are named whose fee or outcome would change", async () => {
  const { db } = database;
  await addCases();
  const definition = catalogue.services.find(({ code }) => code === serviceCode);
  assert.ok(definition);
  const what = { ar: "بدأ", en: "Began" };
  await inTransaction(db, (tx) => beginDraft(tx, key, { definition, basedOn: 1, officer, what }));
  const draft = await findDraft(db, key);
  assert.ok(draft);
  await inTransaction(db, (tx) =>
    saveDraft(tx, key, draft.revision, changed(draft.definition), officer, what),
  );
  assert.ok((await inTransaction(db, (tx) => beginDryRun(tx, key, officer))).ok);

  const work = {
    db,
    handlers: { [dryRunKind]: continueDryRun(db) },
    retryDelaysMs: [],
    log: silent,
  };
  let pages = 0;
  while (await handleOne(work)) {
    pages += 1;
    const so = await findLastRun(db, key);
    assert.ok(so && so.lookedAt > 0, "progress is told while it works");
  }
  assert.ok(pages >= 10);

  const run = await findLastRun(db, key);
  assert.ok(run?.finishedAt);
  const found = new Map<string, string>();
  for (let seq = 0; seq < run.changed;) {
    const page = await findChanges(db, run, seq);
    for (const { reference, differences } of page) {
      const said = differences.map(
        ({ kind, before: was, after: is }) => `${kind}: ${was.en} → ${is.en}`,
      );
      found.set(reference, said.join("; ").replace(/[\u2066-\u2069]/g, ""));
    }
    seq += page.length;
  }
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const dearer = (n: number): boolean =>
    periodOf(n) === "year" && engineOf(n) > 1800 && engineOf(n) <= 2000;
  const expected = numbers.filter((n) => dearer(n) || finesOf(n) === 1).map(referenceOf);
  assert.deepEqual([...found.keys()].toSorted(), expected);
  assert.equal(run.lookedAt, count);
  for (const n of numbers) {
    const said = found.get(referenceOf(n)) ?? "";
    assert.equal(said.includes("fee: 312.00 ₪ → 624.00 ₪"), dearer(n), said);
    assert.equal(said.includes("may have the service"), finesOf(n) === 1, said);
  }
});
