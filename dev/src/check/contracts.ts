import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../folders.ts";
import { COMPONENTS, type ComponentName } from "../nation/databases.ts";

type Contract = { name: ComponentName; file: string; text: string };

/** The HTTP contract of each component that has one, as its code states it now. */
async function generateContracts(): Promise<Contract[]> {
  const contracts: Contract[] = [];
  for (const name of COMPONENTS) {
    const source = join(ROOT, name, "src", "contract.ts");
    if (!existsSync(source)) continue;
    const module = (await import(pathToFileURL(source).href)) as { contract: () => object };
    contracts.push({
      name,
      file: join(ROOT, "docs", "contracts", `${name}.json`),
      text: `${JSON.stringify(module.contract(), null, 2)}\n`,
    });
  }
  return contracts;
}

/** Components whose committed contract is not what their code states. */
export async function findContractDrift(): Promise<string[]> {
  const contracts = await generateContracts();
  return contracts
    .filter(({ file, text }) => !existsSync(file) || readFileSync(file, "utf8") !== text)
    .map(({ name }) => `docs/contracts/${name}.json is not what ${name}/src/contract.ts states`);
}

/** Writes every contract; gives the files. */
export async function writeContracts(): Promise<string[]> {
  const contracts = await generateContracts();
  mkdirSync(join(ROOT, "docs", "contracts"), { recursive: true });
  for (const { file, text } of contracts) writeFileSync(file, text);
  return contracts.map(({ file }) => file.slice(ROOT.length + 1));
}
