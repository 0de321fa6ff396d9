import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { iso20022Samples } from "./iso20022/samples.ts";
import { validateMessages } from "./iso20022/validate.ts";
import { runMain } from "./start-failure.ts";

const USAGE = `npm run iso20022 -- FOLDER_OF_XSDS [FILE.xml…]
  Validates one of every ISO 20022 message that the system and its sandboxes send, and the files
  named, against the official schemas of a folder (pain.013.001.10.xsd, …; from iso20022.org).`;

const complain = (text: string): number => {
  process.stderr.write(`${text}\n\n${USAGE}\n`);
  return 1;
};

await runMain(async () => {
  const [given, ...files] = process.argv.slice(2);
  if (given === "--help") {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if (given === undefined) {
    return complain("No folder of schemas was given, so no message was checked.");
  }
  const folder = resolve(given);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    return complain(`${folder} is not a folder; no message was checked.`);
  }
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) return complain(`${missing} does not exist; nothing was checked.`);
  const named = files.map((file) => [file, readFileSync(file, "utf8")] as const);
  const verdicts = await validateMessages(folder, {
    ...iso20022Samples(),
    ...Object.fromEntries(named),
  });
  for (const { name, schema, complaints } of verdicts) {
    process.stdout.write(`${complaints.length === 0 ? "valid" : "WRONG"}  ${schema}  ${name}\n`);
    for (const complaint of complaints) process.stdout.write(`       ${complaint}\n`);
  }
  const wrong = verdicts.filter(({ complaints }) => complaints.length > 0);
  process.stdout.write(`${verdicts.length - wrong.length} of ${verdicts.length} are valid.\n`);
  return wrong.length === 0 ? 0 : 1;
});
process.exit();
