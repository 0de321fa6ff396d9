import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { CaseData, WireValue } from "./case-data.ts";
import type { ServiceDefinition } from "./definition.ts";
import { evaluate, valueNamed } from "./evaluate.ts";
import { fillText, namesInText } from "./fill-text.ts";
import { modelOf } from "./model.ts";
import { settle } from "./settle.ts";
import { showNamed, showValue } from "./show-value.ts";
import { toWire } from "./wire-value.ts";

/** A document's content, ready for its template. */
export type DocumentContent = Readonly<{
  code: string;
  title: Text;
  /** The sentence that it certifies, its names filled in and isolated; null where it has none. */
  body: Text | null;
  fields: readonly Readonly<{ code: string; label: Text; value: Text; wire: WireValue }>[];
  /** ISO dates; null for a document without that bound. */
  validFrom: string | null;
  validUntil: string | null;
}>;

/** Why a document cannot be made: names still unknown, or parts that could not be worked out. */
export type DocumentError = Readonly<{ missing: readonly string[]; failed: readonly string[] }>;

/**
 * Fills a document's fields from the case. Every field must be known: a paper with a gap is not
 * issued. `case.issuedOn` and `case.reference` are expected among the facts.
 */
export const documentFields = (
  definition: ServiceDefinition,
  documentCode: string,
  data: CaseData,
): Result<DocumentContent, DocumentError> => {
  const document = definition.documents.find(({ code }) => code === documentCode);
  if (!document) return err({ missing: [], failed: [documentCode] });
  const settled = settle(definition, data);
  const missing = new Set<string>();
  const failed: string[] = [];
  const work = (part: string, source: string): Readonly<{ wire: WireValue; shown: Text }> => {
    const result = evaluate(definition, source, settled);
    if (!result.ok) failed.push(part);
    const value = result.ok ? result.value.value : ({ type: "unknown" } as const);
    if (result.ok && value.type === "unknown") {
      for (const name of result.value.because) missing.add(name);
    }
    const known = modelOf(definition).names.find(source);
    const shown = known ? showNamed(definition, known.name, value) : showValue(value);
    return { wire: toWire(value), shown };
  };
  const fields = document.fields.map(({ code, label, value }) => {
    const { wire, shown } = work(code, value);
    return { code, label, value: shown, wire };
  });
  const date = (part: "validFrom" | "validUntil"): string | null => {
    const source = document[part];
    if (source === undefined) return null;
    const { wire } = work(part, source);
    return typeof wire === "string" ? wire : null;
  };
  const { code, title, body } = document;
  for (const written of body === undefined ? [] : namesInText(body)) {
    const { name, value } = valueNamed(definition, settled, written);
    if (value.type === "unknown") missing.add(name);
  }
  const content = {
    code,
    title,
    body: body === undefined ? null : fillText(definition, body, settled),
    fields,
    validFrom: date("validFrom"),
    validUntil: date("validUntil"),
  };
  if (missing.size > 0 || failed.length > 0) return err({ missing: [...missing], failed });
  return ok(content);
};
