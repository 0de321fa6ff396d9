import { commonConfig, readConfig } from "@gov/kit/config.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { createLog } from "@gov/kit/log.ts";
import { z } from "zod";
import type { SsoDatabase } from "./db-types.ts";
import { promotePublishedKey, publishNewKey, retireOldKeys } from "./key/key-rotation.ts";
import { createKeyToken } from "./key/key-token.ts";
import { leastPublishedSeconds } from "./key/rotation-rules.ts";
import { listKeyAges } from "./key/signing-key-queries.ts";
import { tokenAccess, tokenVariables } from "./key/token-config.ts";

/**
 * `node sso/src/rotate-keys.ts [publish|promote|retire]`: one step of a key's life. Without a
 * word it takes the step that comes next, whatever the keys' ages.
 */
const config = readConfig(
  z.object({
    DATABASE_URL: commonConfig.DATABASE_URL,
    KEY_ENCRYPTION_KEY: commonConfig.KEY_ENCRYPTION_KEY,
    LOG_LEVEL: commonConfig.LOG_LEVEL,
    ...tokenVariables,
  }),
  process.env,
);
const db = openDatabase<SsoDatabase>(config.DATABASE_URL, { max: 1 });
const access = tokenAccess(config);
const token = access && createKeyToken({ access, log: createLog("sso", config.LOG_LEVEL) });
const deps = { db, encryptionKey: config.KEY_ENCRYPTION_KEY, token };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const publish = async (): Promise<boolean> => {
  const outcome = await publishNewKey(deps);
  if (outcome.ok) {
    say(`Published a new key. Promote it after ${leastPublishedSeconds} seconds.`);
  } else if (outcome.error === "token-away") {
    say("The hardware token did not make a key. Look at PKCS11_MODULE, PKCS11_TOKEN, PKCS11_PIN.");
  } else say("A key is published and waits for promotion already.");
  return outcome.ok;
};

const promote = async (): Promise<boolean> => {
  const outcome = await promotePublishedKey(deps);
  if (outcome.ok) say("The new key signs now. The old one verifies for one more day.");
  else if (outcome.error === "nothing-published") say("There is no published key: publish first.");
  else {
    say(`The key was published less than ${leastPublishedSeconds} seconds ago: run again later.`);
  }
  return outcome.ok;
};

const retire = async (): Promise<boolean> => {
  say(`Keys that no token needs any more: ${(await retireOldKeys(deps)).length}`);
  return true;
};

const nextStep = async (): Promise<boolean> => {
  await retire();
  const waiting = (await listKeyAges(db)).some(({ state }) => state === "published");
  return waiting ? await promote() : await publish();
};

const steps: Readonly<Record<string, () => Promise<boolean>>> = { publish, promote, retire };
const word = process.argv[2];
const step = word === undefined ? nextStep : steps[word];
if (step) {
  process.exitCode = (await step()) ? 0 : 1;
} else {
  say("Say publish, promote or retire, or nothing for the step that comes next.");
  process.exitCode = 2;
}
token?.close();
await db.destroy();
