import { readdirSync, readFileSync } from "node:fs";
import { unwrap } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { readDraft, type DraftDefinition } from "@gov/services/language/draft-definition.ts";

/** A service to start from: what kind of service it is, and a whole definition of one. */
export type Template = Readonly<{
  code: string;
  name: Text;
  about: Text;
  definition: DraftDefinition;
}>;

const readTemplate = (folder: URL, file: string): Template => {
  const json: unknown = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  const definition = unwrap(readDraft(json));
  const code = file.replace(/\.json$/, "");
  return { code, name: definition.title, about: definition.summary, definition };
};

/** The templates that come with the system, read once. */
export const templates: readonly Template[] = ((folder: URL) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .toSorted()
    .map((file) => readTemplate(folder, file)))(new URL("./templates/", import.meta.url));

/** What a service is called and how its requests are numbered. */
export type Identity = Readonly<{
  code: string;
  institution: string;
  referencePrefix: string;
  title: Text;
}>;

/** A new service of a template's kind. Its summary is the author's to write. */
export const fromTemplate = ({ definition }: Template, identity: Identity): DraftDefinition => ({
  ...definition,
  ...identity,
  summary: { ar: "", en: "" },
  version: 1,
});
