import { err, ok, type Result } from "@gov/kit/result.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { readDocument } from "#src/registration/read-answer.ts";
import type { IdentityDocument } from "#src/registry/civil-registry.ts";
import type { TypedForm } from "#src/sign-in/typed-form.ts";
import { isLastDocument } from "./claimed-identity.ts";
import type { RegistryAnswer } from "./counter-person.ts";
import { counterTexts as texts } from "./counter-texts.ts";

export type Checked = Readonly<{ document: IdentityDocument; inRegistry: boolean }>;

const ticked = (form: TypedForm): FieldError[] =>
  (["documentSeen", "faceMatches"] as const)
    .filter((name) => form[name] !== "yes")
    .map((name) => ({ name, text: texts[`${name}Missing`] }));

/**
 * What a registrar saw with their own eyes: the document, the face, the number as they typed it.
 * Where the registry knows the person it must be their last document.
 */
export const readChecklist = (
  form: TypedForm,
  registry: RegistryAnswer,
): Result<Checked, FieldError[]> => {
  if (registry.kind === "down") return err([{ text: texts.registryDown }]);
  const read = readDocument(form);
  const errors = [...ticked(form), ...(read.ok ? [] : read.error)];
  if (!read.ok || errors.length > 0) return err(errors);
  const { document } = read.value;
  if (registry.kind === "unknown") return ok({ document, inRegistry: false });
  if (!registry.person.isAlive) return err([{ text: texts.deceased }]);
  return isLastDocument(document, registry.person)
    ? ok({ document, inRegistry: true })
    : err([{ name: "documentNumber", text: texts.notLastDocument }]);
};
