import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import {
  draftLimitCharacters,
  readDraft,
  type DraftDefinition,
} from "@gov/services/language/draft-definition.ts";
import type { DraftKey } from "./draft.ts";
import { jsonLines, lineOf } from "./json-lines.ts";

/** What keeps a file from being read, with its line where that is known. */
export type ImportProblem = Readonly<{ line?: number; path: string; reason: Text }>;

const tooLong: ImportProblem = {
  path: "",
  reason: {
    ar: "الملف كبير: الحد مليون حرف.",
    en: "The file is too large: at most a million characters.",
  },
};

const empty: ImportProblem = {
  path: "",
  reason: { ar: "اختر ملفا أو الصق محتواه.", en: "Choose a file or paste what is in it." },
};

/** Where the platform's reader stopped: `(line 5 column 3)`, or by the position. */
const lineOfError = (text: string, error: unknown): number | undefined => {
  const message = error instanceof Error ? error.message : "";
  const line = /line (\d+)/.exec(message)?.[1];
  if (line !== undefined) return Number(line);
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return text.slice(0, Number(position)).split("\n").length;
  return /end of JSON/i.test(message) ? text.split("\n").length : undefined;
};

const parseJson = (text: string): Result<unknown, ImportProblem> => {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    const line = lineOfError(text, error);
    return err({
      path: "",
      ...(line === undefined ? {} : { line }),
      reason: {
        ar: "الملف ليس JSON صحيحا هنا. راجع الفواصل والأقواس وعلامات الاقتباس.",
        en: "This is not valid JSON here. Check commas, brackets and quotes.",
      },
    });
  }
};

/**
 * A definition from a file. It becomes this service's, under its own address, whatever service it
 * was written for; everything else stays as it is in the file.
 */
export const readImport = (
  text: string,
  { institution, code }: DraftKey,
): Result<DraftDefinition, ImportProblem[]> => {
  const bare = text.replace(/^\ufeff/, "");
  if (bare.trim() === "") return err([empty]);
  if (bare.length > draftLimitCharacters) return err([tooLong]);
  const json = parseJson(bare);
  if (!json.ok) return err([json.error]);
  const whole =
    typeof json.value === "object" && json.value !== null && !Array.isArray(json.value)
      ? { ...json.value, institution, code }
      : json.value;
  const read = readDraft(whole);
  if (read.ok) return read;
  const lines = jsonLines(bare);
  return err(
    read.error.map(({ path, reason }) => {
      const line = lineOf(lines, path);
      return { path, reason, ...(line === undefined ? {} : { line }) };
    }),
  );
};

/** A definition as a file, in the order of the language and readable. */
export const exportText = (definition: DraftDefinition): string =>
  `${JSON.stringify(definition, null, 2)}\n`;
