import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const modules = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so"];

/** A new token of SoftHSM in a folder of its own; `leave` and `come` take it away and back. */
export const createSoftToken = async () => {
  const module = modules.find((path) => existsSync(path));
  if (!module) throw new Error("SoftHSM is not installed; on Debian: apt-get install softhsm2");
  const folder = await mkdtemp(join(tmpdir(), "soft-token-"));
  const [tokens, away] = [join(folder, "tokens"), join(folder, "away")];
  await mkdir(tokens);
  const file = join(folder, "softhsm2.conf");
  await writeFile(file, `directories.tokendir = ${tokens}\nobjectstore.backend = file\n`);
  // The library reads it in the process that loads it.
  process.env["SOFTHSM2_CONF"] = file;
  const [label, pin] = ["sign-in", "a pin for tests"];
  const words = ["--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "so pin"];
  await run("softhsm2-util", words);
  return {
    environment: { PKCS11_MODULE: module, PKCS11_TOKEN: label, PKCS11_PIN: pin },
    leave: () => rename(tokens, away),
    come: () => rename(away, tokens),
    remove: () => rm(folder, { recursive: true }),
  };
};
