import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { inTransaction } from "@gov/kit/db.ts";
import { money } from "@gov/kit/money.ts";
import { unwrap } from "@gov/kit/result.ts";
import { sql, type Kysely } from "kysely";
import { openApplication, saveApplication } from "#src/apply/application-queries.ts";
import { answerInformation, requestInformation } from "#src/case/ask-information.ts";
import { linkBill } from "#src/case/bill-queries.ts";
import { findCaseEvents, findOwnCase } from "#src/case/case-queries.ts";
import { approveCase, rejectCase } from "#src/case/decide-case.ts";
import { recordPayment } from "#src/case/record-payment.ts";
import { submitCase } from "#src/case/submit-case.ts";
import { addNote, claimCase } from "#src/case/task-commands.ts";
import { findOpenTask } from "#src/case/task-queries.ts";
import { withdrawCase } from "#src/case/withdraw-case.ts";
import { publishCatalogue } from "#src/catalogue/catalogue-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import {
  catalogue,
  completeAnswers,
  createCaseDatabase,
  layla,
  officer,
  serviceCode,
  silent,
  vehicleFacts,
} from "./case-under-test.ts";

let db: Kysely<PortalDb>;
let drop: () => Promise<void>;

before(async () => {
  ({ db, drop } = await createCaseDatabase());
});
after(async () => await drop());

const fillIn = async (answers: Record<string, string> = completeAnswers) => {
  const owner = { nationalId: layla.nationalId, serviceCode };
  const application = await openApplication(db, { ...owner, version: 1 });
  await saveApplication(db, application.id, { answers, facts: vehicleFacts });
  return application.id;
};

const submit = async (applicationId: string) =>
  await inTransaction(db, (tx) => submitCase(tx, { applicationId, applicant: layla }));

const send = async () => unwrap(await submit(await fillIn())).reference;

const get = async (reference: string) => {
  const found = await findOwnCase(db, { nationalId: layla.nationalId, reference });
  assert.ok(found);
  return found;
};

const fee = money(31200n, "ILS");

const pay = async (reference: string) => {
  const current = await get(reference);
  const bill = { id: `bill-${reference}`, billingNumber: "41", payUrl: "http://localhost/pay/41" };
  await inTransaction(db, (tx) => linkBill(tx, current, bill));
  const payment = { billId: bill.id, amount: fee, paidAt: new Date() };
  return await inTransaction(db, (tx) => recordPayment(tx, payment));
};

const outboxKinds = async (caseId: string) => {
  const { rows } = await sql<{ kind: string }>`
    select kind from outbox where payload->>'caseId' = ${caseId} order by id`.execute(db);
  return rows.map(({ kind }) => kind);
};

describe("a request", () => {
  test("sent twice at once is one case, with its fee, its bill to make and its timeline", async () => {
    const id = await fillIn();
    const [first, second] = await Promise.all([submit(id), submit(id)]);
    const { reference } = unwrap(first);
    assert.equal(unwrap(second).reference, reference);
    const current = await get(reference);
    assert.deepEqual(current.fee, fee);
    assert.equal(current.state, "payment");
    assert.equal(current.waitsFor, "citizen");
    assert.deepEqual(await outboxKinds(current.id), ["bill.create"]);
    const events = await findCaseEvents(db, current, { internal: true });
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ["submitted"],
    );
  });

  test("with an answer missing, or of somebody else, is not sent", async () => {
    const id = await fillIn({ plate: "7-4821-H" });
    assert.deepEqual(await submit(id), { ok: false, error: "notReady" });
    const stranger = { ...layla, nationalId: "900000001" };
    const sent = await inTransaction(db, (tx) =>
      submitCase(tx, { applicationId: id, applicant: stranger }),
    );
    assert.deepEqual(sent, { ok: false, error: "notFound" });
  });

  test("paid, asked about, answered and approved: the clock stands while the person must act", async () => {
    const reference = await send();
    assert.deepEqual(await pay(reference), { ok: true, value: "recorded" });
    assert.deepEqual(await pay(reference), { ok: true, value: "known" });
    const current = await get(reference);
    const key = { institution: current.institution, caseId: current.id };
    assert.ok((await findOpenTask(db, key))?.dueAt);
    const command = { officer, caseId: current.id };
    await inTransaction(db, (tx) => claimCase(tx, command));
    const question = { ...command, question: "أرسل رقم\0 وثيقة التأمين." };
    assert.ok((await inTransaction(db, (tx) => requestInformation(tx, question))).ok);
    assert.equal((await findOpenTask(db, key))?.paused, true);
    const decided = await inTransaction(db, (tx) => approveCase(tx, command));
    assert.deepEqual(decided, { ok: false, error: "notAllowedNow" });
    const answer = { nationalId: layla.nationalId, reference, answer: "TP/2026/88-41" };
    assert.ok((await inTransaction(db, (tx) => answerInformation(tx, answer))).ok);
    const task = await findOpenTask(db, key);
    assert.equal(task?.paused, false);
    assert.equal(task?.assignee, officer.username);
    assert.ok((await inTransaction(db, (tx) => approveCase(tx, command))).ok);
    assert.equal(await findOpenTask(db, key), undefined);
    assert.equal((await get(reference)).state, "approved");
    assert.deepEqual(await outboxKinds(current.id), ["bill.create", "document.issue"]);
  });

  test("of a service that asks nobody else changes nothing among the checks", async () => {
    await sql`create function no_check() returns trigger language plpgsql as
      $$ begin raise exception 'a check was written'; end $$`.execute(db);
    await sql`create trigger no_check before insert or update on case_check
      for each statement execute function no_check()`.execute(db);
    try {
      const reference = await send();
      unwrap(await pay(reference));
      const { id: caseId } = await get(reference);
      const approved = await inTransaction(db, (tx) => approveCase(tx, { officer, caseId }));
      assert.ok(approved.ok);
    } finally {
      await sql`drop function no_check cascade`.execute(db);
    }
  });

  test("two officers decide at once: one decision stands", async () => {
    const reference = await send();
    await pay(reference);
    const command = { officer, caseId: (await get(reference)).id };
    const refusal = { ...command, reason: "insurance", explanation: "انتهى التأمين." };
    const results = await Promise.all([
      inTransaction(db, (tx) => approveCase(tx, command)),
      inTransaction(db, (tx) => rejectCase(tx, refusal)),
    ]);
    assert.equal(results.filter(({ ok }) => ok).length, 1);
  });

  test("is refused only with a reason of the list and words to the person", async () => {
    const reference = await send();
    await pay(reference);
    const command = { officer, caseId: (await get(reference)).id };
    const refuse = (reason: string, explanation: string) =>
      inTransaction(db, (tx) => rejectCase(tx, { ...command, reason, explanation }));
    assert.deepEqual(await refuse("insurance", " "), { ok: false, error: "textMissing" });
    assert.deepEqual(await refuse("mood", "لا."), { ok: false, error: "reasonMissing" });
    assert.ok((await refuse("insurance", "انتهى التأمين في 1/11/2026.")).ok);
    const { decision } = await get(reference);
    assert.equal(decision?.reason?.ar, "التأمين غير ساري");
  });

  test("of another institution is not found by an officer, and a colleague's is left alone", async () => {
    const reference = await send();
    await pay(reference);
    const { id: caseId } = await get(reference);
    const outsider = { ...officer, institution: "interior" };
    const found = await inTransaction(db, (tx) => approveCase(tx, { officer: outsider, caseId }));
    assert.deepEqual(found, { ok: false, error: "notFound" });
    await inTransaction(db, (tx) => claimCase(tx, { officer, caseId }));
    const colleague = { ...officer, username: "other.officer" };
    const taken = await inTransaction(db, (tx) => approveCase(tx, { officer: colleague, caseId }));
    assert.deepEqual(taken, { ok: false, error: "claimedByAnother" });
  });

  test("withdrawn before it is paid has its bill cancelled; paid after all, it is recorded", async () => {
    const reference = await send();
    const current = await get(reference);
    const bill = { id: `late-${reference}`, billingNumber: "42", payUrl: "http://localhost/42" };
    await inTransaction(db, (tx) => linkBill(tx, current, bill));
    const command = { nationalId: layla.nationalId, reference };
    assert.ok((await inTransaction(db, (tx) => withdrawCase(tx, command))).ok);
    assert.deepEqual(await outboxKinds(current.id), ["bill.create", "bill.cancel"]);
    const wrong = { billId: bill.id, amount: money(1n, "ILS"), paidAt: new Date() };
    const refused = await inTransaction(db, (tx) => recordPayment(tx, wrong));
    assert.deepEqual(refused, { ok: false, error: "wrongAmount" });
    const late = { billId: bill.id, amount: fee, paidAt: new Date() };
    assert.ok((await inTransaction(db, (tx) => recordPayment(tx, late))).ok);
    const after = await get(reference);
    assert.equal(after.state, "withdrawn");
    assert.ok(after.paidAt);
    const events = await findCaseEvents(db, after, { internal: true });
    assert.equal(events.at(-1)?.kind, "paidAfterClosing");
  });

  test("keeps its timeline: nothing is changed, deleted or shown that is internal", async () => {
    const reference = await send();
    const current = await get(reference);
    const note = { officer, caseId: current.id, text: "اتصلنا بالشركة." };
    assert.ok((await inTransaction(db, (tx) => addNote(tx, note))).ok);
    for (const statement of [
      sql`update case_event set kind = 'paid'`,
      sql`delete from case_event`,
      sql`truncate case_event`,
      sql`update service_version set digest = repeat('0', 64)`,
    ]) {
      await assert.rejects(statement.execute(db), /append-only/);
    }
    const seen = await findCaseEvents(db, current, { internal: false });
    assert.ok(seen.every(({ kind }) => kind !== "note"));
  });
});

test("a published service is not published again, and a changed one becomes a new version", async () => {
  const reference = await send();
  await publishCatalogue(db, catalogue, silent);
  const versions = () =>
    db
      .selectFrom("service_version")
      .select("version")
      .where("service_code", "=", serviceCode)
      .orderBy("version")
      .execute();
  assert.deepEqual(await versions(), [{ version: 1 }]);
  const services = catalogue.services.map((each) => ({
    ...each,
    title: { ...each.title, en: "Renew it" },
  }));
  await publishCatalogue(db, { ...catalogue, services }, silent);
  assert.deepEqual(await versions(), [{ version: 1 }, { version: 2 }]);
  assert.equal((await get(reference)).version, 1);
});
