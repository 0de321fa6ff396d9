import { writeContracts } from "./check/contracts.ts";
import { runMain } from "./start-failure.ts";

await runMain(async () => {
  for (const file of await writeContracts()) process.stdout.write(`${file}\n`);
  return 0;
});
// What a component opens when it is imported must not keep this command alive.
process.exit();
