import { commonConfig, readConfig } from "@gov/kit/config.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { z } from "zod";
import type { SsoDatabase } from "./db-types.ts";
import {
  promotePublishedKey,
  publishNewKey,
  publishSeconds,
  retireOldKeys,
} from "./key/key-rotation.ts";

/**
 * `node sso/src/rotate-keys.ts [publish|promote|retire]`: one step of a key's life. Without a
 * word it takes the step that is due, so that running it often rotates the keys.
 */
const config = readConfig(
  z.object({
    DATABASE_URL: commonConfig.DATABASE_URL,
    KEY_ENCRYPTION_KEY: commonConfig.KEY_ENCRYPTION_KEY,
  }),
  process.env,
);
const db = openDatabase<SsoDatabase>(config.DATABASE_URL, { max: 1 });
const deps = { db, encryptionKey: config.KEY_ENCRYPTION_KEY };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const publish = async (): Promise<boolean> => {
  const outcome = await publishNewKey(deps);
  if (outcome.ok) say(`Published a new key. Promote it after ${publishSeconds} seconds.`);
  else say("A key is published and waits for promotion already.");
  return outcome.ok;
};

const promote = async (): Promise<boolean> => {
  const outcome = await promotePublishedKey(deps);
  if (outcome.ok) say("The new key signs now. The old one verifies for one more day.");
  else if (outcome.error === "nothing-published") say("There is no published key: publish first.");
  else say(`The key was published less than ${publishSeconds} seconds ago: wait, then run again.`);
  return outcome.ok;
};

const retire = async (): Promise<boolean> => {
  const outcome = await retireOldKeys(deps);
  say(`Keys that no token needs any more: ${outcome.step === "retired" ? outcome.kids.length : 0}`);
  return true;
};

const nextStep = async (): Promise<boolean> => {
  await retire();
  const waiting = await db
    .selectFrom("signing_key")
    .select("kid")
    .where("state", "=", "published")
    .executeTakeFirst();
  return waiting ? await promote() : await publish();
};

const steps: Readonly<Record<string, () => Promise<boolean>>> = { publish, promote, retire };
const word = process.argv[2];
const step = word === undefined ? nextStep : steps[word];
if (step) {
  process.exitCode = (await step()) ? 0 : 1;
} else {
  say("Say publish, promote or retire, or nothing for the step that is due.");
  process.exitCode = 2;
}
await db.destroy();
