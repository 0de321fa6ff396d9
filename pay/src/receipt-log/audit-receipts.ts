import { parseArgs } from "node:util";
import { commonConfig, readConfig } from "@gov/kit/config.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { z } from "zod";
import type { PayDatabase } from "#src/db-types.ts";
import { listReceiptKeys } from "#src/receipt/signing-key-queries.ts";
import { auditDays, type Expected, type Finding } from "./audit-days.ts";
import { timestampVariables } from "./timestamp-config.ts";

const usage = `npm run audit-receipts -w pay -- [--from DAY] [--expected DAY:HASH]
  Computes each closed day of receipts anew from the receipts themselves and compares it with what
  was signed and published. Reads DATABASE_URL, and TIMESTAMP_ROOTS where stamps are to be checked.
  With --expected, as an earlier run printed it, it also finds a log that was written anew.
  Ends with 0 when all holds, 1 when not.`;

const sentences: Readonly<Record<Finding["what"], string>> = {
  receiptMissing: "a receipt of its tree is gone",
  receiptChanged: "a receipt was changed after it was signed",
  leafMissing: "a leaf is missing, added or out of order",
  rootChanged: "the tree of its receipts has another root or size",
  headChanged: "the signed head says otherwise, or its signature does not hold",
  dayMissing: "the day is missing",
  chainBroken: "it does not name the head of the day before",
  stampChanged: "the stamp is not of this head",
  receiptForgotten: "a signed receipt is in no tree and does not wait for one",
  leafOfNoDay: "a leaf belongs to no closed day",
  waitingChanged: "a receipt that waits for its tree was changed",
  notAsExpected: "the head is not the one that was written down",
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const readExpected = (text: string): Expected | undefined => {
  const [, day, digest] = /^(\d{4}-\d\d-\d\d):([0-9a-f]{64})$/.exec(text) ?? [];
  return day !== undefined && digest !== undefined ? { day, digest } : undefined;
};

const { values } = parseArgs({
  options: {
    from: { type: "string" },
    expected: { type: "string" },
    help: { type: "boolean" },
  },
});
const expected = values.expected === undefined ? undefined : readExpected(values.expected);
const isUnread = values.expected !== undefined && expected === undefined;
const isDay = values.from === undefined || z.iso.date().safeParse(values.from).success;
if (values.help === true || isUnread || !isDay) {
  say(usage);
  process.exitCode = values.help === true ? 0 : 2;
} else {
  const { TIMESTAMP_ROOTS } = timestampVariables;
  const config = readConfig(
    z.object({ DATABASE_URL: commonConfig.DATABASE_URL, TIMESTAMP_ROOTS }),
    process.env,
  );
  const db = openDatabase<PayDatabase>(config.DATABASE_URL, { max: 1 });
  const keys = await listReceiptKeys(db);
  const trust = { findKey: (kid: string) => keys.get(kid), roots: config.TIMESTAMP_ROOTS ?? [] };
  const audit = await auditDays(db, trust, { from: values.from, expected });
  for (const { what, day, number } of audit.findings) {
    say(`DOES NOT HOLD: ${[day, number].filter(Boolean).join(", ")}: ${sentences[what]}.`);
  }
  const { days, receipts, waiting, newest } = audit;
  say(`${receipts} receipts of ${days} days were computed anew; ${waiting} wait for their tree.`);
  if (newest !== undefined) say(`Write this down elsewhere: ${newest}`);
  process.exitCode = audit.findings.length === 0 ? 0 : 1;
  await db.destroy();
}
