import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { inTransaction } from "@gov/kit/db.ts";
import { money } from "@gov/kit/money.ts";
import { unwrap } from "@gov/kit/result.ts";
import fc from "fast-check";
import { sql, type Kysely } from "kysely";
import { openApplication, saveApplication } from "#src/apply/application-queries.ts";
import { answerCheck, assignCheckTo } from "#src/case/answer-check.ts";
import { linkBill } from "#src/case/bill-queries.ts";
import { findCaseEvents, findOwnCase } from "#src/case/case-queries.ts";
import type { Officer } from "#src/case/case.ts";
import { findChecks } from "#src/case/check-queries.ts";
import { isOpen } from "#src/case/check.ts";
import { approveCase } from "#src/case/decide-case.ts";
import { escalateTasks } from "#src/case/escalate-tasks.ts";
import { recordPayment } from "#src/case/record-payment.ts";
import { submitCase } from "#src/case/submit-case.ts";
import { findOpenTask } from "#src/case/task-queries.ts";
import { withdrawCase } from "#src/case/withdraw-case.ts";
import type { PortalDb } from "#src/db-types.ts";
import { findInbox, findNextWork } from "#src/office/inbox-queries.ts";
import { createCaseDatabase, layla, officer } from "./case-under-test.ts";

let db: Kysely<PortalDb>;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await createCaseDatabase());
});
after(async () => await drop());

const serviceCode = "health/insurance";
const officerOf = (institution: string, ...roles: string[]): Officer => ({
  ...officer,
  username: `officer.${institution}`,
  institution,
  roles: roles.length > 0 ? roles : ["officer"],
});

const send = async (answers: { work: string; dependants: number }): Promise<string> => {
  const owner = { nationalId: layla.nationalId, serviceCode };
  const { id } = await openApplication(db, { ...owner, version: 1 });
  await saveApplication(db, id, { answers });
  const command = { applicationId: id, applicant: layla };
  return unwrap(await inTransaction(db, (tx) => submitCase(tx, command))).reference;
};

const get = async (reference: string) => {
  const current = await findOwnCase(db, { nationalId: layla.nationalId, reference });
  assert.ok(current);
  const key = { institution: current.institution, caseId: current.id };
  return { current, key, checks: await findChecks(db, key) };
};

const answer = async (id: string, by: Officer, answered: "clear" | "objection") =>
  await inTransaction(db, (tx) =>
    answerCheck(tx, {
      officer: by,
      checkId: id,
      given:
        answered === "clear"
          ? { answer: answered, words: "" }
          : { answer: answered, reason: "found", words: "رقم السجل 12." },
    }),
  );

describe("checks by other institutions", () => {
  test("whatever the order and the answers, all at once: the case goes on once, where they lead", async () => {
    const answers = fc.record({
      dependants: fc.constantFrom(0, 2),
      order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      clear: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    });
    await fc.assert(
      fc.asyncProperty(answers, async ({ dependants, order, clear }) => {
        const reference = await send({ work: "unemployed", dependants });
        const { checks, current } = await get(reference);
        assert.equal(current.fee, undefined);
        assert.equal(checks.length, dependants === 0 ? 2 : 3);
        const asked = order.flatMap((index) => checks[index] ?? []);
        const given = asked.map(({ code }) =>
          clear[["incomeTax", "vehicles", "register"].indexOf(code)] ? "clear" : "objection",
        );
        const done = await Promise.all(
          asked.map(({ id, askedInstitution }, index) =>
            answer(id, officerOf(askedInstitution), given[index] ?? "clear"),
          ),
        );
        assert.ok(done.every(({ ok }) => ok));
        const after = await get(reference);
        assert.equal(
          after.current.state,
          given.includes("objection") ? "review" : "insured",
          JSON.stringify(given),
        );
        const events = await findCaseEvents(db, after.current, { internal: true });
        assert.equal(events.filter(({ kind }) => kind === "checked").length, 1);
      }),
      { numRuns: 8 },
    );
  });

  test("are answered once, by the institution asked, in the role, with a reason for objecting", async () => {
    const reference = await send({ work: "unemployed", dependants: 0 });
    const { checks } = await get(reference);
    const check = checks.find(({ askedInstitution }) => askedInstitution === "finance");
    assert.ok(check);
    const finance = officerOf("finance");
    const refused = async (by: Officer) => await answer(check.id, by, "clear");
    assert.deepEqual(await refused(officerOf("transport")), { ok: false, error: "notFound" });
    assert.deepEqual(await refused(officerOf("health")), { ok: false, error: "notFound" });
    assert.deepEqual(await refused(officerOf("finance", "administrator")), {
      ok: false,
      error: "roleMissing",
    });
    const groundless = await inTransaction(db, (tx) =>
      answerCheck(tx, {
        officer: finance,
        checkId: check.id,
        given: { answer: "objection", reason: "", words: "لا" },
      }),
    );
    assert.deepEqual(groundless, { ok: false, error: "reasonMissing" });
    await inTransaction(db, (tx) =>
      assignCheckTo(tx, { officer: finance, checkId: check.id, take: true }),
    );
    const colleague = { ...finance, username: "another.officer" };
    assert.deepEqual(await refused(colleague), { ok: false, error: "claimedByAnother" });
    const twice = await Promise.all([refused(finance), refused(finance)]);
    assert.equal(twice.filter(({ ok }) => ok).length, 1);
    assert.equal((await get(reference)).current.state, "clearances");
  });

  test("stand in the inbox of the institution asked, due first, and leave it with the case", async () => {
    const reference = await send({ work: "unemployed", dependants: 0 });
    const transport = officerOf("transport");
    const own = async () =>
      (await findInbox(db, transport, "open")).rows.filter((row) => row.reference === reference);
    const [row, ...others] = await own();
    assert.ok(row?.checkId);
    assert.equal(others.length, 0);
    assert.ok(await findNextWork(db, transport));
    const ours = (await findInbox(db, officerOf("health"), "open")).rows;
    assert.ok(ours.every((each) => each.checkId === null && each.reference !== reference));
    const command = { nationalId: layla.nationalId, reference };
    assert.ok((await inTransaction(db, (tx) => withdrawCase(tx, command))).ok);
    assert.deepEqual(await own(), []);
    const { checks } = await get(reference);
    assert.ok(checks.every((check) => !isOpen(check)));
    assert.deepEqual(await answer(row.checkId, transport, "clear"), {
      ok: false,
      error: "notAllowedNow",
    });
  });
});

describe("a fee paid in parts", () => {
  const total = money(60001n, "ILS");
  const told = async (reference: string, paidMinor: bigint) =>
    await inTransaction(db, (tx) =>
      recordPayment(tx, { billId: `b-${reference}`, amount: total, paidMinor, paidAt: new Date() }),
    );

  test("goes on with the first part, keeps its bill when granted, and is paid to the last fils", async () => {
    const reference = await send({ work: "employed", dependants: 1 });
    const { current, key } = await get(reference);
    assert.equal(current.state, "payment");
    const parts = current.feeInstalments.map(({ amountMinor }) => BigInt(amountMinor));
    assert.equal(
      parts.reduce((sum, part) => sum + part, 0n),
      60001n,
    );
    assert.deepEqual(current.feeSplits, [
      { institution: "health", amountMinor: "45001" },
      { institution: "finance", amountMinor: "15000" },
    ]);
    const bill = { id: `b-${reference}`, billingNumber: "7", payUrl: "http://localhost/pay/7" };
    await inTransaction(db, (tx) => linkBill(tx, current, bill));
    const first = parts[0] ?? 0n;
    assert.deepEqual(await told(reference, first - 1n), { ok: true, value: "recorded" });
    assert.equal((await get(reference)).current.state, "payment");
    assert.deepEqual(await told(reference, first), { ok: true, value: "recorded" });
    assert.deepEqual(await told(reference, first), { ok: true, value: "known" });
    const begun = await get(reference);
    assert.equal(begun.current.state, "review");
    assert.equal(begun.current.paidAt, undefined);
    const approve = { officer: officerOf("health"), caseId: current.id };
    assert.ok((await inTransaction(db, (tx) => approveCase(tx, approve))).ok);
    const { rows } = await sql<{ kind: string }>`
      select kind from outbox where payload->>'caseId' = ${key.caseId}`.execute(db);
    assert.ok(!rows.some(({ kind }) => kind === "bill.cancel"));
    assert.deepEqual(await told(reference, 60001n), { ok: true, value: "recorded" });
    assert.ok((await get(reference)).current.paidAt);
    const events = await findCaseEvents(db, current, { internal: false });
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ["submitted", "paymentAsked", "partlyPaid", "partlyPaid", "approved", "paid"],
    );
  });

  test("a task too late is a supervisor's, once, with the holder freed", async () => {
    const reference = await send({ work: "employed", dependants: 0 });
    const { current, key } = await get(reference);
    const bill = { id: `b-${reference}`, billingNumber: "8", payUrl: "http://localhost/pay/8" };
    await inTransaction(db, (tx) => linkBill(tx, current, bill));
    await told(reference, 60001n);
    assert.equal((await findOpenTask(db, key))?.role, "officer");
    await sql`update task set escalate_at = now() - interval '1 minute'
      where case_id = ${current.id}`.execute(db);
    await escalateTasks(db, 100);
    assert.equal(await escalateTasks(db, 100), 0);
    const task = await findOpenTask(db, key);
    assert.equal(task?.role, "supervisor");
    assert.equal(task?.assignee, undefined);
  });
});
