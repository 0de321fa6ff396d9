import { z } from "zod";
import { codeSchema, expressionSchema, slugSchema, textSchema } from "./basic-schema.ts";

export const events = [
  "submit",
  "pay",
  "approve",
  "reject",
  "requestInformation",
  "answerInformation",
  /** Every check that the state asks for has been answered. */
  "checked",
  "withdraw",
] as const;
export type WorkflowEvent = (typeof events)[number];

export const actors = ["applicant", "officer", "supervisor", "system"] as const;
export type Actor = (typeof actors)[number];

const roles = z.enum(["officer", "supervisor"]);

/**
 * A question to another institution's people. In expressions `check.<code>` is `clear`,
 * `objection`, or, where it was not asked, unknown.
 */
const check = z.strictObject({
  code: codeSchema,
  institution: slugSchema,
  role: roles,
  /** What they are asked to confirm. */
  title: textSchema,
  slaWorkingHours: z.int().min(1).max(2000),
  /** Asked only while this holds. */
  when: expressionSchema.optional(),
  /** The facts and answers their people see; nothing else of the case. */
  shows: z.array(z.string().min(1).max(200)).min(1).max(40),
  /** Why they may object; the applicant is told. */
  reasons: z
    .array(z.strictObject({ code: codeSchema, text: textSchema }))
    .min(1)
    .max(30),
});

const state = z.strictObject({
  code: codeSchema,
  /**
   * Who must act: the applicant in `draft`, `payment` and `information` (the clock pauses),
   * the institution in `work`, nobody in `final`.
   */
  kind: z.enum(["draft", "payment", "work", "information", "final"]),
  /** How a final state ended. */
  outcome: z.enum(["approved", "rejected", "withdrawn"]).optional(),
  text: textSchema,
  /** What happens next, said to the applicant. */
  next: textSchema,
  task: z
    .strictObject({
      role: roles,
      title: textSchema,
      slaWorkingHours: z.int().min(1).max(2000),
      /** Once it is this late, a supervisor has it. */
      escalateAfterWorkingHours: z.int().min(1).max(2000).optional(),
    })
    .optional(),
  /** What other institutions confirm, side by side; a state with checks has no task. */
  checks: z.array(check).min(1).max(12).optional(),
  /** Documents issued on arrival. */
  issues: z.array(codeSchema).max(5).optional(),
});

const transition = z.strictObject({
  from: codeSchema,
  event: z.enum(events),
  to: codeSchema,
  by: z.enum(actors),
  /** The words on the button. */
  label: textSchema,
  /** A guard; of several transitions for one event the first that holds is taken. */
  when: expressionSchema.optional(),
  /** The actor chooses one; it is told to the applicant. */
  reasons: z
    .array(z.strictObject({ code: codeSchema, text: textSchema }))
    .max(30)
    .optional(),
});

export const workflowSchema = z.strictObject({
  initial: codeSchema,
  states: z.array(state).min(2).max(40),
  transitions: z.array(transition).min(1).max(200),
});

export const documentSchema = z.strictObject({
  code: codeSchema,
  title: textSchema,
  /** The sentence that it certifies; names in braces are filled. */
  body: textSchema.optional(),
  fields: z
    .array(z.strictObject({ code: codeSchema, label: textSchema, value: expressionSchema }))
    .min(1)
    .max(60),
  /** Dates; a document without an end stays valid. */
  validFrom: expressionSchema.optional(),
  validUntil: expressionSchema.optional(),
});

export const notificationSchema = z.strictObject({
  /** Sent when a case arrives in this state. */
  state: codeSchema,
  channels: z.array(z.enum(["sms", "inbox"])).min(1),
  /** May name facts and answers in braces: `{case.reference}`. */
  text: textSchema,
});

export type Workflow = z.infer<typeof workflowSchema>;
export type Check = z.infer<typeof check>;
export type State = z.infer<typeof state>;
export type Transition = z.infer<typeof transition>;
export type DocumentDefinition = z.infer<typeof documentSchema>;
export type Notification = z.infer<typeof notificationSchema>;
