import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { z } from "zod";
import { definitionSchema, type ServiceDefinition } from "./definition.ts";
import { parseDefinition, problemsOfShape } from "./parse-definition.ts";
import type { Problem } from "./problem.ts";
import { proveDefinition } from "./prove-definition.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * A definition while somebody is working on it: every part is in its place and of its kind, but
 * texts and expressions may be empty, codes unfinished and lists too short.
 */
export type DraftDefinition = ServiceDefinition;

/** As JSON; the same bound as a file of the catalogue. */
export const draftLimitCharacters = 1_000_000;

const defaultMaxLength = 2000;

/** What PostgreSQL's jsonb and people cannot hold: NUL and halves of characters. */
const clean = (value: string): string => value.replaceAll("\0", "").toWellFormed();

const boundOf = (schema: z.ZodType): number => {
  const { maximum } = schema._zod.bag;
  return typeof maximum === "number" ? maximum : defaultMaxLength;
};

/**
 * The same schema without what only a finished definition must have: least lengths, formats and
 * least counts. What it may hold at most, its parts and their kinds stay.
 */
const loosen = (schema: z.core.$ZodType): z.ZodType => {
  if (schema instanceof z.ZodOptional) return loosen(schema.unwrap()).optional();
  if (schema instanceof z.ZodObject) {
    const parts = Object.entries<z.core.$ZodType>(schema.shape);
    return z.strictObject(Object.fromEntries(parts.map(([key, part]) => [key, loosen(part)])));
  }
  if (schema instanceof z.ZodArray) return z.array(loosen(schema.element)).max(boundOf(schema));
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const options = schema.options.map((option) => loosen(option) as z.ZodObject);
    const [first, ...others] = options;
    return first ? z.discriminatedUnion(schema.def.discriminator, [first, ...others]) : z.never();
  }
  if (schema instanceof z.ZodUnion) return z.union(schema.options.map(loosen));
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) {
    return z.string().max(boundOf(schema)).overwrite(clean);
  }
  if (schema instanceof z.ZodNumber) return z.int();
  return schema as z.ZodType;
};

/** Reads a draft's structure; `readDraft` also bounds its size. */
export const draftSchema = loosen(definitionSchema) as z.ZodType<DraftDefinition>;

const tooLarge: Problem = {
  path: "",
  code: "tooLarge",
  reason: {
    ar: "التعريف كبير: الحد مليون حرف.",
    en: "The definition is too large: at most a million characters.",
  },
};

/** A draft from JSON, or where it is not one. Nothing unknown is dropped silently. */
export const readDraft = (json: unknown): Result<DraftDefinition, Problem[]> => {
  const parsed = draftSchema.safeParse(json, { reportInput: true });
  if (!parsed.success) return err(problemsOfShape(parsed.error));
  return JSON.stringify(parsed.data).length > draftLimitCharacters
    ? err([tooLarge])
    : ok(parsed.data);
};

const begun = {
  code: "draft",
  kind: "draft",
  text: { ar: "لم يُرسل بعد", en: "Not sent yet" },
  next: { ar: "أكمل الطلب وأرسله.", en: "Finish the application and send it." },
} as const;

/** A service of which nothing is written yet but what it is called. */
export const emptyDraft = (
  input: Readonly<{ code: string; institution: string; referencePrefix: string; title: Text }>,
): DraftDefinition => ({
  language: 1,
  ...input,
  version: 1,
  summary: { ar: "", en: "" },
  about: { whoCanApply: { ar: "", en: "" }, youNeed: [], youGet: { ar: "", en: "" } },
  lifeEvents: [],
  keywords: [],
  applicants: ["citizen"],
  assurance: 2,
  bindings: [],
  pages: [],
  eligibility: [],
  fees: [],
  workflow: { initial: begun.code, states: [begun], transitions: [] },
  documents: [],
  notifications: [],
});

const within = (path: string, outer: string): boolean =>
  path === outer || path.startsWith(`${outer}.`);

/**
 * What stands between a draft and its publication, each with its place and reason: parts that are
 * empty or malformed, and what the proof says of all the others. Empty: it may be published.
 */
export const problemsOfDraft = (
  draft: DraftDefinition,
  surroundings: Surroundings = {},
): Problem[] => {
  const parsed = parseDefinition(draft);
  if (parsed.ok) return proveDefinition(parsed.value, surroundings);
  const told = parsed.error.map(({ path }) => path);
  const proved = proveDefinition(draft, surroundings).filter(
    ({ path }) => !told.some((place) => within(path, place)),
  );
  return [...parsed.error, ...proved];
};
