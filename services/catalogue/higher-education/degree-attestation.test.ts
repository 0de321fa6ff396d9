import assert from "node:assert/strict";
import { test } from "node:test";
import { startDegreeRegistry } from "../../../dev/sandbox/registries/universities/universities.ts";
import { apply, papers, readService } from "../../test/apply.ts";
import { feeLines, follow } from "../../test/follow.ts";
import { openRegistries, today } from "../../test/open-registries.ts";

const service = readService(new URL("degree-attestation.json", import.meta.url));
const registries = openRegistries({ "degree-registry": startDegreeRegistry });

const attests = async (
  who: string,
  said: Readonly<{ degree?: string; usedAbroad?: "yes" | "no"; papers?: string }>,
) =>
  await apply(service, {
    who,
    today,
    registries,
    typed: {
      studied: { studied: said.degree ? "here" : "abroad" },
      degree: { degreeNumber: said.degree },
      abroad: {
        foreignUniversity: "الجامعة الأردنية، الأردن",
        foreignField: "طب",
        foreignLevel: "bachelor",
        foreignAwardedOn: "2003-06-12",
      },
      papers: { papers: said.papers ?? papers("degree.pdf", "transcript.pdf") },
      use: { usedAbroad: said.usedAbroad ?? "no" },
    },
  });

test("a degree from Palestine comes from the registry and costs 20 shekels", async () => {
  const mariam = await attests("mariam", { degree: "AU-2020-01377" });
  assert.deepEqual(mariam.pages, ["studied", "degree", "facts", "use", "contact", "declaration"]);
  assert.deepEqual(mariam.verdict, ["eligible"]);
  assert.deepEqual(feeLines(service, mariam.data), ["attestation 20.00", "= 20.00"]);
  assert.deepEqual(follow(service, mariam.data, ["submit", "pay", "approve"]), [
    "awaitingPayment",
    "inReview",
    "attested",
    "Attestation of a university degree",
  ]);
});

test("for use abroad it goes on to Foreign Affairs, who have their part of the fee", async () => {
  const sara = await attests("sara", { degree: "KU-2017-00087", usedAbroad: "yes" });
  assert.deepEqual(feeLines(service, sara.data), [
    "attestation 20.00",
    "legalisation 30.00",
    "= 50.00",
    "> higher-education 23.00",
    "> foreign-affairs 27.00",
  ]);
  const clear = follow(service, sara.data, ["submit", "pay", "approve", { objects: [] }]);
  assert.deepEqual(clear.slice(2, 4), ["foreignAffairs", "attested"]);
  const path = ["submit", "pay", "approve", { objects: ["legalisation"] }, "reject"] as const;
  assert.deepEqual(follow(service, sara.data, path).slice(-2), ["inReview", "rejected"]);
});

test("a degree from abroad is uploaded with its transcript", async () => {
  const layla = await attests("layla", { usedAbroad: "yes" });
  assert.deepEqual(layla.pages, ["studied", "abroad", "papers", "use", "contact", "declaration"]);
  assert.deepEqual(layla.verdict, ["eligible"]);
  assert.equal(feeLines(service, layla.data)[2], "= 80.00");
  const path = follow(service, layla.data, ["submit", "pay", "approve", { objects: [] }]);
  assert.deepEqual(path.slice(-2), ["attestedFromAbroad", "Attestation of a degree from abroad"]);
  const one = await attests("layla", { papers: papers("degree.pdf") });
  assert.deepEqual(one.stopped, ["papers"]);
});

test("a degree of somebody else, of no accredited programme or held back is refused", async () => {
  const verdict = async (who: string, degree: string) => (await attests(who, { degree })).verdict;
  assert.deepEqual(await verdict("nour", "KU-2013-00412"), ["own"]);
  assert.deepEqual(await verdict("omar", "AU-2008-00930"), ["accredited"]);
  assert.deepEqual(await verdict("rania", "KU-2010-00655"), ["released"]);
});
