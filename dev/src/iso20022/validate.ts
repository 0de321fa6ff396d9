import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { validateXML } from "xmllint-wasm";

/** What the official schema says of one message; no complaint where it is valid. */
export type Verdict = Readonly<{ name: string; schema: string; complaints: readonly string[] }>;

const maxComplaints = 10;

/** The message's name in its namespace, which is its schema's file name: `pain.013.001.10`. */
const messageNameOf = (xml: string): string | undefined =>
  /xmlns(?::[\w.-]+)?="urn:iso:std:iso:20022:tech:xsd:([a-z]{4}\.\d{3}\.\d{3}\.\d{2})"/.exec(
    xml,
  )?.[1];

const complaintsOf = async (schema: string, xml: string): Promise<string[]> => {
  const result = await validateXML({
    xml: [{ fileName: "message.xml", contents: xml }],
    schema: [{ fileName: "message.xsd", contents: schema }],
  });
  if (result.valid) return [];
  const complaints = result.errors.map((error) => error.message).slice(0, maxComplaints);
  return complaints.length > 0 ? complaints : ["it is not valid"];
};

/**
 * Validates each message by the schema of its own namespace in `folder`. A message without a
 * schema there is not valid: nothing passes for want of a schema.
 */
export async function validateMessages(
  folder: string,
  messages: Readonly<Record<string, string>>,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const [name, xml] of Object.entries(messages)) {
    const message = messageNameOf(xml);
    const schema = `${message ?? "unknown"}.xsd`;
    const file = join(folder, schema);
    const complaints =
      message === undefined
        ? ["it declares no ISO 20022 namespace"]
        : existsSync(file)
          ? await complaintsOf(readFileSync(file, "utf8"), xml)
          : [`${schema} is not in the folder`];
    verdicts.push({ name, schema, complaints });
  }
  return verdicts;
}
