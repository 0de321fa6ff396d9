import assert from "node:assert/strict";
import { test } from "node:test";
import { startExamRegistry } from "../../../dev/sandbox/registries/education/education.ts";
import { nationalIdOf } from "../../../dev/seed/citizens.ts";
import { apply, readService } from "../../test/apply.ts";
import { feeLines, follow } from "../../test/follow.ts";
import { openRegistries, today } from "../../test/open-registries.ts";

const service = readService(new URL("tawjihi-certificate.json", import.meta.url));
const registries = openRegistries({ "exam-results": startExamRegistry });

const asks = async (
  who: string,
  seatNumber: string,
  said: Readonly<{ wanted?: string; candidate?: string }> = {},
  open = registries,
) =>
  await apply(service, {
    who,
    today,
    registries: open,
    typed: {
      candidate: { candidateNationalId: nationalIdOf(said.candidate ?? who) },
      seat: { seatNumber },
      wanted: { wanted: said.wanted ?? "certificate" },
    },
  });

test("a certificate costs 20 shekels and comes at once; the statement is free", async () => {
  const nour = await asks("nour", "23104821");
  assert.deepEqual(nour.pages, ["candidate", "seat", "result", "wanted", "contact"]);
  assert.deepEqual(nour.verdict, ["eligible"]);
  assert.deepEqual(feeLines(service, nour.data), ["certificate 20.00", "= 20.00"]);
  assert.deepEqual(follow(service, nour.data, ["submit", "pay"]), [
    "awaitingPayment",
    "certificateIssued",
    "General secondary certificate",
  ]);
  const free = await asks("nour", "23104821", { wanted: "statement" });
  assert.deepEqual(feeLines(service, free.data), ["free"]);
  assert.deepEqual(follow(service, free.data, ["submit"]), [
    "statementIssued",
    "Statement of the general secondary result",
  ]);
});

test("a candidate of Gaza pays nothing for the certificate", async () => {
  const huda = await asks("huda", "19330716");
  assert.deepEqual(feeLines(service, huda.data), ["-gaza 20.00", "free"]);
  assert.deepEqual(follow(service, huda.data, ["submit"]).slice(0, 1), ["certificateIssued"]);
});

test("a parent may ask, a stranger sees nothing of the result", async () => {
  const father = await asks("tariq", "23104821", { candidate: "nour" });
  assert.deepEqual([father.pages[2], father.verdict], ["result", ["eligible"]]);
  const stranger = await asks("omar", "23104821", { candidate: "nour" });
  assert.equal(stranger.pages.includes("result"), false);
  assert.deepEqual(stranger.verdict, ["own"]);
});

test("an incomplete result has a statement only, a withheld one neither", async () => {
  assert.deepEqual((await asks("mariam", "16207733")).verdict, ["passed"]);
  const statement = await asks("mariam", "16207733", { wanted: "statement" });
  assert.deepEqual(statement.verdict, ["eligible"]);
  const withheld = await asks("anas", "13660204", { wanted: "statement" });
  assert.deepEqual(withheld.verdict, ["notWithheld"]);
});

test("while the registry does not answer, an officer completes the application", async () => {
  const { data } = await asks("nour", "23104821", { wanted: "statement" }, {});
  assert.deepEqual(follow(service, data, ["submit"]), ["inReview"]);
});
