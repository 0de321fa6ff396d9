import { z } from "zod";
import { documentKinds } from "#src/registry/civil-registry.ts";

const name = z.object({ ar: z.string(), en: z.string() });

/** What the registry made of the four answers about identity; gone when one of them changes. */
const outcome = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("matched"), name, dateOfBirth: z.iso.date(), at: z.iso.datetime() }),
  z.object({ kind: z.literal("unconfirmed") }),
  z.object({ kind: z.literal("pending") }),
]);

/** What has been answered so far. Kept encrypted, for half an hour. */
export const answersSchema = z.object({
  nationalId: z.string().optional(),
  firstName: z.string().optional(),
  familyName: z.string().optional(),
  dateOfBirth: z.string().optional(),
  document: z.object({ kind: z.enum(documentKinds), number: z.string() }).optional(),
  outcome: outcome.optional(),
  phone: z.string().optional(),
  /** The phone whose code was typed. */
  provenPhone: z.string().optional(),
  passwordHash: z.string().optional(),
});
export type Answers = z.infer<typeof answersSchema>;

/** The questions, one a page, in their order. */
export const steps = [
  "national-id",
  "name",
  "birth-date",
  "document",
  "phone",
  "code",
  "password",
  "terms",
] as const;
export type Step = (typeof steps)[number];

export const isStep = (value: string): value is Step => steps.some((step) => step === value);

const isAnswered: Readonly<Record<Step, (answers: Answers) => boolean>> = {
  "national-id": ({ nationalId }) => nationalId !== undefined,
  name: ({ firstName, familyName }) => firstName !== undefined && familyName !== undefined,
  "birth-date": ({ dateOfBirth }) => dateOfBirth !== undefined,
  document: ({ outcome: said }) => said?.kind === "matched" || said?.kind === "pending",
  phone: ({ phone }) => phone !== undefined,
  code: ({ phone, provenPhone }) => phone !== undefined && phone === provenPhone,
  password: ({ passwordHash }) => passwordHash !== undefined,
  terms: () => false,
};

/** The first question without an answer: nobody gets beyond it. */
export const nextStep = (answers: Answers): Step =>
  steps.find((step) => !isAnswered[step](answers)) ?? "terms";

/** Whether a question may be asked: all before it are answered. */
export const isReachable = (step: Step, answers: Answers): boolean =>
  steps.indexOf(step) <= steps.indexOf(nextStep(answers));

/** The question before, or undefined at the first. */
export const stepBefore = (step: Step): Step | undefined => steps[steps.indexOf(step) - 1];

const identity = ["nationalId", "firstName", "familyName", "dateOfBirth", "document"] as const;

/** Adds answers; another identity than before is unconfirmed until the registry is asked again. */
export const withAnswers = (before: Answers, added: Partial<Answers>): Answers => {
  const after = { ...before, ...added };
  const isSame = identity.every(
    (field) => JSON.stringify(before[field]) === JSON.stringify(after[field]),
  );
  if (isSame) return after;
  const { outcome: _void, passwordHash: _judgedForAnother, ...rest } = after;
  return "outcome" in added ? { ...rest, outcome: added.outcome } : rest;
};
