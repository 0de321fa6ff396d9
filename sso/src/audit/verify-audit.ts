import { commonConfig, readConfig } from "@gov/kit/config.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { z } from "zod";
import type { SsoDatabase } from "#src/db-types.ts";
import { chainKey, type Break } from "./audit-chain.ts";
import { checkAudit, type Expected } from "./check-audit.ts";

/**
 * `node sso/src/audit/verify-audit.ts [POSITION:HASH]`: checks the audit against its chain and
 * names the first row that does not hold. With what an earlier run printed it also finds that the
 * end was cut off. Ends with 0 when all holds, 1 when not.
 */
const config = readConfig(
  z.object({
    DATABASE_URL: commonConfig.DATABASE_URL,
    KEY_ENCRYPTION_KEY: commonConfig.KEY_ENCRYPTION_KEY,
  }),
  process.env,
);

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const sentences: Readonly<Record<Break["what"], string>> = {
  "link-missing": "a link of the chain is missing",
  "link-changed": "a link of the chain was changed",
  "event-removed": "the event was removed",
  "event-changed": "the event, or its link, was changed",
  "event-backdated": "the event was written long after the time it gives",
  "event-inserted": "the event was put in past the chain",
  "end-missing": "the end of the chain is missing or was changed",
  "cut-forged": "the mark where the chain begins was changed",
  "not-as-expected": "the link is not the one that was written down",
};

const readExpected = (word: string | undefined): Expected | undefined => {
  const [, position, hash] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(word ?? "") ?? [];
  return position && hash ? { position: BigInt(position), hash } : undefined;
};

const word = process.argv[2];
const expected = readExpected(word);
if (word !== undefined && !expected) {
  say("Say POSITION:HASH as an earlier run printed it, or nothing.");
  process.exitCode = 2;
} else {
  const db = openDatabase<SsoDatabase>(config.DATABASE_URL, { max: 1 });
  const check = await checkAudit(db, chainKey(config.KEY_ENCRYPTION_KEY), expected);
  const { broken, head, links, unsealed } = check;
  if (broken) {
    const event = broken.eventId === undefined ? "" : `, event ${broken.eventId}`;
    say(`BROKEN at position ${broken.position}${event}: ${sentences[broken.what]}.`);
    process.exitCode = 1;
  } else {
    say(`${links} events hold; ${unsealed} wait to be linked.`);
    say(`Write this down elsewhere: ${head.position}:${head.hash}`);
  }
  await db.destroy();
}
