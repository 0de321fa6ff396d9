import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame } from "@gov/kit/ui/page.ts";
import { findService } from "@gov/services/catalogue/catalogue.ts";
import { readCatalogue } from "#src/catalogue/catalogue-queries.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { institutionName } from "#src/catalogue/institution-names.ts";
import { paymentPage, sentPage } from "./application-step-pages.ts";
import type { GovernmentCase } from "./case.ts";
import { sayWhatFollows } from "./follow-texts.ts";
import { nextText } from "./case-text.ts";
import { whatFollows } from "./what-follows.ts";

/** What the nation offers. */
const catalogue = readCatalogue();
const nameOf = (code: string) => institutionName(catalogue, code);
const now = new Date("2026-11-24T08:00:00Z");

const readService = (code: string): ServiceDefinition => {
  const found = findService(catalogue, code);
  assert.ok(found, code);
  return found;
};

type Known = Readonly<{
  answers?: GovernmentCase["answers"];
  facts?: GovernmentCase["facts"][string]["values"];
}>;

const caseIn = (code: string, state: string, known: Known = {}): GovernmentCase => ({
  institution: code.split("/")[0] ?? "",
  id: "0198c0de-7a11-7c3f-9a3e-2f6f1f0a7d11",
  reference: "ID-2026-10203040",
  serviceCode: code,
  version: 1,
  state,
  waitsFor: state === "awaitingPayment" ? "citizen" : "institution",
  applicant: { nationalId: "400011011", name: { ar: "سارة", en: "Sara" } },
  answers: known.answers ?? {},
  facts: {
    all: {
      source: { ar: "سجل", en: "Registry" },
      outcome: "answered",
      at: now.toISOString(),
      checkedAt: now.toISOString(),
      askedFor: "",
      values: known.facts ?? {},
    },
  },
  feeLines: [],
  feeExemptions: [],
  feeSplits: [],
  feeInstalments: [],
  paidMinor: 0n,
  checks: {},
  submittedAt: now,
  updatedAt: now,
});

const said = (code: string, state: string, known?: Known): Record<"ar" | "en", string[]> => {
  const definition = readService(code);
  const current = caseIn(code, state, known);
  const names = { institution: nameOf(current.institution), institutionName: nameOf };
  const stated = nextText(definition, current);
  const texts = sayWhatFollows(whatFollows(definition, current, now), stated, names);
  return { ar: texts.map(({ ar }) => ar), en: texts.map(({ en }) => en) };
};

test("the fee comes first, then the institution decides", () => {
  const { ar, en } = said("interior/identity-card-renewal", "awaitingPayment", {
    answers: { reason: "damaged" },
  });
  assert.deepEqual(ar, [
    "ادفع الرسوم. يبدأ العمل حين تصلنا الدفعة.",
    "بعدها تنظر وزارة الداخلية في الطلب وتقرر.",
  ]);
  assert.deepEqual(en, [
    "Pay the fee. Work begins when the payment arrives.",
    "Then the Ministry of Interior looks at it and decides.",
  ]);
});

test("another institution is asked in between, where this case's answers want it", () => {
  const { en } = said("interior/identity-card-renewal", "awaitingPayment", {
    answers: { reason: "lost" },
  });
  assert.deepEqual(en.slice(1), [
    `Then these are asked: ${nameOf("police").en}.`,
    "After the answer the Ministry of Interior looks at it and decides.",
  ]);
});

test("nobody decides where the document is issued with the payment", () => {
  const { ar, en } = said("economy/commercial-register-extract", "awaitingPayment", {
    facts: { "company.name": { ar: "شركة", en: "A company" } },
  });
  assert.deepEqual(ar, ["ادفع الرسوم. حين تصلنا الدفعة تصدر وثيقتك في الحال، ولا تنتظر قرار أحد."]);
  assert.deepEqual(en, [
    "Pay the fee. When the payment arrives your document is issued at once: nobody has to decide.",
  ]);
  const unknown = said("economy/commercial-register-extract", "awaitingPayment", {
    facts: { "company.name": null },
  });
  assert.match(unknown.en[1] ?? "", /looks at it and decides/);
});

test("the document comes at once where the last one asked sees no objection", () => {
  const { en } = said("interior/good-conduct-certificate", "checking");
  assert.equal(en.length, 2);
  assert.match(en[0] ?? "", /[Pp]olice/);
  assert.equal(en[1], "If there is no objection, your document is issued at once.");
});

test("what is issued on sending is announced as that", () => {
  const { ar, en } = said("education/tawjihi-certificate", "statementIssued");
  assert.equal(ar.at(-1), "تصدر وثيقتك في الحال: تجدها في صفحة وثائقي خلال لحظات.");
  assert.equal(en.at(-1), "Your document is issued at once: it is under My documents in a moment.");
});

test("a refusal promises nothing", () => {
  assert.equal(said("interior/identity-card-renewal", "rejected").en.length, 1);
});

const frame: Frame = {
  lang: "en",
  path: "/",
  component: "portal",
  brand: { ar: "حكومتي", en: "Hukumati" },
};
const around = (code: string, current: GovernmentCase) => ({
  frame,
  csrfToken: "x",
  definition: readService(code),
  current,
  institution: nameOf(current.institution),
  institutionName: nameOf,
});

test("an issued document is one press away, and no time is promised for it", () => {
  const code = "education/tawjihi-certificate";
  const shown = String(
    sentPage(around(code, { ...caseIn(code, "statementIssued"), closedAt: now })),
  );
  assert.match(shown, /href="\/documents"[^>]*>\s*My documents/);
  assert.doesNotMatch(shown, /usual time|decides/);
});

test("a first instalment has arrived, although the rest is still to be paid", () => {
  const code = "health/health-insurance";
  const fee = { amountMinor: 60_000n, currency: "ILS" } as const;
  const current = { ...caseIn(code, "inReview"), fee, paidMinor: 15_000n };
  assert.match(String(paymentPage(around(code, current))), /Your payment has arrived/);
  const unpaid = { ...caseIn(code, "awaitingPayment"), fee };
  assert.match(String(paymentPage(around(code, unpaid))), /has not reached us yet/);
});
